import { PROBLEM_TYPE_BASE } from '../../problems/problem-catalog';

/** What each kind of problem means, and the way out. A test names the kinds that lack it. */
const words: Readonly<Record<string, string>> = {
  'malformed-request': 'The request is not HTTP, or lacks its body. Send it again as the document says',
  'malformed-json': 'The body is not JSON, has a key twice, or holds what cannot be kept exactly. Send proper JSON',
  unauthorized: 'No valid API key came along. Send one as `Authorization: Bearer <key>`',
  forbidden: 'The key is valid and its role may not do this. `required_role` names the one that may',
  'sign-in-failed': 'The answer of the OpenID provider is not of a sign-in that this browser has begun; begin again',
  'sign-in-refused':
    'The OpenID provider refused, or its claims name no role or tenant that we know; `detail` names the claim',
  'sign-in-link-ended': 'A sign-in link works once, and for ten minutes. Have a new one made, or sign in with a key',
  'events-deleted':
    'Events that came behind this place are no longer kept. Read the operations as they stand, and begin without the place',
  'csrf-token-needed':
    'A session changes something only with `X-CSRF-Token`. `GET /v1/me` has the token as `csrf_token`',
  'route-not-found': 'There is no such route. This document lists all',
  'not-found': 'There is no such resource in this tenant. Check the id',
  'method-not-allowed': 'The route is there and does not know this method. `Allow` lists those that it knows',
  'request-timeout': 'The request did not arrive within 30 seconds. Send it again',
  'action-not-allowed': 'The state of the operation does not allow this. `allowed_actions` lists what it allows',
  'media-buy-taken': 'The media buy is the outcome of another operation, which is named. Check the id',
  'po-number-taken':
    'The purchase order was handed over already, with another request. The operation that has it is named',
  'seller-exists': 'The id of the seller is taken. Choose another one',
  'seller-in-use': 'The seller has operations without an end. Let them end first',
  'seller-limit-reached':
    "The tenant has as many sellers as it may; `limit` and `used` say how many. Delete one, or ask the platform's admin",
  'operation-limit-reached':
    "The tenant has as many operations without an end as it may; `limit` says how many. Wait until some have ended, or ask the platform's admin",
  'subscription-limit-reached':
    "The tenant has as many subscriptions as it may; `limit` and `used` say how many. Delete one, or ask the platform's admin",
  'subscription-deleted': 'Nobody is there to receive it any more',
  'subscription-disabled': 'The subscription was disabled. Enable it first',
  'subscription-without-secret': 'Only webhooks are signed; this subscription has no secret',
  'version-mismatch': 'It has changed since the version in `If-Match`. Read it again, and decide anew',
  'too-many-reads':
    'Lists, counts, figures or pages of the tenant wait for each other here. Ask for fewer at once, or narrow them; repeat it after `Retry-After`',
  'too-many-tests': 'Too many tests of subscriptions are under way. Ask again when one has ended',
  'too-many-probes': 'Too many probes of sellers are under way. Ask again when one has ended',
  'rate-limit-exceeded':
    'Too many requests. Repeat it after `Retry-After`; the `RateLimit` headers tell how many are left',
  'too-many-failed-keys': 'Too many wrong keys came from this address. Repeat it after `Retry-After`',
  contended: 'Others keep changing the same thing. Try again',
  'payload-too-large': 'The body is larger than 1 MiB. Send less',
  'uri-too-long': 'The address is too long',
  'unsupported-media-type': 'The body is not of a type that is understood here. Send `application/json`',
  'validation-failed': '`errors` names each value that is wrong, why, and what would be right. Correct them all',
  'idempotency-key-reused': 'The key came with another request before. Use a new key for a new request',
  'headers-too-large': 'The header fields are too large',
  'bulk-limit-reached': 'As many bulk jobs run, or were made in 24 hours, as may. Wait for one to end, or stop one',
  'internal-error': 'Something went wrong here. Repeat it, and tell us the `request_id` if it stays so',
  unavailable: 'A datastore is away. Repeat it after `Retry-After`',
  'too-many-waiting': 'Too many requests wait with `wait` already. Ask without it, or later',
  'too-many-streams': 'Too many streams of events are open. Close one, or read the pages',
  'key-limit-reached': 'The tenant has as many keys as it may. Delete one',
  'last-admin-key': 'It is the last admin key that works. Make another one first',
  'tenant-exists': 'The name of the tenant is taken. Choose another one',
  'webhook-malformed': 'To senders of webhooks: the body is not JSON, or has a key twice. Send proper JSON',
  'webhook-unauthenticated':
    'To senders of webhooks: nothing proves that it comes from the sender of this URL. `WWW-Authenticate` names the check that failed',
  'webhook-key-reused': 'To senders of webhooks: the delivery key came before with another payload. Use a new one',
  'webhook-conflict': 'To senders of webhooks: it contradicts what the seller said before. A person looks at it',
  'webhook-rate-limited': 'To senders of webhooks: more came than is taken. Send it again after `Retry-After`',
  'webhook-envelope-invalid':
    'To senders of webhooks: `errors` names each wrong field. Nothing was kept: correct it and send it again',
  'webhook-unverifiable': 'To senders of webhooks: it cannot be verified now. Send it again after `Retry-After`',
  'webhook-in-progress':
    'To senders of webhooks: the same delivery is being worked on. Send it again after `Retry-After`',
};

export const problemWords: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(words).map(([kind, text]) => [PROBLEM_TYPE_BASE + kind, text]),
);
