import type { FastifyRequest } from 'fastify';
import { type Principal, customerOf } from '@adcp-orchestrator/access';
import { type Config, type Log, type RateStore, WindowLimit } from '@adcp-orchestrator/platform';
import { type AddressOf, clientAddressBehind } from '../http/client-address';
import { RequestProblemError } from '../problems/problem';

/** Sign-ins of one key or person. Each writes a session and a line of the audit, which is kept for ever. */
const SIGN_INS = 30;
const SIGN_INS_SECONDS = 600;
/** Steps of one address at the OpenID provider, each of which may be a request to it; and the links that it tries. */
const ASKED = 60;
const ASKED_SECONDS = 60;

/** How often people sign in: by whom, and by where from. */
export class SignInLimits {
  private readonly ofActor: WindowLimit;
  private readonly ofAddress: WindowLimit;
  private readonly addressOf: AddressOf;

  constructor({ store, config, log }: { store: RateStore; config: Pick<Config, 'trustedProxies'>; log: Log }) {
    this.ofActor = new WindowLimit({ store, log, times: SIGN_INS, seconds: SIGN_INS_SECONDS });
    this.ofAddress = new WindowLimit({ store, log, times: ASKED, seconds: ASKED_SECONDS });
    this.addressOf = clientAddressBehind(config.trustedProxies);
  }

  /** @throws RequestProblemError `rate-limit-exceeded` when who signs in has done so too often */
  async takeSignIn({ tenantId, actor }: Pick<Principal, 'tenantId' | 'actor'>): Promise<void> {
    // No seller's id holds a slash, so that this is never the key of a seller's limit.
    const wait = await this.ofActor.take(`${tenantId}//sign-in/${actor.id}`);
    if (wait === null) return;
    throw tooOften(
      `"${actor.name}" has signed in ${SIGN_INS} times in ${SIGN_INS_SECONDS / 60} minutes, which is the limit; keep the session, which lasts 12 hours, or send the key with each request`,
      wait,
    );
  }

  /** @throws RequestProblemError `rate-limit-exceeded` when an address asks the OpenID provider too often */
  async takeAsking(request: FastifyRequest): Promise<void> {
    await this.takeStep('oidc', request);
  }

  /** @throws RequestProblemError `rate-limit-exceeded` when an address tries sign-in links too often */
  async takeLink(request: FastifyRequest): Promise<void> {
    await this.takeStep('link', request);
  }

  private async takeStep(kind: 'oidc' | 'link', request: FastifyRequest): Promise<void> {
    const wait = await this.ofAddress.take(`//${kind}/${customerOf(this.addressOf(request))}`);
    if (wait === null) return;
    throw tooOften(`${ASKED} steps of a sign-in came from this address in a minute, which is the limit`, wait);
  }
}

function tooOften(what: string, seconds: number): RequestProblemError {
  return new RequestProblemError('rate-limit-exceeded', `${what}. Wait ${seconds} s.`, {
    headers: { 'retry-after': String(seconds) },
  });
}
