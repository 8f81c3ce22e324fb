import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { FaultKind, type Fault } from '../scenarios/scenario';
import { Dialect } from '../state/records';
import { sendJson } from './http';

const hangMs = 120_000;
const hugeBytes = 6 * 1_048_576;

export interface Exchange {
  req: IncomingMessage;
  res: ServerResponse;
  dialect: Dialect;
  /** The JSON-RPC id of the call, for answering in place of the transport. */
  rpcId: string | number | null;
}

/** The seller's complete answer, as the transport made it. */
export interface FinishedAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

function retryAfter(fault: Fault): Record<string, string> {
  return { 'retry-after': String(Math.max(1, Math.ceil(fault.seconds ?? 1))) };
}

function httpError(exchange: Exchange, status: number, error: string, headers: Record<string, string> = {}): void {
  sendJson(exchange.res, status, { error }, headers);
}

function rateLimited(exchange: Exchange, fault: Fault): void {
  const error = {
    code: 'RATE_LIMITED',
    message: 'Too many requests, slow down',
    retry_after: Math.max(1, Math.ceil(fault.seconds ?? 1)),
  };
  const body = exchange.dialect === Dialect.hitl_v1 ? { error } : { adcp_error: { ...error, recovery: 'transient' } };
  const result = { content: [{ type: 'text', text: JSON.stringify(body) }], structuredContent: body, isError: true };
  sendJson(exchange.res, 200, { jsonrpc: '2.0', id: exchange.rpcId, result });
}

async function hang({ res }: Exchange): Promise<void> {
  const gone = new AbortController();
  res.once('close', () => {
    gone.abort();
  });
  await delay(hangMs, undefined, { ref: false, signal: gone.signal }).catch(() => undefined);
  res.destroy();
}

/**
 * Lets a fault strike before the call is executed. `loseSession` closes the caller's MCP session.
 * @returns whether it struck, and the exchange is over
 */
export async function strikeBefore(
  fault: Fault,
  exchange: Exchange,
  loseSession: () => Promise<void>,
): Promise<boolean> {
  switch (fault.kind) {
    case FaultKind.drop_before:
      exchange.req.socket.destroy();
      return true;
    case FaultKind.hang:
      await hang(exchange);
      return true;
    case FaultKind.rate_limited:
      rateLimited(exchange, fault);
      return true;
    case FaultKind.http_429:
      httpError(exchange, 429, 'Too many requests', retryAfter(fault));
      return true;
    case FaultKind.http_503:
      httpError(exchange, 503, 'The sales agent is down for maintenance', retryAfter(fault));
      return true;
    case FaultKind.http_500:
      httpError(exchange, 500, 'Internal server error');
      return true;
    case FaultKind.http_401:
      httpError(exchange, 401, 'The credential has expired', { 'www-authenticate': 'Bearer error="invalid_token"' });
      return true;
    case FaultKind.http_403:
      httpError(exchange, 403, 'The credential does not allow this');
      return true;
    case FaultKind.session_lost:
      await loseSession();
      sendJson(exchange.res, 404, { jsonrpc: '2.0', error: { code: -32001, message: 'Session not found' }, id: null });
      return true;
    case FaultKind.slow:
    case FaultKind.drop_after:
    case FaultKind.drop_middle:
    case FaultKind.http_500_after:
    case FaultKind.garbage:
    case FaultKind.huge:
      return false;
  }
}

/** Lets a fault strike after the call was executed. @returns whether it struck, and the answer must not be sent */
export async function strikeAfter(fault: Fault, exchange: Exchange, answer: FinishedAnswer): Promise<boolean> {
  const { req, res, rpcId } = exchange;
  switch (fault.kind) {
    case FaultKind.slow:
      await delay((fault.seconds ?? 0) * 1000, undefined, { ref: false });
      return false;
    case FaultKind.drop_after:
      req.socket.destroy();
      return true;
    case FaultKind.drop_middle:
      res.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) });
      await new Promise<void>((resolve) => {
        res.write(answer.body.slice(0, answer.body.length / 2), () => {
          resolve();
        });
      });
      req.socket.destroy();
      return true;
    case FaultKind.http_500_after:
      httpError(exchange, 500, 'Internal server error');
      return true;
    case FaultKind.garbage:
      res.writeHead(200, { 'content-type': 'application/json' });
      res.end('<html><body>upstream connect error or disconnect/reset before headers</body></html>');
      return true;
    case FaultKind.huge: {
      const result = { content: [{ type: 'text', text: 'x'.repeat(hugeBytes) }] };
      sendJson(res, 200, { jsonrpc: '2.0', id: rpcId, result });
      return true;
    }
    case FaultKind.hang:
    case FaultKind.drop_before:
    case FaultKind.rate_limited:
    case FaultKind.http_429:
    case FaultKind.http_500:
    case FaultKind.http_503:
    case FaultKind.http_401:
    case FaultKind.http_403:
    case FaultKind.session_lost:
      return false;
  }
}
