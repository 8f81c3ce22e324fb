import { timingSafeEqual } from 'node:crypto';
import type { Pool } from 'pg';
import { ActorKind, type ApiKeyWithTenant, findApiKey, noteKeyUse } from '@adcp-orchestrator/ledger';
import type { Log } from '@adcp-orchestrator/platform';
import { canBeApiKey, hashApiKey } from './api-key';
import type { FailedKeys } from './failed-keys';
import { KnownPrincipals } from './known-principals';
import type { Principal } from './principal';
import { isRole } from './role';

/** The use of a key is noted at most this often. */
const NOTE_USE_MS = 60_000;
/** This version does not know the key's role: a newer version wrote the row. */
export class RoleUnknownError extends Error {
  override readonly name = 'RoleUnknownError';
}

/** Finds out whose key a request carries. */
export class ApiKeyDirectory {
  private readonly known: KnownPrincipals;

  constructor(
    private readonly pool: Pool,
    private readonly log: Pick<Log, 'warn'>,
    failures: FailedKeys,
    monotonicMs?: () => number,
  ) {
    this.known = new KnownPrincipals(failures, monotonicMs);
  }

  /**
   * @param key the text from the request
   * @param address the client's. After too many unknown keys it may use only keys that were good here lately
   * @returns null when it is not a key, was revoked or has ended
   * @throws FailedKeysExceededError; the database's error when it cannot be asked; RoleUnknownError
   */
  async find(key: string, address: string): Promise<Principal | null> {
    if (!canBeApiKey(key)) return null;
    const hash = hashApiKey(key);
    return this.known.find(hash, address, () => this.lookUp(hash));
  }

  private async lookUp(hash: Buffer): Promise<Principal | null> {
    const row = await findApiKey(this.pool, hash);
    // The index found the row by its hash. The comparison in constant time decides.
    if (row === null || !timingSafeEqual(row.key_hash, hash)) return null;
    const principal = principalOf(row);
    this.noteUse(row);
    return principal;
  }

  /** The request does not wait for this: when a key was used last is worth no millisecond of it. */
  private noteUse({ tenant_id, id, last_used_at }: ApiKeyWithTenant): void {
    if (last_used_at !== null && Date.now() - last_used_at.getTime() < NOTE_USE_MS) return;
    noteKeyUse(this.pool, tenant_id, id).catch((error: unknown) => {
      this.log.warn({ err: error, key_id: id }, 'the use of an API key could not be noted');
    });
  }
}

function principalOf(row: ApiKeyWithTenant): Principal {
  if (!isRole(row.role)) throw new RoleUnknownError(`the API key "${row.name}" has the unknown role "${row.role}"`);
  return {
    tenantId: row.tenant_id,
    tenantName: row.tenant_name,
    actor: { kind: ActorKind.apiKey, id: row.id, name: row.name },
    role: row.role,
    platformAdmin: row.platform_admin,
    session: null,
    tenantDeadlines: row.tenant_deadlines,
    tenantLimits: row.tenant_limits,
  };
}
