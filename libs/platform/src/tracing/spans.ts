import {
  type Attributes,
  type Context,
  INVALID_SPAN_CONTEXT,
  type Link,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  context,
  diag,
  trace,
} from '@opentelemetry/api';
import { type TracedOperation, beginningOf, linkTo } from './operation-trace';
import { OPERATION_TRACES, type TracingState, tracingState } from './tracing-state';

export { type Span, type SpanContext, SpanKind } from '@opentelemetry/api';

/** One stretch of work for operations, which is a trace of its own. */
export interface Leg {
  name: string;
  operations: readonly TracedOperation[];
  /** Absent: internal. */
  kind?: SpanKind;
  attributes?: Attributes;
  /** A span of somebody else. A desk's may be the parent; what a seller sends is only linked. */
  parent?: SpanContext | null;
  linked?: SpanContext | null;
  /** When it began; absent: now. */
  startedAt?: Date;
}

/** As many links as the SDK keeps for a span. */
const MOST_LINKS = 128;
const NO_SPAN: Span = trace.wrapSpanContext(INVALID_SPAN_CONTEXT);

/**
 * Does work as a leg of operations: a trace of its own, linked to where each of them began. A leg is recorded when one of
 * its operations is, so that an operation is seen from end to end or not at all.
 * @param leg asked only when something is traced
 * @param work gets the span; one that does nothing while nothing is traced
 */
export function inLeg<T>(leg: () => Leg, work: (span: Span) => Promise<T>): Promise<T> {
  const tracing = tracingState();
  if (tracing === null) return work(NO_SPAN);
  const started = orNull(() => startLeg(tracing, leg()));
  return started === null ? work(NO_SPAN) : under(started, ROOT_CONTEXT, work);
}

/**
 * As `inLeg`, for the request by which an operation may come in. Where no other span is its parent, its trace is the
 * operation's own.
 * @param operationId the id that the operation gets, if the request makes one
 */
export function inFirstLeg<T>(
  operationId: string,
  leg: () => Omit<Leg, 'operations'>,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const tracing = tracingState();
  const beginning = tracing === null ? null : beginningOf(operationId);
  if (tracing === null || beginning === null) return work(NO_SPAN);
  const started = orNull(() => {
    const first = leg();
    const start = (): Span => startLeg(tracing, { ...first, operations: [] }, [beginning.traceId]);
    return first.parent == null ? tracing.withIds(beginning, start) : start();
  });
  return started === null ? work(NO_SPAN) : under(started, ROOT_CONTEXT, work);
}

/**
 * An operation has become durable. Where this did not happen in its own trace (the desk sent a parent, or a bulk job made
 * the operation), a short span stands for its beginning.
 */
export function beginOperation(operation: TracedOperation): void {
  const tracing = tracingState();
  if (tracing === null) return;
  const beginning = beginningOf(operation.id);
  const around = trace.getActiveSpan();
  if (beginning === null || around?.spanContext().traceId === beginning.traceId) return;
  const cause = around?.isRecording() === true ? around.spanContext() : null;
  const span = tracing.withIds(beginning, () =>
    startLeg(tracing, { name: `accept ${operation.type ?? 'operation'}`, operations: [], linked: cause }, [
      beginning.traceId,
    ]),
  );
  span.setAttributes(operationAttributes(operation)).end();
  if (span.spanContext().traceFlags !== 0) around?.addLink(linkTo(operation.id, beginning));
}

/** Does a part of what is under way. It has a span only within a leg that is recorded. */
export function inStep<T>(
  name: string,
  kind: SpanKind,
  attributes: () => Attributes,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  const tracing = tracingState();
  if (tracing === null || trace.getActiveSpan()?.isRecording() !== true) return work(NO_SPAN);
  const active = context.active();
  const started = orNull(() => tracing.tracer.startSpan(name, { kind, attributes: attributes() }, active));
  return started === null ? work(NO_SPAN) : under(started, active, work);
}

/** The span under way, to be handed to `inBatch`; undefined when none is recorded. */
export function spanUnderWay(): SpanContext | undefined {
  if (tracingState() === null) return undefined;
  const span = trace.getActiveSpan();
  return span?.isRecording() === true ? span.spanContext() : undefined;
}

/**
 * Does the work of a batch: as a step of the first span that waits for it, and linked to the others. Its context is that
 * of no other work, such as the one whose timer started it.
 * @param waiting what `spanUnderWay` gave for each item
 */
export function inBatch<T>(
  name: string,
  waiting: readonly (SpanContext | undefined)[],
  work: () => Promise<T>,
): Promise<T> {
  const tracing = tracingState();
  if (tracing === null) return work();
  const spans = [...new Map(waiting.flatMap((one) => (one === undefined ? [] : [[one.spanId, one]]))).values()];
  const [first, ...others] = spans;
  if (first === undefined) return context.with(ROOT_CONTEXT, work);
  const parent = trace.setSpanContext(ROOT_CONTEXT, first);
  const attributes = { 'adcp.batch_size': waiting.length };
  const links = others.slice(0, MOST_LINKS).map((one) => ({ context: one }));
  return under(tracing.tracer.startSpan(name, { attributes, links }, parent), parent, work);
}

/** Says more about the span under way. @param attributes asked only when there is one */
export function describeSpan(attributes: () => Attributes): void {
  if (tracingState() === null) return;
  const span = trace.getActiveSpan();
  if (span?.isRecording() === true) span.setAttributes(attributes());
}

/** Notes something on the span under way. @param attributes asked only when there is one */
export function noteOnSpan(name: string, attributes: () => Attributes): void {
  if (tracingState() === null) return;
  const span = trace.getActiveSpan();
  if (span?.isRecording() === true) span.addEvent(name, attributes());
}

/** What a span is about did not succeed. @param type a code or a name, never a message: those may hold anything */
export function markFailed(span: Span, type: string): void {
  span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', type);
}

/** @returns the id of the trace under way, for the log; null when none is recorded */
export function traceUnderWay(): { trace_id: string; span_id: string } | null {
  const span = spanUnderWay();
  return span === undefined ? null : { trace_id: span.traceId, span_id: span.spanId };
}

/** What cannot be described is done all the same, without a span. The log tells of it, as of traces that cannot be sent. */
function orNull<T>(start: () => T): T | null {
  try {
    return start();
  } catch (error) {
    diag.error(error instanceof Error ? error.message : String(error));
    return null;
  }
}

function startLeg(
  { tracer, isSampled }: TracingState,
  leg: Leg,
  traces: readonly string[] = leg.operations.flatMap(({ id }) => beginningOf(id)?.traceId ?? []),
): Span {
  const { name, operations, kind = SpanKind.INTERNAL, attributes, parent = null, linked = null, startedAt } = leg;
  const links: Link[] = linked === null ? [] : [{ context: linked }];
  for (const { id } of operations) {
    if (links.length >= MOST_LINKS) break;
    const beginning = beginningOf(id);
    if (beginning !== null && isSampled(beginning.traceId)) links.push(linkTo(id, beginning));
  }
  const around = (parent === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parent)).setValue(
    OPERATION_TRACES,
    traces,
  );
  const all = { ...aboutAll(operations), ...attributes };
  return tracer.startSpan(name, { kind, attributes: all, links, startTime: startedAt }, around);
}

/** What a span says of one operation. */
export function operationAttributes({ id, tenantId, sellerId, type }: TracedOperation): Attributes {
  return {
    'adcp.operation_id': id,
    ...(type === undefined ? {} : { 'adcp.operation_type': type }),
    ...(tenantId === undefined ? {} : { 'adcp.tenant_id': tenantId }),
    ...(sellerId === undefined ? {} : { 'adcp.seller_id': sellerId }),
  };
}

function aboutAll(operations: readonly TracedOperation[]): Attributes {
  const [one] = operations;
  if (one === undefined) return {};
  return operations.length === 1 ? operationAttributes(one) : { 'adcp.operation_count': operations.length };
}

function under<T>(span: Span, around: Context, work: (span: Span) => Promise<T>): Promise<T> {
  return context.with(trace.setSpan(around, span), async () => {
    try {
      return await work(span);
    } catch (error) {
      markFailed(span, error instanceof Error ? error.name : 'Error');
      throw error;
    } finally {
      span.end();
    }
  });
}
