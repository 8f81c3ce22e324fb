import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Principal } from '@adcp-orchestrator/access';
import {
  AuditKind,
  type SubscriptionRow,
  inTransaction,
  insertSubscription,
  recordAudit,
  subscriptionSecretContext,
} from '@adcp-orchestrator/ledger';
import { createSigningSecret } from '@adcp-orchestrator/notifications';
import { CONFIG, type Config, POOL, SecretBox } from '@adcp-orchestrator/platform';
import { RequestProblemError, invalidBody } from '../problems/problem';
import { outboundUrlProblem } from '../validation/outbound-url';
import type { NewSubscriptionBody } from './subscription-schema';

/** Every event is written once for each subscription, so their number is bounded. */
export const MAX_SUBSCRIPTIONS = 100;

/** Makes subscriptions, each with a secret of its own that is shown once. */
@Injectable()
export class Subscribing {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(CONFIG) private readonly config: Config,
    private readonly box: SecretBox,
  ) {}

  /** @throws RequestProblemError when the URL is not usable, or the tenant has as many subscriptions as it may */
  async subscribe(principal: Principal, body: NewSubscriptionBody): Promise<{ row: SubscriptionRow; secret: string }> {
    const problem = outboundUrlProblem(body.url, this.config.allowPrivateNetworks);
    if (problem !== null) throw invalidBody('/url', problem);
    const id = uuidv7();
    const secret = createSigningSecret();
    const subscription = {
      id,
      tenantId: principal.tenantId,
      url: body.url,
      events: body.events,
      description: body.description ?? null,
      secretSealed: this.box.seal(secret, subscriptionSecretContext(id)),
    };
    const row = await inTransaction(this.pool, async (client) => {
      const made = await insertSubscription(client, subscription, MAX_SUBSCRIPTIONS);
      if (made !== null) {
        const detail = { host: new URL(body.url).host, events: body.events };
        await recordAudit(client, principal, { kind: AuditKind.subscriptionCreated, target: id, detail });
      }
      return made;
    });
    if (row === null) {
      throw new RequestProblemError(
        'subscription-limit-reached',
        `The tenant has ${MAX_SUBSCRIPTIONS} subscriptions, which is the limit; delete one first.`,
      );
    }
    return { row, secret };
  }
}
