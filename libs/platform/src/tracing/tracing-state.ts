import { type Tracer, createContextKey } from '@opentelemetry/api';

/** What a process that is traced has. */
export interface TracingState {
  tracer: Tracer;
  /** Whether a leg of the operation with this trace id is recorded. */
  isSampled: (traceId: string) => boolean;
  /** Makes the next span, which must be started before this returns, with these ids. */
  withIds: <T>(ids: { traceId: string; spanId: string }, start: () => T) => T;
}

/** In the context of a root span: the trace ids of the operations that it is a leg of. The sampler decides by them. */
export const OPERATION_TRACES = createContextKey('trace ids of the operations of a leg');

/**
 * Null while nothing is traced, which is asked before anything else is done for a span. This is the one mutable thing:
 * spans are made wherever the work is done, also where nobody injects anything.
 */
let state: TracingState | null = null;

export function tracingState(): TracingState | null {
  return state;
}

export function setTracingState(next: TracingState | null): void {
  state = next;
}
