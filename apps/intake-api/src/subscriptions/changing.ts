import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Principal } from '@adcp-orchestrator/access';
import type { Clock } from '@adcp-orchestrator/domain';
import {
  AuditKind,
  type Subscription,
  type SubscriptionChange,
  changeSubscription,
  inTransaction,
  lockSubscription,
  recordAudit,
  subscriptionSecretContext,
} from '@adcp-orchestrator/ledger';
import { CONFIG, type Config, POOL, SecretBox } from '@adcp-orchestrator/platform';
import { type InvalidValue, notFound, validationFailed } from '../problems/problem';
import { CLOCK } from '../tokens';
import { receiverOf } from './receiver';
import { sellerProblems } from './seller-problems';
import { type SubscriptionChangeBody, digestOf, digestProblems } from './subscription-schema';

type Address = Pick<SubscriptionChange, 'url' | 'receiver' | 'secretSealed'>;

/** Changes what a subscription takes, where it is told, and whether it is told at all. */
@Injectable()
export class Changing {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly box: SecretBox,
  ) {}

  /** @throws RequestProblemError when there is no such subscription, or a value is not usable */
  async change(principal: Principal, id: string, body: SubscriptionChangeBody): Promise<Subscription> {
    const { tenantId } = principal;
    const problems = await sellerProblems(this.pool, tenantId, body.seller_id);
    return inTransaction(this.pool, async (client) => {
      const before = await lockSubscription(client, tenantId, id);
      if (before === null) throw notFound('subscription', id);
      problems.push(...digestProblems(before.channel, body.digest));
      const address = this.addressOf(before, body);
      if (Array.isArray(address)) problems.push(...address);
      if (Array.isArray(address) || problems.length > 0) {
        throw validationFailed(problems);
      }
      const after = await changeSubscription(client, tenantId, id, {
        ...address,
        events: body.events ?? before.events,
        sellerId: body.seller_id === undefined ? before.seller_id : body.seller_id,
        userId: body.user_id === undefined ? before.user_id : body.user_id,
        quietHours: body.quiet_hours === undefined ? before.quiet_hours : body.quiet_hours,
        digest: digestAfter(before, body),
        description: body.description === undefined ? before.description : body.description,
        ...this.enabling(before, body, principal),
      });
      const detail = { fields: Object.keys(body) };
      await recordAudit(client, principal, { kind: AuditKind.subscriptionChanged, target: id, detail });
      return after;
    });
  }

  /** A webhook keeps its signing secret. Of the other channels the secret is the address itself. */
  private addressOf(before: Subscription, { url, to }: SubscriptionChangeBody): Address | InvalidValue[] {
    const kept = { url: before.url, receiver: before.receiver, secretSealed: before.secret_sealed };
    if (url === undefined && to === undefined) return kept;
    const receiver = receiverOf({ channel: before.channel, url, to }, this.config);
    if (Array.isArray(receiver)) return receiver;
    if (before.channel === 'webhook') return { ...kept, url: receiver.url };
    const secretSealed = this.box.seal(receiver.secret, subscriptionSecretContext(before.id));
    return { url: receiver.url, receiver: receiver.key, secretSealed };
  }

  private enabling(
    before: Subscription,
    { enabled }: SubscriptionChangeBody,
    { actor }: Principal,
  ): Pick<SubscriptionChange, 'disabledAt' | 'disabledReason'> {
    if (enabled === true) return { disabledAt: null, disabledReason: null };
    const stays = enabled === undefined || before.disabled_at !== null;
    if (stays) return { disabledAt: before.disabled_at, disabledReason: before.disabled_reason };
    return { disabledAt: this.clock.now(), disabledReason: `disabled by ${actor.name}` };
  }
}

function digestAfter(before: Subscription, { digest }: SubscriptionChangeBody): SubscriptionChange['digest'] {
  if (digest === undefined) return before.digest;
  return digest === null ? null : digestOf(digest);
}
