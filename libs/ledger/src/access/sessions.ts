import type { Pool, PoolClient } from 'pg';
import type { DeadlineOverrides } from '@adcp-orchestrator/domain';
import type { Actor } from '../audit';
import type { SessionRow } from '../schema/session';
import type { TenantLimits } from '../schema/tenancy';
import { details, usable } from './api-keys';

/** A session as its requests need it. */
export type SessionWithTenant = SessionRow & {
  platform_admin: boolean;
  tenant_name: string;
  tenant_deadlines: DeadlineOverrides;
  tenant_limits: TenantLimits;
};

/**
 * Finds a session by the hash of its token.
 * @returns null when there is none, it has ended, or the key that it was opened with no longer works
 */
export async function findSession(pool: Pool, tokenHash: Buffer): Promise<SessionWithTenant | null> {
  const { rows } = await pool.query<SessionWithTenant>({
    name: 'session-find',
    text: `SELECT s.tenant_id, s.id, s.token_hash, s.actor_kind, s.actor_id, s.actor_name, s.key_id,
             coalesce(k.role, s.role) AS role, s.created_at, s.expires_at,
             coalesce(d.platform_admin, false) AS platform_admin, t.name AS tenant_name,
             t.deadlines AS tenant_deadlines, t.limits AS tenant_limits
           FROM sessions s JOIN tenants t ON t.id = s.tenant_id
           LEFT JOIN api_keys k ON k.tenant_id = s.tenant_id AND k.id = s.key_id
           ${details}
           WHERE s.token_hash = $1 AND s.expires_at > now() AND (s.key_id IS NULL OR (k.id IS NOT NULL AND ${usable}))`,
    values: [tokenHash],
  });
  return rows[0] ?? null;
}

export interface NewSession {
  id: string;
  tenantId: string;
  tokenHash: Buffer;
  actor: Actor;
  keyId: string | null;
  role: string;
  expiresAt: Date;
}

/** Open sessions of one person or key. The oldest ends when there is one more. */
const MAX_SESSIONS = 100;

/** Opens a session, and forgets those of the same person or key that are over or too many. */
export async function insertSession(client: PoolClient, session: NewSession): Promise<void> {
  const { tenantId, actor } = session;
  await client.query({
    text: `DELETE FROM sessions WHERE tenant_id = $1 AND actor_id = $2 AND (expires_at <= now() OR id IN (
             SELECT id FROM sessions WHERE tenant_id = $1 AND actor_id = $2 ORDER BY id DESC OFFSET $3))`,
    values: [tenantId, actor.id, MAX_SESSIONS - 1],
  });
  await client.query({
    text: `INSERT INTO sessions (tenant_id, id, token_hash, actor_kind, actor_id, actor_name, key_id, role, expires_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    values: [
      tenantId,
      session.id,
      session.tokenHash,
      actor.kind,
      actor.id,
      actor.name,
      session.keyId,
      session.role,
      session.expiresAt.toISOString(),
    ],
  });
}

/** Ends a session. @returns whether there was one */
export async function deleteSession(client: PoolClient, tenantId: string, id: string): Promise<boolean> {
  const { rowCount } = await client.query({
    text: 'DELETE FROM sessions WHERE tenant_id = $1 AND id = $2',
    values: [tenantId, id],
  });
  return rowCount === 1;
}

/** @returns the tenant of that id, or else of that name; null when there is neither */
export async function findTenant(pool: Pool, idOrName: string): Promise<{ id: string; name: string } | null> {
  const { rows } = await pool.query<{ id: string; name: string }>({
    text: `SELECT id, name FROM tenants WHERE id::text = $1 OR name = $1 ORDER BY id::text = $1 DESC LIMIT 1`,
    values: [idOrName],
  });
  return rows[0] ?? null;
}
