import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Principal } from '@adcp-orchestrator/access';
import {
  AuditKind,
  type Subscription,
  countSubscriptions,
  inTransaction,
  insertSubscription,
  lockTenant,
  recordAudit,
  subscriptionSecretContext,
} from '@adcp-orchestrator/ledger';
import { CONFIG, type Config, POOL, SecretBox } from '@adcp-orchestrator/platform';
import { DEFAULT_MAX_SUBSCRIPTIONS, limitReached } from '../limits/tenant-limits';
import { type RequestProblemError, validationFailed } from '../problems/problem';
import { receiverOf } from './receiver';
import { sellerProblems } from './seller-problems';
import { type NewSubscriptionBody, digestOf, digestProblems, mailAddress } from './subscription-schema';

/** Makes subscriptions. A webhook gets a secret of its own that is shown once. */
@Injectable()
export class Subscribing {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CONFIG) private readonly config: Config,
    private readonly box: SecretBox,
  ) {}

  /**
   * @returns the subscription, and the signing secret of a webhook
   * @throws RequestProblemError when the receiver cannot be told, the seller is unknown, or the tenant has as many
   *   subscriptions as it may
   */
  async subscribe(
    principal: Principal,
    body: NewSubscriptionBody,
  ): Promise<{ subscription: Subscription; secret: string | null }> {
    const { tenantId } = principal;
    const receiver = receiverOf(body, this.config);
    const problems = [
      ...(Array.isArray(receiver) ? receiver : []),
      ...digestProblems(body.channel, body.digest),
      ...(await sellerProblems(this.pool, tenantId, body.seller_id)),
    ];
    if (Array.isArray(receiver) || problems.length > 0) {
      throw validationFailed(problems);
    }
    const id = uuidv7();
    const row = {
      id,
      tenantId,
      channel: body.channel,
      url: receiver.url,
      receiver: receiver.key,
      events: body.events,
      sellerId: body.seller_id ?? null,
      userId: body.user_id ?? null,
      quietHours: body.quiet_hours ?? null,
      digest: body.digest === undefined ? null : digestOf(body.digest),
      description: body.description ?? null,
      secretSealed: this.box.seal(receiver.secret, subscriptionSecretContext(id)),
    };
    const limit = principal.tenantLimits.maxSubscriptions ?? DEFAULT_MAX_SUBSCRIPTIONS;
    const subscription = await inTransaction(this.pool, async (client) => {
      // Subscriptions of a tenant are made one after the other. Otherwise two at once would each find the last place.
      await lockTenant(client, tenantId);
      const made = await insertSubscription(client, row, limit);
      if (made === null) throw tooMany(limit, await countSubscriptions(client, tenantId));
      const detail = { channel: made.channel, to: shownAddress(made), events: made.events };
      await recordAudit(client, principal, { kind: AuditKind.subscriptionCreated, target: id, detail });
      return made;
    });
    return { subscription, secret: body.channel === 'webhook' ? receiver.secret : null };
  }
}

/** Whom an entry of the audit names: the mail address, else the host alone, because a path may hold a key. */
function shownAddress({ channel, url }: Subscription): string {
  return channel === 'email' ? mailAddress(url) : new URL(url).host;
}

function tooMany(limit: number, used: number): RequestProblemError {
  return limitReached({
    kind: 'subscription-limit-reached',
    name: 'max_subscriptions',
    limit,
    used,
    what: 'subscriptions',
    wayOut: 'Delete one first',
  });
}
