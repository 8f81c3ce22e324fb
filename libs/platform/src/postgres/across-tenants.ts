import type { Pool } from 'pg';
import { FencedPool } from './fenced-pool';

/** What must see rows of every tenant in the API, and why. A test compares this list with the code. */
export const acrossTenantsReasons = {
  authentication: 'a request brings its key or its cookie alone, and that says the tenant',
  'first tenant': 'it is made before anybody can name it',
  'bulk jobs': 'which job is due, whose-ever it is, and which are old; a job is worked on as its tenant',
  gauges: 'they count for an operator, over all tenants',
  readiness: 'it looks at the schema, and at no row of a tenant',
  'request limits': 'a request is counted before it may do anything; the key of a count begins with its tenant',
  'seller manners': 'circuits and rates belong to sellers, whoever calls them',
  'seller webhooks': 'a webhook brings its route token alone, and the token says the tenant',
  tenants: "the platform's admin makes and changes tenants other than the own one",
  'waiting requests':
    'one look serves the waiting requests of all tenants; each asks for its own operation by its tenant',
  'webhook nonces': 'what has expired is deleted for all senders',
} as const;
export type AcrossTenantsReason = keyof typeof acrossTenantsReasons;

/**
 * The way around the fence between tenants, for code that names its reason. Every statement then names its tenants
 * itself.
 * @returns the pool without the fence; a pool that has none, as in workers, is returned as it is
 */
export function acrossTenants(pool: Pool, reason: AcrossTenantsReason): Pool {
  return pool instanceof FencedPool ? pool.wholeFor(acrossTenantsReasons[reason]) : pool;
}
