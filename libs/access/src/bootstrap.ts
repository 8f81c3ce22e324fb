import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import {
  findPlatformTenant,
  grantPlatform,
  insertApiKeyIfAbsent,
  insertTenantIfAbsent,
} from '@adcp-orchestrator/ledger';
import { hashApiKey } from './api-key';
import { Role } from './role';

/** The first tenant's name, until somebody changes it. */
export const FIRST_TENANT = 'default';
const BOOTSTRAP_KEY_NAME = 'bootstrap';

/**
 * Makes the first tenant and the key of the platform's admin. Any number of processes may do so at once, at every start.
 * A key that differs from the last one is added beside it, and the old one works until it is revoked. A revoked key
 * stays revoked.
 * @param bootstrapKey at least 32 characters; null makes the tenant only
 * @returns the tenant's id
 */
export async function ensureBootstrap(pool: Pool, { bootstrapKey }: { bootstrapKey: string | null }): Promise<string> {
  const tenantId =
    (await findPlatformTenant(pool)) ?? (await insertTenantIfAbsent(pool, { id: uuidv7(), name: FIRST_TENANT }));
  if (bootstrapKey !== null) {
    const keyHash = hashApiKey(bootstrapKey);
    await insertApiKeyIfAbsent(pool, {
      id: uuidv7(),
      tenantId,
      name: BOOTSTRAP_KEY_NAME,
      role: Role.admin,
      keyHash,
    });
    await grantPlatform(pool, tenantId, keyHash);
  }
  return tenantId;
}
