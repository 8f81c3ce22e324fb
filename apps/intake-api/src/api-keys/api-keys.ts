import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { type Principal, generateApiKey, hashApiKey } from '@adcp-orchestrator/access';
import type { Clock } from '@adcp-orchestrator/domain';
import {
  type ApiKeyPage,
  AuditKind,
  type ListedApiKey,
  inTransaction,
  insertApiKey,
  listApiKeys,
  recordAudit,
  revokeApiKey,
} from '@adcp-orchestrator/ledger';
import { CLOCK, POOL } from '@adcp-orchestrator/platform';
import { auditStop } from '../bulk/audit-stop';
import { RequestProblemError, invalidBody, notFound } from '../problems/problem';
import type { NewApiKeyBody } from './api-key-schema';

/** Keys of a tenant that are not revoked. */
export const MAX_KEYS = 500;

/** The API keys of a tenant. */
@Injectable()
export class ApiKeys {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws RequestProblemError when the end has passed already, or the tenant has as many keys as it may */
  async create(principal: Principal, body: NewApiKeyBody): Promise<{ row: ListedApiKey; key: string }> {
    const expiresAt = body.expires_at ?? null;
    if (expiresAt !== null && expiresAt <= this.clock.now()) {
      throw invalidBody('/expires_at', 'must be in the future; leave it out for a key that does not end by itself');
    }
    const id = uuidv7();
    const key = generateApiKey(id);
    const made = {
      id,
      tenantId: principal.tenantId,
      name: body.name,
      role: body.role,
      keyHash: hashApiKey(key),
      expiresAt,
      createdBy: principal.actor.name,
    };
    const row = await inTransaction(this.pool, async (client) => {
      const row = await insertApiKey(client, made, MAX_KEYS);
      if (row !== null) {
        const detail = { name: row.name, role: row.role, expires_at: row.expires_at?.toISOString() ?? null };
        await recordAudit(client, principal, { kind: AuditKind.apiKeyCreated, target: id, detail });
      }
      return row;
    });
    if (row === null) {
      throw new RequestProblemError(
        'key-limit-reached',
        `The tenant has ${MAX_KEYS} API keys, which is the limit; delete one that nobody uses first.`,
      );
    }
    return { row, key };
  }

  list({ tenantId }: Principal, after: string | null, limit: number): Promise<ApiKeyPage> {
    return listApiKeys(this.pool, tenantId, after, limit);
  }

  /** @throws RequestProblemError when there is no such key, or without it nobody could make keys any more */
  async delete(principal: Principal, id: string): Promise<void> {
    const { tenantId, platformAdmin } = principal;
    const revocation = await inTransaction(this.pool, async (client) => {
      const done = await revokeApiKey(client, { tenantId, id, byPlatform: platformAdmin });
      if (done.outcome === 'revoked') {
        const detail = { name: done.key.name, role: done.key.role };
        await recordAudit(client, principal, { kind: AuditKind.apiKeyDeleted, target: id, detail });
        for (const job of done.stoppedJobs) await auditStop(client, principal, job, 'key_deleted');
      }
      return done;
    });
    switch (revocation.outcome) {
      case 'revoked':
        return;
      case 'unknown':
        throw notFound('API key', id);
      case 'of_platform':
        throw new RequestProblemError(
          'forbidden',
          "The key is the platform admin's: delete it with a key of the platform's admin (BOOTSTRAP_API_KEY).",
          { members: { required_role: 'platform_admin', role: 'admin' } },
        );
      case 'last_admin':
        throw new RequestProblemError(
          'last-admin-key',
          'Without this key nobody could set up this tenant any more. Make another one first (POST /v1/api-keys with the role "admin"), then delete this one.',
        );
    }
  }
}
