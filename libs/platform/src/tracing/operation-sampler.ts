import { type Attributes, type Context, type Link, type SpanKind, TraceFlags, trace } from '@opentelemetry/api';
import type * as TraceSdk from '@opentelemetry/sdk-trace';
import type { Sampler, SamplingResult } from '@opentelemetry/sdk-trace';
import type { TracingSettings } from '../config/tracing-settings';
import { OPERATION_TRACES } from './tracing-state';

/**
 * Asks the configured sampler about the operation instead of the leg: each leg is a trace with an id of its own, and by
 * those a sampler that takes a tenth would show a tenth of each story.
 */
export class OperationSampler implements Sampler {
  constructor(
    private readonly configured: Sampler,
    private readonly decisions: typeof TraceSdk.SamplingDecision,
  ) {}

  shouldSample(
    context: Context,
    traceId: string,
    name: string,
    kind: SpanKind,
    attributes: Attributes,
    links: Link[],
  ): SamplingResult {
    const parent = trace.getSpanContext(context);
    if (parent !== undefined && parent.isRemote !== true) return this.followParent(parent.traceFlags);
    const traces = (context.getValue(OPERATION_TRACES) as readonly string[] | undefined) ?? [];
    let result: SamplingResult | undefined;
    for (const one of traces.length === 0 ? [traceId] : traces) {
      result = this.configured.shouldSample(context, one, name, kind, attributes, links);
      if (result.decision !== this.decisions.NOT_RECORD) return result;
    }
    return result ?? { decision: this.decisions.NOT_RECORD };
  }

  /** A leg is recorded whole or not at all, whatever the sampler. */
  private followParent(traceFlags: number): SamplingResult {
    const isSampled = (traceFlags & TraceFlags.SAMPLED) !== 0;
    return { decision: isSampled ? this.decisions.RECORD_AND_SAMPLED : this.decisions.NOT_RECORD };
  }

  toString(): string {
    return `Operation{${this.configured.toString()}}`;
  }
}

/** The sampler that OpenTelemetry's specification means by these settings. */
export function samplerOf(
  { AlwaysOffSampler, AlwaysOnSampler, ParentBasedSampler, TraceIdRatioBasedSampler }: typeof TraceSdk,
  { sampler, samplerRatio }: Pick<TracingSettings, 'sampler' | 'samplerRatio'>,
): Sampler {
  switch (sampler) {
    case 'always_on':
      return new AlwaysOnSampler();
    case 'always_off':
      return new AlwaysOffSampler();
    case 'traceidratio':
      return new TraceIdRatioBasedSampler(samplerRatio);
    case 'parentbased_always_on':
      return new ParentBasedSampler({ root: new AlwaysOnSampler() });
    case 'parentbased_always_off':
      return new ParentBasedSampler({ root: new AlwaysOffSampler() });
    case 'parentbased_traceidratio':
      return new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(samplerRatio) });
  }
}
