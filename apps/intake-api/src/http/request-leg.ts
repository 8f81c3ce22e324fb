import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Leg, type Span, SpanKind, inFirstLeg, inLeg, isRecorded, senderSpan } from '@adcp-orchestrator/platform';
import { RequestProblemError } from '../problems/problem';

const traceIds = new WeakMap<FastifyRequest, string>();

/** The trace of a request, for its line in the access log; undefined when it has none. */
export function traceIdOf(request: FastifyRequest): string | undefined {
  return traceIds.get(request);
}

/**
 * Answers a request as the first leg of the operation that it may bring. A desk that records its own span has it as the
 * parent. This begins only after the key was checked: a stranger makes no spans.
 * @param operationId the id that the operation gets
 */
export function asFirstLeg<T>(reply: FastifyReply, operationId: string, work: () => Promise<T>): Promise<T> {
  return answered((answer) => inFirstLeg(operationId, () => legOf(reply), answer), reply, work);
}

/** Answers a request about an operation as a leg of its own. */
export function asLegOf<T>(
  reply: FastifyReply,
  operation: { id: string; tenantId: string },
  work: () => Promise<T>,
): Promise<T> {
  return answered((answer) => inLeg(() => ({ ...legOf(reply), operations: [operation] }), answer), reply, work);
}

function legOf(reply: FastifyReply): Omit<Leg, 'operations'> {
  const { id, method, routeOptions, headers } = reply.request;
  const sender = senderSpan(headers);
  const route = routeOptions.url ?? '';
  return {
    name: `${method} ${route}`,
    kind: SpanKind.SERVER,
    parent: sender !== null && isRecorded(sender) ? sender : null,
    startedAt: new Date(Date.now() - reply.elapsedTime),
    attributes: { 'http.request.method': method, 'http.route': route, 'adcp.request_id': id },
  };
}

/** A problem that is the caller's own is an answer like any other, and no failure of the span. */
async function answered<T>(
  within: (answer: (span: Span) => Promise<() => T>) => Promise<() => T>,
  reply: FastifyReply,
  work: () => Promise<T>,
): Promise<T> {
  const settled = await within(async (span) => {
    if (span.isRecording()) traceIds.set(reply.request, span.spanContext().traceId);
    try {
      const answer = await work();
      span.setAttribute('http.response.status_code', reply.statusCode);
      return () => answer;
    } catch (error) {
      if (!(error instanceof RequestProblemError) || error.status >= 500) throw error;
      span.setAttributes({ 'http.response.status_code': error.status, 'error.type': error.kind });
      return () => {
        throw error;
      };
    }
  });
  return settled();
}
