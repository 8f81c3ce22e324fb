import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import {
  type Principal,
  SESSION_SECONDS,
  SessionDirectory,
  csrfTokenOf,
  generateSessionToken,
  hashSessionToken,
} from '@adcp-orchestrator/access';
import {
  ActorKind,
  AuditKind,
  deleteSession,
  inTransaction,
  insertSession,
  recordAudit,
} from '@adcp-orchestrator/ledger';
import { CONFIG, type Config, POOL, asTenant } from '@adcp-orchestrator/platform';
import { sessionTokenOf, setSessionCookie } from './cookies';
import { SignInLimits } from './sign-in-limits';

/** A session that was opened now. */
export interface OpenedSession {
  session: NonNullable<Principal['session']>;
  csrfToken: string;
}

/** Signs people in and out. */
@Injectable()
export class Sessions {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CONFIG) private readonly config: Config,
    private readonly directory: SessionDirectory,
    private readonly limits: SignInLimits,
  ) {}

  /**
   * Opens a session for who has shown who they are, and sets its cookie.
   * @throws RequestProblemError `rate-limit-exceeded` when they sign in too often
   */
  async open(who: Pick<Principal, 'tenantId' | 'actor' | 'role'>, reply: FastifyReply): Promise<OpenedSession> {
    await this.limits.takeSignIn(who);
    const { tenantId, actor, role } = who;
    const [id, token] = [uuidv7(), generateSessionToken()];
    const expiresAt = new Date(Date.now() + SESSION_SECONDS * 1_000);
    const write = (): Promise<void> =>
      inTransaction(this.pool, async (client) => {
        await insertSession(client, {
          id,
          tenantId,
          tokenHash: hashSessionToken(token),
          actor,
          keyId: actor.kind === ActorKind.apiKey ? actor.id : null,
          role,
          expiresAt,
        });
        await recordAudit(client, who, { kind: AuditKind.sessionStarted, target: id });
      });
    // The request itself has come without a tenant: only its body or the provider has shown who it is.
    await asTenant(tenantId, write);
    setSessionCookie(reply, this.config, token);
    return { session: { id, expiresAt }, csrfToken: csrfTokenOf(token) };
  }

  /**
   * Ends the session of a request, and takes its cookie away.
   * @returns whether the request had one
   */
  async end(principal: Principal, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    const { tenantId, session } = principal;
    const token = sessionTokenOf(request, this.config);
    if (session === null || token === null) return false;
    await inTransaction(this.pool, async (client) => {
      if (!(await deleteSession(client, tenantId, session.id))) return;
      await recordAudit(client, principal, { kind: AuditKind.sessionEnded, target: session.id });
    });
    this.directory.forget(token);
    setSessionCookie(reply, this.config, null);
    return true;
  }

  /** Whether a request comes with the cookie of a session, be it a living one or not. */
  isCarriedBy(request: FastifyRequest): boolean {
    return sessionTokenOf(request, this.config) !== null;
  }

  /** @returns what changing requests of this session carry as `X-CSRF-Token`; null for a request with a key */
  csrfTokenOf(principal: Principal, request: FastifyRequest): string | null {
    const token = sessionTokenOf(request, this.config);
    return principal.session === null || token === null ? null : csrfTokenOf(token);
  }
}
