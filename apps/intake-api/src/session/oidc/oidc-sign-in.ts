import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuthorizationResponseError, randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import type { Pool } from 'pg';
import type { Clock } from '@adcp-orchestrator/domain';
import { ActorKind, findTenant } from '@adcp-orchestrator/ledger';
import {
  CONFIG,
  type Config,
  LOG,
  type Log,
  type OidcSettings,
  POOL,
  SecretBox,
  acrossTenants,
} from '@adcp-orchestrator/platform';
import { RequestProblemError } from '../../problems/problem';
import { CLOCK } from '../../tokens';
import { Sessions } from '../sessions';
import { SignInLimits } from '../sign-in-limits';
import { type Claims, OidcProvider, isProviderAway } from './oidc-provider';
import { PersonRefusedError, personOf } from './person-of-claims';
import { safeFaults } from './safe-fault';
import { ATTEMPT_SECONDS, type SignInAttempt, attemptOf, keepAttempt } from './sign-in-attempt';

export const CALLBACK_PATH = '/auth/oidc/callback';
export const OIDC_START = '/auth/oidc/start';
const AGAIN = `Begin again at ${OIDC_START}.`;

/** Sign-in by OpenID Connect: authorization code flow with PKCE, state and nonce. */
@Injectable()
export class OidcSignIn {
  private readonly pool: Pool;
  private readonly settings: OidcSettings | null;
  private readonly provider: OidcProvider | null;
  private readonly sealing: { box: SecretBox; config: Config };

  constructor(
    @Inject(POOL) pool: Pool,
    @Inject(CONFIG) config: Config,
    @Inject(LOG) private readonly log: Log,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly box: SecretBox,
    private readonly sessions: Sessions,
    private readonly limits: SignInLimits,
  ) {
    // Which tenant a person is of, a claim says.
    this.pool = acrossTenants(pool, 'authentication');
    this.settings = config.oidc;
    this.sealing = { box, config };
    this.provider = config.oidc === null ? null : new OidcProvider(config.oidc, `${config.publicUrl}${CALLBACK_PATH}`);
  }

  /** Whether people can sign in at a provider. */
  get isSetUp(): boolean {
    return this.provider !== null;
  }

  /** @returns where the browser goes to sign in; a cookie remembers the attempt */
  async start(returnTo: string, request: FastifyRequest, reply: FastifyReply): Promise<string> {
    const { provider } = this.setUp();
    await this.limits.takeAsking(request);
    const attempt: SignInAttempt = {
      state: randomState(),
      nonce: randomNonce(),
      codeVerifier: randomPKCECodeVerifier(),
      returnTo,
      until: this.clock.now().getTime() + ATTEMPT_SECONDS * 1_000,
    };
    const url = await this.asking(() => provider.authorizationUrl(attempt));
    keepAttempt(reply, this.sealing, attempt);
    return url.href;
  }

  /**
   * Opens the session of who came back from the provider.
   * @returns where in our pages they wanted to go
   */
  async finish(request: FastifyRequest, reply: FastifyReply): Promise<string> {
    const { provider, settings } = this.setUp();
    await this.limits.takeAsking(request);
    const attempt = this.attemptOf(request);
    const query = request.url.slice(request.url.indexOf('?'));
    const claims = await this.asking(() => provider.claimsOf(query, attempt));
    const { person, tenant } = await this.personOf(claims, settings);
    const actor = { kind: ActorKind.user, id: person.id, name: person.name };
    await this.sessions.open({ tenantId: tenant.id, actor, role: person.role }, reply);
    keepAttempt(reply, this.sealing, null);
    return attempt.returnTo;
  }

  private setUp(): { provider: OidcProvider; settings: OidcSettings } {
    if (this.provider !== null && this.settings !== null) return { provider: this.provider, settings: this.settings };
    throw new RequestProblemError(
      'not-found',
      'Sign-in by OpenID Connect is not set up (OIDC_ISSUER); sign in with a key: POST /v1/session.',
    );
  }

  private attemptOf(request: FastifyRequest): SignInAttempt {
    let attempt: SignInAttempt | null = null;
    try {
      attempt = attemptOf(request, this.box, this.clock.now());
    } catch (error) {
      // A cookie that somebody changed, or one sealed with a key that is gone.
      this.log.warn({ faults: safeFaults(error) }, 'the cookie of a sign-in could not be opened');
    }
    if (attempt !== null) return attempt;
    throw new RequestProblemError(
      'sign-in-failed',
      `This browser has begun no sign-in in the last ${ATTEMPT_SECONDS / 60} minutes. ${AGAIN}`,
    );
  }

  private async personOf(claims: Claims, settings: OidcSettings) {
    try {
      const person = personOf(claims, settings);
      const tenant = await findTenant(this.pool, person.tenant);
      if (tenant !== null) return { person, tenant };
      throw new PersonRefusedError(`There is no tenant "${person.tenant}" (claim "${settings.tenantClaim}").`);
    } catch (error) {
      if (!(error instanceof PersonRefusedError)) throw error;
      this.log.warn({ subject: claims.sub, reason: error.message }, 'a sign-in was refused');
      throw new RequestProblemError('sign-in-refused', error.message);
    }
  }

  /** Turns what the library throws, which may hold tokens and goes no further, into an answer: the provider refused, is away, or gave an answer of another attempt. */
  private async asking<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      this.log.warn({ faults: safeFaults(error) }, 'a sign-in by OpenID Connect failed');
      if (error instanceof AuthorizationResponseError) {
        throw new RequestProblemError('sign-in-refused', `The provider refused the sign-in: ${error.error}. ${AGAIN}`);
      }
      if (isProviderAway(error)) {
        throw new RequestProblemError('unavailable', `The OpenID provider does not answer. ${AGAIN}`, {
          headers: { 'retry-after': '5' },
        });
      }
      throw new RequestProblemError('sign-in-failed', `The answer of the provider is not of this sign-in. ${AGAIN}`);
    }
  }
}
