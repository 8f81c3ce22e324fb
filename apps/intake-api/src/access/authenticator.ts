import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import {
  ApiKeyDirectory,
  FailedKeysExceededError,
  MAX_FAILED_KEYS,
  type Principal,
  Rank,
  SessionDirectory,
  basicPasswordOf,
  bearerKeyOf,
  isCsrfToken,
  rankCovers,
  rankOf,
} from '@adcp-orchestrator/access';
import { CONFIG, type Config } from '@adcp-orchestrator/platform';
import { type AddressOf, clientAddressBehind } from '../http/client-address';
import { RequestProblemError } from '../problems/problem';
import { sessionTokenOf } from '../session/cookies';
import { RequestLimits } from './request-limits';

const REALM = 'realm="adcp-orchestrator"';
const BASIC_CHALLENGE = `Basic ${REALM}, charset="UTF-8"`;

export const CSRF_HEADER = 'x-csrf-token';
export const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Which forms of the key a route takes. Browsers can only do `basic`, with the key as the password. */
export type KeyForm = 'bearer' | 'bearer_or_basic';

/** Turns what a request carries into a principal, or refuses. */
@Injectable()
export class Authenticator {
  private readonly addressOf: AddressOf;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly keys: ApiKeyDirectory,
    private readonly sessions: SessionDirectory,
    private readonly limits: RequestLimits,
  ) {
    this.addressOf = clientAddressBehind(config.trustedProxies);
  }

  /**
   * Finds out who makes a request: by its `Authorization` header, or else by the cookie of a session.
   * @throws RequestProblemError `unauthorized`, with the challenges; `too-many-failed-keys`; `csrf-token-needed`
   */
  async identify(request: FastifyRequest, form: KeyForm = 'bearer'): Promise<Principal> {
    const { authorization } = request.headers;
    const token = authorization === undefined ? sessionTokenOf(request, this.config) : null;
    if (token !== null) return this.identifySession(token, request, form);
    const key = bearerKeyOf(authorization) ?? (form === 'bearer_or_basic' ? basicPasswordOf(authorization) : null);
    if (key === null) throw unauthorized('Send an API key as "Authorization: Bearer <key>", or sign in.', form, false);
    return this.identifyKey(key, request, form);
  }

  /** @throws RequestProblemError `unauthorized`; `too-many-failed-keys` */
  async identifyKey(key: string, request: FastifyRequest, form: KeyForm = 'bearer'): Promise<Principal> {
    const principal = await this.guarded(this.keys.find(key, this.addressOf(request)));
    if (principal === null) throw unauthorized('The API key is unknown, was revoked or has ended.', form, true);
    return principal;
  }

  private async identifySession(token: string, request: FastifyRequest, form: KeyForm): Promise<Principal> {
    const principal = await this.guarded(this.sessions.find(token, this.addressOf(request)));
    if (principal === null) throw unauthorized('The session has ended; sign in again.', form, true);
    // The pages of the queue board know no token. They show by their origin that the change is theirs.
    if (form === 'bearer' && !SAFE_METHODS.has(request.method)) {
      const shown = request.headers[CSRF_HEADER];
      if (!isCsrfToken(Array.isArray(shown) ? undefined : shown, token)) {
        throw new RequestProblemError(
          'csrf-token-needed',
          'A request of a session that changes something needs the header X-CSRF-Token with "csrf_token" of GET /v1/me.',
        );
      }
    }
    return principal;
  }

  /** @throws RequestProblemError `unauthorized` (with the challenges) or `forbidden` (which names the role needed) */
  async authorize(request: FastifyRequest, needed: Rank, form: KeyForm = 'bearer'): Promise<Principal> {
    const principal = await this.identify(request, form);
    assertRole(principal, needed);
    return principal;
  }

  private async guarded(finding: Promise<Principal | null>): Promise<Principal | null> {
    try {
      return await finding;
    } catch (error) {
      if (!(error instanceof FailedKeysExceededError)) throw error;
      this.limits.noteAddressRefused();
      throw new RequestProblemError(
        'too-many-failed-keys',
        `${MAX_FAILED_KEYS} unknown keys came from this address in a minute; wait ${error.retryAfterSeconds} s. Keys that were used here lately still work.`,
        { headers: { 'retry-after': String(error.retryAfterSeconds) } },
      );
    }
  }
}

/** @throws RequestProblemError `forbidden`, which names the role needed */
export function assertRole(principal: Principal, needed: Rank): void {
  const rank = rankOf(principal);
  if (rankCovers(rank, needed)) return;
  const way =
    needed === Rank.platform_admin
      ? "This is for the platform's admin alone, whose key is set as BOOTSTRAP_API_KEY"
      : `This needs a key with the role "${needed}"`;
  throw new RequestProblemError('forbidden', `${way}; "${principal.actor.name}" has the role "${principal.role}".`, {
    members: { required_role: needed, role: rank },
  });
}

function unauthorized(detail: string, form: KeyForm, presented: boolean): RequestProblemError {
  const bearer = presented ? `Bearer ${REALM}, error="invalid_token"` : `Bearer ${REALM}`;
  return new RequestProblemError('unauthorized', detail, {
    headers: { 'www-authenticate': form === 'bearer' ? bearer : [BASIC_CHALLENGE, bearer] },
  });
}
