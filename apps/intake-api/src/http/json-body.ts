import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RequestProblemError } from '../problems/problem';
import { BODY_LIMIT_BYTES, MAX_JSON_DEPTH } from './limits';

const WEBHOOK_ROUTES = '/webhooks/';

/**
 * Reads bodies: JSON becomes a value, checked for what would be lost or would hurt later; the webhook routes get the
 * exact bytes, of whatever type, because signatures are over them and are verified before anything is parsed.
 */
export function registerBodyParsers(server: FastifyInstance): void {
  const settings = { parseAs: 'buffer', bodyLimit: BODY_LIMIT_BYTES } as const;
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', settings, (request, body: Buffer, done) => {
    if (isWebhook(request)) {
      done(null, body);
      return;
    }
    try {
      done(null, body.length === 0 ? undefined : parseJson(body));
    } catch (error) {
      done(error as Error);
    }
  });
  server.addContentTypeParser('*', settings, (request, body: Buffer, done) => {
    if (isWebhook(request)) done(null, body);
    else done(unsupported(request.headers['content-type']));
  });
}

function isWebhook(request: FastifyRequest): boolean {
  return request.url.startsWith(WEBHOOK_ROUTES);
}

function unsupported(contentType: string | undefined): RequestProblemError {
  return new RequestProblemError(
    'unsupported-media-type',
    `${contentType === undefined ? 'The body has no Content-Type' : `"${contentType}" is not taken`}; send JSON with Content-Type: application/json.`,
    { headers: { accept: 'application/json' } },
  );
}

/**
 * @throws RequestProblemError `malformed-json` when the bytes are not JSON in UTF-8, or hold a value that cannot be kept
 *   as it is: deeper than 64 levels, or a number that JavaScript would change
 */
export function parseJson(bytes: Buffer): unknown {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw malformed(`The body is not JSON in UTF-8: ${error instanceof Error ? error.message : String(error)}`);
  }
  assertKeepable(value);
  return value;
}

/** Walks without recursion: a body may be a million brackets deep. */
function assertKeepable(root: unknown): void {
  const open: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value === 'number') assertExact(value);
    if (typeof value !== 'object' || value === null) continue;
    if (depth === MAX_JSON_DEPTH) throw malformed(`The body is nested deeper than ${MAX_JSON_DEPTH} levels.`);
    if (Object.hasOwn(value, '__proto__')) throw malformed('The body has a member named "__proto__".');
    for (const inner of Object.values(value)) open.push({ value: inner, depth: depth + 1 });
  }
}

function assertExact(value: number): void {
  if (!Number.isFinite(value)) throw malformed('The body holds a number beyond what a double can carry.');
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw malformed(`The body holds the integer ${value}, which cannot be kept exactly; send it as a string.`);
  }
}

function malformed(detail: string): RequestProblemError {
  return new RequestProblemError('malformed-json', detail);
}
