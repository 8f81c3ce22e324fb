import { type Link, type SpanContext, TraceFlags, isSpanContextValid } from '@opentelemetry/api';

/** What a span says of an operation. */
export interface TracedOperation {
  id: string;
  tenantId?: string;
  sellerId?: string;
  type?: string;
}

/**
 * The span that stands for an operation's beginning. Its ids are read from the operation's id, so that every leg, in
 * whichever process and however many days later, can link to it, and nothing has to be kept (ADR 43). The trace id is
 * the whole UUID. The span id is its second half: the variant's bits and 62 random ones, so never all zeros.
 * @returns null for an id that is no UUID
 */
export function beginningOf(operationId: string): SpanContext | null {
  const digits = operationId.replaceAll('-', '').toLowerCase();
  const beginning = { traceId: digits, spanId: digits.slice(16), traceFlags: TraceFlags.SAMPLED };
  return isSpanContextValid(beginning) ? beginning : null;
}

/** A link to where an operation began. */
export function linkTo(operationId: string, beginning: SpanContext): Link {
  return { context: { ...beginning, isRemote: true }, attributes: { 'adcp.operation_id': operationId } };
}
