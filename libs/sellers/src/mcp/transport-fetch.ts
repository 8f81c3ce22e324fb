import type { IncomingHttpHeaders } from 'node:http';
import type { FetchLike } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { RequestId } from '@modelcontextprotocol/sdk/types.js';
import type { Agent } from 'undici';
import { isJsonObject, type Json, type JsonObject } from '@adcp-orchestrator/domain';
import { addTraceHeaders } from '@adcp-orchestrator/platform';
import { Executed, FaultCode, clampedRetryAfter } from '../faults/seller-fault';
import { JsonTooDeepError, parseStorable } from '../json/storable';
import type { CallRecord } from './call-record';
import { type ExchangeAnswer, exchange } from './exchange';
import { ExchangeFailedError } from './exchange-failed';
import type { SessionRecords } from './session-records';

/** Shorter texts are no secrets, and replacing them would garble honest text. */
const MIN_SECRET = 8;

/**
 * The `fetch` of the MCP transport. It costs a fifth of the default one. It obeys the call's own signal, caps the body,
 * keeps status and `Retry-After`, and refuses redirects. It reads an event stream into its messages, so a broken stream
 * is known at once and never resumed. It answers the GET stream that `connect()` asks for with 405: nothing that a
 * seller says unasked is used.
 */
export function createTransportFetch(
  agent: Agent,
  records: Pick<SessionRecords, 'of'>,
  maxAnswerBytes: number,
): FetchLike {
  return async (url, init) => {
    const method = init?.method ?? 'GET';
    if (method !== 'POST' && method !== 'DELETE') return new FetchedAnswer(405, {}, '', null).asResponse();
    const body = typeof init?.body === 'string' ? init.body : undefined;
    const id = requestId(body);
    const record = records.of(id);
    if (record === null || record.signal.aborted) throw new Error('the call is over; nothing more is sent for it');
    const headers = plainHeaders(init?.headers);
    addTraceHeaders(headers);
    record.inSession = headers['mcp-session-id'] !== undefined;
    record.sent = true;
    const answer = await exchange(agent, {
      url: new URL(url),
      method,
      headers,
      body,
      signal: record.signal,
      maxAnswerBytes,
      isAwaited: (message) => {
        noteProgress(message, record);
        return id !== undefined && message.includes('"id"') && answersTo(id, parsed(message));
      },
    });
    return read(answer, id, record);
  };
}

/** Progress of this very call starts its time limit anew, and is passed on. */
function noteProgress(message: string, { progress, prolong, secrets }: CallRecord): void {
  if (progress === undefined || !message.includes('notifications/progress')) return;
  const notification = parsed(redacted(message, secrets));
  if (!isJsonObject(notification) || notification.method !== 'notifications/progress') return;
  const params = isJsonObject(notification.params) ? notification.params : {};
  if (params.progressToken !== progress.token) return;
  prolong?.();
  progress.onProgress(typeof params.message === 'string' ? { message: params.message } : {});
}

function read(answer: ExchangeAnswer, id: Json | undefined, record: CallRecord): Response {
  const { status, headers } = answer;
  record.httpStatus = status;
  record.retryAfter = retryAfterOf(headers);
  const text = redacted(answer.text, record.secrets);
  if (status >= 300 && status < 400) throw redirect(status, headers);
  if (status >= 400) record.refusalBody = text;
  if (status >= 300 || id === undefined) return new FetchedAnswer(status, headers, text, null).asResponse();
  const messages = (answer.messages?.map((each) => redacted(each, record.secrets)) ?? [text]).flatMap(envelopes);
  const awaited = messages.filter((message) => answersTo(id, message) || isUnaddressedError(message));
  if (awaited.length !== 1) {
    throw malformed(
      `the seller's answer (HTTP ${status}) holds ${awaited.length} replies to our request instead of one`,
    );
  }
  return new FetchedAnswer(
    status,
    headers,
    '',
    awaited.map((reply) => ({ ...(reply as JsonObject), id })),
  ).asResponse();
}

/** As much of a `Response` as the transport reads. A real one costs more than the exchange itself. */
class FetchedAnswer {
  readonly ok: boolean;
  readonly type = 'basic';
  readonly statusText = '';
  readonly body = null;
  readonly headers: { get(name: string): string | null };

  constructor(
    readonly status: number,
    headers: IncomingHttpHeaders,
    private readonly raw: string,
    private readonly replies: Json[] | null,
  ) {
    this.ok = status >= 200 && status < 300;
    this.headers = {
      get: (name) => {
        const key = name.toLowerCase();
        if (key === 'content-type' && replies !== null) return 'application/json';
        const value = headers[key];
        return (Array.isArray(value) ? value[0] : value) ?? null;
      },
    };
  }

  text(): Promise<string> {
    return Promise.resolve(this.raw);
  }

  json(): Promise<Json> {
    return Promise.resolve(this.replies ?? (JSON.parse(this.raw) as Json));
  }

  asResponse(): Response {
    return this as unknown as Response;
  }
}

function plainHeaders(headers: RequestInit['headers']): Record<string, string> {
  return Object.fromEntries(new Headers(headers).entries());
}

/** The id of the JSON-RPC request in a body; undefined for a notification, or for no body. */
function requestId(body: string | undefined): RequestId | undefined {
  if (body === undefined) return undefined;
  const message = parsed(body);
  if (!isJsonObject(message) || message.method === undefined) return undefined;
  return typeof message.id === 'string' || typeof message.id === 'number' ? message.id : undefined;
}

function answersTo(id: Json, message: Json | undefined): boolean {
  return isJsonObject(message) && message.id === id && (message.result !== undefined || message.error !== undefined);
}

/** JSON-RPC lets a server that could not read a request answer without its id. */
function isUnaddressedError(message: Json): boolean {
  return isJsonObject(message) && message.id === null && isJsonObject(message.error);
}

function envelopes(text: string): Json[] {
  try {
    const value = parseStorable(text);
    return Array.isArray(value) ? value : [value];
  } catch (error) {
    const why = error instanceof JsonTooDeepError ? error.message : 'it is not JSON';
    throw malformed(`the seller's answer cannot be read: ${why}`, error);
  }
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined; // said to be malformed where the answer is read
  }
}

function malformed(message: string, cause?: unknown): ExchangeFailedError {
  return new ExchangeFailedError(FaultCode.malformed, Executed.maybe, message, { cause });
}

/**
 * 307 and 308 ask for the same request elsewhere, so it was not executed here. Other redirects may follow an execution.
 */
function redirect(status: number, headers: IncomingHttpHeaders): ExchangeFailedError {
  const executed = status === 307 || status === 308 ? Executed.no : Executed.maybe;
  const to = headers.location === undefined ? '' : ` to ${headers.location.slice(0, 200)}`;
  return new ExchangeFailedError(
    FaultCode.redirected,
    executed,
    `the seller redirects (HTTP ${status})${to}; redirects are refused: set "agent_url" to the final address`,
  );
}

/** `Retry-After` in seconds, from either of its forms (RFC 9110, 10.2.3). */
function retryAfterOf(headers: IncomingHttpHeaders): number | undefined {
  const value = headers['retry-after'];
  if (value === undefined) return undefined;
  const seconds = clampedRetryAfter(value);
  if (seconds !== undefined) return seconds;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : clampedRetryAfter((at - Date.now()) / 1000);
}

/** @returns the text without our own secrets. Careless sellers echo them in errors, raw or as JSON. */
function redacted(text: string, secrets: readonly string[]): string {
  let safe = text;
  for (const secret of secrets) {
    if (secret.length < MIN_SECRET) continue;
    for (const form of new Set([secret, JSON.stringify(secret).slice(1, -1)])) {
      if (safe.includes(form)) safe = safe.replaceAll(form, '[redacted]');
    }
  }
  return safe;
}
