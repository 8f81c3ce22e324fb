import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Pool } from 'pg';
import { type SessionWithTenant, findSession } from '@adcp-orchestrator/ledger';
import { hashApiKey } from './api-key';
import { RoleUnknownError } from './api-key-directory';
import type { FailedKeys } from './failed-keys';
import { KnownPrincipals } from './known-principals';
import type { Principal } from './principal';
import { isRole } from './role';

/** How long a person stays signed in. */
export const SESSION_SECONDS = 12 * 3_600;
const TOKEN = /^ads_[\w-]{43}$/;
const TOKEN_BYTES = 32;

/** @returns the secret of a new session: 256 random bits. Only the cookie ever holds it */
export function generateSessionToken(): string {
  return `ads_${randomBytes(TOKEN_BYTES).toString('base64url')}`;
}

/** The form in which a session's token is kept. */
export function hashSessionToken(token: string): Buffer {
  return hashApiKey(token);
}

/**
 * The token that changing requests of a session carry besides the cookie. It follows from the cookie's secret, which no
 * page can read, and does not give it away. So it needs no place in the database.
 */
export function csrfTokenOf(token: string): string {
  return createHash('sha256').update(`csrf ${token}`, 'utf8').digest('base64url');
}

/** @returns whether a request shows the session's CSRF token, compared in constant time */
export function isCsrfToken(shown: string | undefined, token: string): boolean {
  const [given, wanted] = [Buffer.from(shown ?? ''), Buffer.from(csrfTokenOf(token))];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** Finds out who is signed in by a session's token. */
export class SessionDirectory {
  private readonly known: KnownPrincipals;

  constructor(
    private readonly pool: Pool,
    failures: FailedKeys,
    monotonicMs?: () => number,
  ) {
    this.known = new KnownPrincipals(failures, monotonicMs);
  }

  /**
   * @param token the text from the cookie
   * @returns null when there is no such session, or it has ended, or the key that it was opened with has
   * @throws FailedKeysExceededError; the database's error when it cannot be asked
   */
  async find(token: string, address: string): Promise<Principal | null> {
    if (!TOKEN.test(token)) return null;
    const hash = hashSessionToken(token);
    return this.known.find(hash, address, async () => {
      const row = await findSession(this.pool, hash);
      return row === null || !timingSafeEqual(row.token_hash, hash) ? null : principalOf(row);
    });
  }

  /** Call it when a session was ended here: the other processes notice within seconds. */
  forget(token: string): void {
    this.known.forget(hashSessionToken(token));
  }
}

function principalOf(row: SessionWithTenant): Principal {
  if (!isRole(row.role))
    throw new RoleUnknownError(`the session of "${row.actor_name}" has the unknown role "${row.role}"`);
  return {
    tenantId: row.tenant_id,
    tenantName: row.tenant_name,
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    role: row.role,
    platformAdmin: row.platform_admin,
    session: { id: row.id, expiresAt: row.expires_at },
    tenantDeadlines: row.tenant_deadlines,
    tenantLimits: row.tenant_limits,
  };
}
