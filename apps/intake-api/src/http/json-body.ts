import type { FastifyInstance, FastifyRequest } from 'fastify';
import { WebhookBodyMalformedError, parseStrictJson } from '@adcp-orchestrator/webhooks';
import { RequestProblemError } from '../problems/problem';
import { firstChange } from './kept-as-sent';
import { BODY_LIMIT_BYTES, MAX_MEMBER_NAME_CHARACTERS, SIGN_IN_BODY_LIMIT_BYTES } from './limits';

const WEBHOOK_ROUTES = '/webhooks/';
const SIGN_IN: readonly string[] = ['/v1/session', '/v1/session/link'];

/**
 * Reads bodies. JSON becomes a value, checked for what would be lost or would do harm later. The webhook routes get the
 * exact bytes, of whatever type: signatures are over the bytes, and are verified before anything is parsed.
 */
export function registerBodyParsers(server: FastifyInstance): void {
  const settings = { parseAs: 'buffer', bodyLimit: BODY_LIMIT_BYTES } as const;
  server.addHook('onRoute', (route) => {
    if (SIGN_IN.includes(route.url)) route.bodyLimit = SIGN_IN_BODY_LIMIT_BYTES;
  });
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
 * @throws RequestProblemError `malformed-json` when the bytes are not JSON with one meaning (UTF-8, no key twice, at most
 *   64 levels, names of bounded length), or hold what could not be kept as it is: a number that JavaScript would change, NUL, half a surrogate pair
 */
export function parseJson(bytes: Buffer): unknown {
  let value: unknown;
  try {
    value = parseStrictJson(bytes, MAX_MEMBER_NAME_CHARACTERS);
  } catch (error) {
    if (!(error instanceof WebhookBodyMalformedError)) throw error;
    throw malformed(`${error.message[0]?.toUpperCase() ?? ''}${error.message.slice(1)}.`);
  }
  const change = firstChange(bytes, value);
  if (change !== null) {
    const where = change.pointer === '' ? 'The body' : change.pointer;
    throw new RequestProblemError('malformed-json', `${where} ${change.detail}.`, {
      errors: [{ in: 'body', ...change }],
    });
  }
  return value;
}

function malformed(detail: string): RequestProblemError {
  return new RequestProblemError('malformed-json', detail);
}
