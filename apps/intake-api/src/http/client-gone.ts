import type { FastifyReply, FastifyRequest } from 'fastify';

/** @returns a signal that aborts when the client closes the connection before its answer. */
export function clientGone(request: FastifyRequest, reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  if (request.raw.socket.destroyed) gone.abort();
  return gone.signal;
}
