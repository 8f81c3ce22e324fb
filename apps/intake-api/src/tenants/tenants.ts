import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { type Principal, Role, generateApiKey, hashApiKey } from '@adcp-orchestrator/access';
import type { Clock, HintSink, JsonObject } from '@adcp-orchestrator/domain';
import {
  AuditKind,
  type ListedTenant,
  TenantNameTakenError,
  type TenantPage,
  changeTenant,
  inTransaction,
  insertApiKeyIfAbsent,
  insertTenant,
  keepRetention,
  listSellers,
  listTenants,
  lockTenant,
  pauseTenant,
  recordAudit,
} from '@adcp-orchestrator/ledger';
import { LOG, type Log, POOL, acrossTenants } from '@adcp-orchestrator/platform';
import { limitsAfter } from '../limits/tenant-limits';
import { CLOCK, HINTS } from '../tokens';
import { RequestProblemError, notFound, validationFailed } from '../problems/problem';
import { retentionAfter, retentionProblems } from '../retention/retention-schema';
import { type TenantChangesBody, deadlinesAfter, tenantView } from './tenant-schema';

const FIRST_KEY_NAME = 'first admin';

/** All tenants, for the platform's admin. */
@Injectable()
export class Tenants {
  private readonly pool: Pool;

  constructor(
    @Inject(POOL) pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(HINTS) private readonly hints: HintSink,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.pool = acrossTenants(pool, 'tenants');
  }

  /** Makes a tenant with its first admin key. Both audits tell of it: the platform's and the new tenant's. */
  async create({ tenantId, actor }: Principal, name: string): Promise<{ row: ListedTenant; key: string }> {
    const keyId = uuidv7();
    const key = generateApiKey(keyId);
    const row = await inTransaction(this.pool, async (client) => {
      const made = await insertTenant(client, { id: uuidv7(), name });
      if (made === null) throw taken(name);
      const keyHash = hashApiKey(key);
      const first = { id: keyId, tenantId: made.id, name: FIRST_KEY_NAME, role: Role.admin, keyHash };
      await insertApiKeyIfAbsent(client, first);
      const entry = { kind: AuditKind.tenantCreated, target: made.id, detail: { name, key_id: keyId } };
      for (const audience of [tenantId, made.id]) await recordAudit(client, { tenantId: audience, actor }, entry);
      return made;
    });
    return { row, key };
  }

  list(after: string | null, limit: number): Promise<TenantPage> {
    return listTenants(this.pool, after, limit);
  }

  async change({ tenantId, actor }: Principal, id: string, changes: TenantChangesBody): Promise<ListedTenant> {
    try {
      let wasPaused = false;
      const changed = await inTransaction(this.pool, async (client) => {
        const before = await lockTenant(client, id);
        if (before === null) throw notFound('tenant', id);
        wasPaused = before.paused_at !== null;
        if (changes.paused !== undefined) await pauseTenant(client, id, changes.paused, this.clock.now());
        if (changes.retention !== undefined) {
          const retention = retentionAfter(before.retention, changes.retention);
          const problems = retentionProblems(retention);
          if (problems.length > 0) throw validationFailed(problems);
          await keepRetention(client, id, retention);
        }
        const limits = limitsAfter(before.limits, changes.limits ?? {});
        const after = await changeTenant(client, {
          id,
          name: changes.name ?? before.name,
          limits,
          deadlines: deadlinesAfter(before.deadlines, changes.deadlines),
        });
        if (after === null) throw notFound('tenant', id);
        const detail: JsonObject = { before: tenantView(before), after: tenantView(after) };
        for (const audience of new Set([tenantId, id])) {
          await recordAudit(
            client,
            { tenantId: audience, actor },
            { kind: AuditKind.tenantChanged, target: id, detail },
          );
        }
        return after;
      });
      if (wasPaused !== (changed.paused_at !== null)) await this.tellPause(changed);
      return changed;
    } catch (error) {
      if (error instanceof TenantNameTakenError) throw taken(changes.name ?? '');
      throw error;
    }
  }

  /** What waited goes out at once: a hint names a seller, and wakes the submitter for all. The sweep comes in any case. */
  private async tellPause({ id, paused_at: pausedAt }: ListedTenant): Promise<void> {
    if (pausedAt !== null) {
      this.log.warn({ tenant: id }, 'sending of a tenant is paused');
      return;
    }
    this.log.warn({ tenant: id }, 'sending of a tenant goes on');
    const { items } = await listSellers(this.pool, id, null, 1);
    const at = this.clock.now();
    this.hints.send(items.map((seller) => ({ kind: 'submit', tenantId: id, sellerId: seller.id, at })));
  }
}

function taken(name: string): RequestProblemError {
  return new RequestProblemError('tenant-exists', `The name "${name}" belongs to another tenant; choose another.`);
}
