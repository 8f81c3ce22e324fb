/**
 * Every kind of error that the API answers with (RFC 9457). The key is the last part of `type`. It never changes,
 * because clients decide by it. Status and title belong to the kind, the detail to the case.
 */
export const problemCatalog = {
  'malformed-request': { status: 400, title: 'The request could not be read' },
  'malformed-json': { status: 400, title: 'The body is not usable JSON' },
  'sign-in-failed': { status: 400, title: 'The sign-in could not be completed' },
  unauthorized: { status: 401, title: 'A valid API key is needed' },
  forbidden: { status: 403, title: 'The API key may not do this' },
  'sign-in-refused': { status: 403, title: 'The person may not sign in here' },
  'csrf-token-needed': { status: 403, title: 'A change by a session needs its CSRF token' },
  'route-not-found': { status: 404, title: 'There is no such route' },
  'not-found': { status: 404, title: 'There is no such resource' },
  'method-not-allowed': { status: 405, title: 'The route does not know this method' },
  'request-timeout': { status: 408, title: 'The request took too long to arrive' },
  'action-not-allowed': { status: 409, title: 'The state of the operation does not allow this' },
  'media-buy-taken': { status: 409, title: 'The media buy belongs to another operation' },
  'po-number-taken': { status: 409, title: 'The po_number belongs to another operation' },
  'seller-exists': { status: 409, title: 'The seller id is taken' },
  'seller-limit-reached': { status: 409, title: 'The tenant has as many sellers as it may' },
  'operation-limit-reached': { status: 409, title: 'The tenant has as many operations without an end as it may' },
  'seller-in-use': { status: 409, title: 'The seller has operations without an end' },
  'subscription-limit-reached': { status: 409, title: 'The tenant has as many subscriptions as it may' },
  'subscription-deleted': { status: 409, title: 'The subscription of this delivery was deleted' },
  'subscription-disabled': { status: 409, title: 'The subscription is disabled' },
  'subscription-without-secret': { status: 409, title: 'The subscription has no signing secret' },
  'key-limit-reached': { status: 409, title: 'The tenant has as many API keys as it may' },
  'last-admin-key': { status: 409, title: 'It is the last admin key of the tenant' },
  'tenant-exists': { status: 409, title: 'The name belongs to another tenant' },
  'bulk-limit-reached': { status: 409, title: 'There are as many bulk jobs as there may be' },
  'version-mismatch': { status: 412, title: 'The operation has changed' },
  contended: { status: 409, title: 'Others keep changing the same thing' },
  'payload-too-large': { status: 413, title: 'The body is too large' },
  'uri-too-long': { status: 414, title: 'The address is too long' },
  'unsupported-media-type': { status: 415, title: 'The body is not of a supported type' },
  'validation-failed': { status: 422, title: 'The request is not valid' },
  'idempotency-key-reused': { status: 422, title: 'The Idempotency-Key belongs to another request' },
  'too-many-streams': { status: 429, title: 'Too many streams are open already' },
  'too-many-reads': { status: 429, title: 'Too many reads of the tenant are under way already' },
  'too-many-tests': { status: 429, title: 'Too many tests of subscriptions are under way already' },
  'too-many-probes': { status: 429, title: 'Too many probes are under way already' },
  'rate-limit-exceeded': { status: 429, title: 'The key or the tenant makes too many requests' },
  'too-many-failed-keys': { status: 429, title: 'Too many unknown keys came from this address' },
  'headers-too-large': { status: 431, title: 'The header fields are too large' },
  'internal-error': { status: 500, title: 'Something went wrong here' },
  unavailable: { status: 503, title: 'The service cannot answer right now' },
  'too-many-waiting': { status: 503, title: 'Too many requests are waiting already' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemKind = keyof typeof problemCatalog;

export const PROBLEM_TYPE_BASE = 'urn:adcp-orchestrator:problem:';
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';
