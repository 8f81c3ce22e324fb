import { AsyncLocalStorage } from 'node:async_hooks';

const tenants = new AsyncLocalStorage<string>();

/**
 * Does work of one tenant. Whatever the work awaits, and whatever timers it sets, is that tenant's too: a `FencedPool`
 * shows it no other tenant's rows.
 */
export function asTenant<T>(tenantId: string, work: () => T): T {
  return tenants.run(tenantId, work);
}

/** @returns the tenant for which this code runs; undefined when it runs for none */
export function currentTenant(): string | undefined {
  return tenants.getStore();
}
