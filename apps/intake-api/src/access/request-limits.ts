import type { FastifyReply } from 'fastify';
import { Counter, type Registry } from 'prom-client';
import type { Principal } from '@adcp-orchestrator/access';
import { type Log, MetricName, type RateStore, SharedRates, type Taken } from '@adcp-orchestrator/platform';
import { RequestProblemError } from '../problems/problem';

/** Requests per second of one key, unless its tenant has another limit. */
export const DEFAULT_KEY_REQUESTS_PER_SECOND = 5_000;

interface Limit {
  /** Its name in the `RateLimit` headers. */
  name: 'key' | 'tenant';
  key: string;
  perSecond: number;
}

/**
 * The requests per second of each key and each tenant, over all replicas. Every answer tells how much is left, in the
 * header fields of draft-ietf-httpapi-ratelimit-headers.
 */
export class RequestLimits {
  private readonly rates: SharedRates;
  private readonly limited: Counter<'scope'>;

  constructor({ store, registry, log }: { store: RateStore; registry: Registry; log: Log }) {
    const registers = [registry];
    this.limited = new Counter({
      name: MetricName.requestsLimited,
      help: 'Requests of desks answered 429, by what was used up: key, tenant, or address for unknown keys',
      labelNames: ['scope'],
      registers,
    });
    const away = new Counter({
      name: MetricName.requestLimitsAway,
      help: 'How often the store of the request limits did not answer; requests passed uncounted for five seconds then',
      registers,
    });
    this.rates = new SharedRates({
      store,
      log,
      onAway: () => {
        away.inc();
      },
    });
  }

  /**
   * Counts a request of a principal, and tells in the reply what is left.
   * @throws RequestProblemError `rate-limit-exceeded`
   */
  async take(principal: Principal, reply: FastifyReply): Promise<void> {
    const limits = limitsOf(principal);
    const told: string[] = [];
    for (const { name, key, perSecond } of limits) {
      const taken = await this.rates.take(key, perSecond);
      told.push(`"${name}";r=${taken.remaining};t=${secondsOf(taken)}`);
      if (taken.allowed) continue;
      this.limited.inc({ scope: name });
      tell(reply, limits, told);
      throw new RequestProblemError(
        'rate-limit-exceeded',
        `This ${name} may make ${perSecond} requests per second; wait ${secondsOf(taken)} s. The platform's admin can change that (PATCH /v1/tenants/{id}).`,
        { headers: { 'retry-after': String(secondsOf(taken)) } },
      );
    }
    tell(reply, limits, told);
  }

  /** Counts a refusal of unknown keys. */
  noteAddressRefused(): void {
    this.limited.inc({ scope: 'address' });
  }
}

function limitsOf({ tenantId, actor, tenantLimits }: Principal): Limit[] {
  const { requestsPerSecond, requestsPerSecondPerKey = DEFAULT_KEY_REQUESTS_PER_SECOND } = tenantLimits;
  // No seller's id holds a slash, so that these are never the keys of a seller's limit.
  const key: Limit = { name: 'key', key: `${tenantId}//key/${actor.id}`, perSecond: requestsPerSecondPerKey };
  if (requestsPerSecond === undefined) return [key];
  return [key, { name: 'tenant', key: `${tenantId}//all`, perSecond: requestsPerSecond }];
}

function tell(reply: FastifyReply, limits: readonly Limit[], told: readonly string[]): void {
  const policy = limits.map(({ name, perSecond }) => `"${name}";q=${perSecond};w=1`).join(', ');
  void reply.header('ratelimit-policy', policy).header('ratelimit', told.join(', '));
}

function secondsOf({ resetMs }: Taken): number {
  return Math.ceil(resetMs / 1_000);
}
