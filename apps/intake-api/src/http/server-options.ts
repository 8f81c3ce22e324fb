import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyHttpOptions } from 'fastify';
import { MAX_SELLER_ID_CHARACTERS } from '@adcp-orchestrator/domain';
import { RequestProblemError } from '../problems/problem';
import { PROBLEM_MEDIA_TYPE } from '../problems/problem-catalog';
import { sendProblem } from '../problems/problem-filter';
import { problemOf } from '../problems/problem-of';
import {
  BODY_LIMIT_BYTES,
  IDLE_SOCKET_TIMEOUT_MS,
  KEEP_ALIVE_TIMEOUT_MS,
  MAX_HEADER_BYTES,
  REQUEST_TIMEOUT_MS,
} from './limits';

/** The settings of the public listener. Every wait and every size is bounded, and no header of a proxy is believed. */
export const serverOptions = {
  bodyLimit: BODY_LIMIT_BYTES,
  requestTimeout: REQUEST_TIMEOUT_MS,
  connectionTimeout: IDLE_SOCKET_TIMEOUT_MS,
  keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
  http: { maxHeaderSize: MAX_HEADER_BYTES, headersTimeout: REQUEST_TIMEOUT_MS },
  // The longest parameter is a media buy's id: each character may be six of them, percent-encoded.
  routerOptions: { maxParamLength: 6 * MAX_SELLER_ID_CHARACTERS },
  trustProxy: false,
  requestIdHeader: false,
  genReqId: () => randomUUID(),
  // A request that reaches a stopping process over an open connection is served, and told to close the connection.
  return503OnClosing: false,
  logger: false,
  frameworkErrors: (error, request, reply) => {
    sendProblem(reply, problemOf(error), request.id);
  },
  clientErrorHandler: (error, socket) => {
    answerUnreadable(error, socket);
  },
} satisfies FastifyHttpOptions<Server>;

/** What is not even HTTP never becomes a request. It is answered on the socket. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = unreadable(error.code);
  const body = JSON.stringify(problem.body(null));
  socket.end(
    `HTTP/1.1 ${problem.status} ${problem.message}\r\nContent-Type: ${PROBLEM_MEDIA_TYPE}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

function unreadable(code: string | undefined): RequestProblemError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new RequestProblemError('headers-too-large', 'The header fields are larger than the limit');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new RequestProblemError('request-timeout', 'The request did not arrive in time');
    default:
      return new RequestProblemError('malformed-request', 'The request is not HTTP/1.1');
  }
}
