/**
 * The first parts of the console's addresses. They are addresses for whoever asks for them, with a browser or not. A new
 * page whose address begins otherwise is named here too, and in the ingress of `k8s/overlays/production`; `docs/console.md`
 * says so.
 */
export const PAGES: ReadonlySet<string> = new Set([
  '',
  'access',
  'attention',
  'audit',
  'deliveries',
  'media-buys',
  'operations',
  'sellers',
  'sign-in',
  'subscriptions',
  'tenants',
  'waiting',
]);

/** What belongs to the API and its pages: an address that it does not know is a problem, also for a browser. */
export const TAKEN: ReadonlySet<string> = new Set([
  'admin',
  'assets',
  'auth',
  'docs',
  'healthz',
  'openapi.json',
  'readyz',
  'v1',
  'webhooks',
]);

/** What an address without a route of its own is. */
export const Place = {
  /** A page of the console. */
  page: 'page',
  /** Nothing that we know. A browser gets the console, which says so and leads on. */
  unknown: 'unknown',
  /** Something of the API. */
  api: 'api',
} as const;
export type Place = (typeof Place)[keyof typeof Place];

/** @param path without its query */
export function placeOf(path: string): Place {
  const first = path.split('/', 2)[1] ?? '';
  if (PAGES.has(first)) return Place.page;
  // An encoded path could hide a name that is taken.
  return TAKEN.has(first) || first.includes('%') ? Place.api : Place.unknown;
}
