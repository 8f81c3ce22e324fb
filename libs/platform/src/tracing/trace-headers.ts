import { ROOT_CONTEXT, type SpanContext, TraceFlags, isSpanContextValid, propagation, trace } from '@opentelemetry/api';
import { tracingState } from './tracing-state';

/** Adds `traceparent` and `tracestate` (W3C Trace Context) of the span under way; nothing when none is recorded. */
export function addTraceHeaders(headers: Record<string, string>): void {
  if (tracingState() === null) return;
  const span = trace.getActiveSpan();
  if (span?.isRecording() === true) propagation.inject(trace.setSpan(ROOT_CONTEXT, span), headers);
}

/** The span that a request says it belongs to; null when it says nothing valid, or nothing is traced here. */
export function senderSpan(headers: Readonly<Record<string, unknown>>): SpanContext | null {
  if (tracingState() === null) return null;
  const span = trace.getSpanContext(propagation.extract(ROOT_CONTEXT, headers));
  return span !== undefined && isSpanContextValid(span) ? span : null;
}

/** Whether the sender records its span. One that does not cannot be a parent: its trace would begin with nothing. */
export function isRecorded({ traceFlags }: SpanContext): boolean {
  return (traceFlags & TraceFlags.SAMPLED) !== 0;
}
