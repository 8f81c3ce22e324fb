import { randomUUID } from 'node:crypto';
import { DiagLogLevel, ROOT_CONTEXT, SpanKind, context, diag, propagation, trace } from '@opentelemetry/api';
import type * as NodeSdk from '@opentelemetry/sdk-node';
import type * as TraceSdk from '@opentelemetry/sdk-trace';
import type { TracingSettings } from '../config/tracing-settings';
import type { Log } from '../logging/create-logger';
import { within } from '../timing/within';
import { GivenIds } from './given-ids';
import { OperationSampler, samplerOf } from './operation-sampler';
import { setTracingState } from './tracing-state';

/** A process that ends waits this long for a collector. Less than its phase of the shutdown may take. */
const LAST_EXPORT_MS = 3_000;
/** A collector that cannot be reached is told of at most this often. */
const TELL_EVERY_MS = 3_600_000;
const MOST_REASON_CHARACTERS = 200;

/** OpenTelemetry's SDK, which `start-tracing.ts` loads only where a collector is named. Everything here imports its types alone. */
export interface Sdk {
  node: typeof NodeSdk;
  traces: typeof TraceSdk;
}

/**
 * Starts OpenTelemetry's SDK for traces alone. The SDK's queue holds 2,048 spans and drops what comes beyond.
 * @returns sends what is left, within a bound, and ends tracing
 */
export function startSdk(
  { node: { NodeSDK, core, resources }, traces }: Sdk,
  settings: TracingSettings,
  name: string,
  log: Log,
  lastExportMs = LAST_EXPORT_MS,
): () => Promise<void> {
  const ids = new GivenIds(new traces.RandomIdGenerator());
  const sampler = new OperationSampler(samplerOf(traces, settings), traces.SamplingDecision);
  const sdk = new NodeSDK({
    serviceName: settings.serviceName ?? name,
    // The SDK's detector of processes would tell the whole command line.
    resourceDetectors: [resources.envDetector, resources.hostDetector],
    resource: resources.resourceFromAttributes({
      'service.namespace': 'adcp-orchestrator',
      'service.instance.id': randomUUID(),
      'process.pid': process.pid,
    }),
    sampler,
    idGenerator: ids,
    textMapPropagator: new core.W3CTraceContextPropagator(),
    instrumentations: [],
    // Metrics are scraped, and logs are lines on standard output.
    metricReaders: [],
    logRecordProcessors: [],
  });
  const tell = teller(log);
  diag.setLogger(
    { error: tell, warn: tell, info: ignore, debug: ignore, verbose: ignore },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  core.setGlobalErrorHandler((error) => {
    tell(typeof error === 'string' ? error : (error.message ?? 'the exporter failed'));
  });
  sdk.start();
  setTracingState({
    tracer: trace.getTracer('adcp-orchestrator'),
    withIds: (given, start) => ids.use(given, start),
    isSampled: (traceId) =>
      sampler.shouldSample(ROOT_CONTEXT, traceId, '', SpanKind.INTERNAL, {}, []).decision !==
      traces.SamplingDecision.NOT_RECORD,
  });
  return async () => {
    setTracingState(null);
    try {
      await within(sdk.shutdown(), lastExportMs, 'the last traces');
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error));
    }
    for (const global of [trace, context, propagation]) global.disable();
  };
}

function ignore(): void {
  // What the SDK says below a warning is about itself.
}

/** One line says that traces are lost. More of them would only fill the log. */
function teller(log: Log): (message: string) => void {
  let toldAt = -Infinity;
  let untold = 0;
  return (message) => {
    untold += 1;
    if (performance.now() - toldAt < TELL_EVERY_MS) return;
    toldAt = performance.now();
    const reason = message.slice(0, MOST_REASON_CHARACTERS);
    log.warn(
      { reason, times: untold },
      'traces are lost; nothing else waits for them. Look at OTEL_EXPORTER_OTLP_ENDPOINT and at the collector',
    );
    untold = 0;
  };
}
