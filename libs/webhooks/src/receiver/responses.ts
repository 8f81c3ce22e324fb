import type { JsonObject, WebhookEnvelopeInvalidError } from '@adcp-orchestrator/domain';
import type { Refusal } from '../verification/refusal';
import { WebhookKind, type WebhookResponse } from './webhook-request';

/** Every kind of refusal (RFC 9457); the key is the last part of `type` and never changes. */
const problems = {
  'webhook-malformed': { status: 400, title: 'The webhook could not be read' },
  'webhook-unauthenticated': { status: 401, title: 'The webhook does not prove its sender' },
  'webhook-key-reused': { status: 409, title: 'The delivery key came before with another payload' },
  'webhook-conflict': { status: 409, title: 'The webhook contradicts what is known' },
  'payload-too-large': { status: 413, title: 'The body is too large' },
  'webhook-rate-limited': { status: 429, title: 'The sender sends more than it may' },
  'unsupported-media-type': { status: 415, title: 'The body is not of a supported type' },
  'webhook-envelope-invalid': { status: 422, title: 'The envelope of the webhook is not valid' },
  'webhook-unverifiable': { status: 503, title: 'The webhook cannot be verified right now' },
  'webhook-in-progress': { status: 503, title: 'The same delivery is being worked on' },
  unavailable: { status: 503, title: 'The service cannot answer right now' },
} as const satisfies Record<string, { status: number; title: string }>;

export type WebhookProblemKind = keyof typeof problems;

export const webhookProblemKinds = Object.keys(problems) as readonly WebhookProblemKind[];

const TYPE_BASE = 'urn:adcp-orchestrator:problem:';

export function problem(
  kind: WebhookProblemKind,
  detail: string,
  headers: Record<string, string> = {},
  members: JsonObject = {},
): WebhookResponse {
  const { status, title } = problems[kind];
  return {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
    body: { type: `${TYPE_BASE}${kind}`, title, status, detail, ...members },
  };
}

/** Names every wrong field at once. Nothing of the webhook was kept, so the corrected one may have the same key. */
export function envelopeInvalid({ message, problems: wrong }: WebhookEnvelopeInvalidError): WebhookResponse {
  return problem(
    'webhook-envelope-invalid',
    `${message}. Nothing of the webhook was kept: correct it and send it again.`,
    {},
    { errors: wrong.map(({ pointer, detail }) => ({ in: 'body', pointer, detail })) },
  );
}

/** `503` or `429`: senders try again after these, and take every other `4xx` as final. */
export function unavailable(
  kind: WebhookProblemKind,
  detail: string,
  retryAfterSeconds: number,
  headers: Record<string, string> = {},
): WebhookResponse {
  return problem(kind, detail, { 'retry-after': String(Math.max(1, Math.ceil(retryAfterSeconds))), ...headers });
}

export function unauthenticated(refusal: Refusal): WebhookResponse {
  return problem('webhook-unauthenticated', refusal.detail, challenge(refusal.code));
}

/** The header that tells AdCP's senders which check failed. */
export function challenge(code: string): Record<string, string> {
  return { 'www-authenticate': `Signature error="${code}"` };
}

/**
 * The answer that the guide asks for. In the newer protocol a webhook that is kept, because its task is not known yet,
 * gets `202`.
 */
export function received(kind: WebhookKind, kept: boolean): WebhookResponse {
  return {
    status: kept && kind === WebhookKind.adcp ? 202 : 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: { status: 'received' },
  };
}
