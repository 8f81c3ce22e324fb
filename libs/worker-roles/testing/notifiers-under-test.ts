import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import type { Agent } from 'undici';
import { v7 as uuidv7 } from 'uuid';
import type { Channel, Clock, Digest, EventType, QuietHours } from '@adcp-orchestrator/domain';
import {
  type DeliveryRow,
  type DeliveryTaker,
  Ledger,
  inTransaction,
  insertSubscription,
  rotateSecret,
} from '@adcp-orchestrator/ledger';
import { Channels } from '@adcp-orchestrator/notifications';
import { SecretBox, createGuardedAgent, createLogger } from '@adcp-orchestrator/platform';
import { TestDesk, timings } from '@adcp-orchestrator/testing';
import { DeliverySender } from '../src/notifier/delivering/delivery-sender';
import { Notifier } from '../src/notifier/delivering/notifier';
import type { Receiver } from './receiver';

export interface NotifierLimits {
  permits?: number;
  perSubscription?: number;
  totalLimitMs?: number;
  smtpUrl?: string;
}

interface Wanted {
  events?: EventType[];
  sellerId?: string;
  userId?: string;
  quietHours?: QuietHours;
  digest?: Digest;
}

/** A tenant whose operations make notifications through the real gate, and notifiers that deliver them. */
export class NotifiersUnderTest {
  readonly results: string[] = [];
  private readonly box = new SecretBox(randomBytes(32));
  private readonly agent: Agent = createGuardedAgent({ allowPrivateNetworks: true });
  private readonly ledger: Ledger;
  private readonly desk: TestDesk;
  private readonly notifiers: Notifier[] = [];

  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
  ) {
    this.desk = new TestDesk({ pool }, clock);
    this.ledger = new Ledger({ pool, clock, timings, hints: { send: () => undefined } });
  }

  get tenantId(): string {
    return this.desk.tenantId;
  }

  async open(): Promise<void> {
    await this.desk.open();
    await this.desk.addSeller('acme');
  }

  async close(): Promise<void> {
    await Promise.all(this.notifiers.map((notifier) => notifier.stopClaiming()));
    await this.agent.destroy();
    await Promise.all(this.notifiers.map((notifier) => notifier.finish()));
  }

  /** A notifier as a process of its own would have it. */
  startNotifier({ smtpUrl, ...limits }: NotifierLimits = {}): Notifier {
    const log = createLogger('test', 'silent');
    const sender = new DeliverySender({
      pool: this.pool,
      channels: new Channels({
        agent: this.agent,
        clock: this.clock,
        publicUrl: 'https://desk.example',
        mail: smtpUrl === undefined ? null : { smtpUrl, from: 'Desk <desk@orchestrator.example>' },
        totalLimitMs: limits.totalLimitMs,
      }),
      box: this.box,
      clock: this.clock,
      log,
      chance: () => 0,
      onAttempt: ({ result, next }) => this.results.push(`${result} ${next}`),
    });
    const notifier = new Notifier({ pool: this.pool, sender, clock: this.clock, log, ...limits });
    this.notifiers.push(notifier);
    return notifier;
  }

  /** As in a process that holds the gate and a notifier: what the gate owes goes to this one. */
  handTo(notifier: DeliveryTaker): void {
    this.ledger.handDeliveriesTo(notifier);
  }

  subscribe(receiver: Receiver, events: EventType[] = []): Promise<string> {
    return this.subscribeTo('webhook', receiver.url, receiver.secret, { events });
  }

  /** Subscribes a person: a mail address, or the URL of a chat. */
  subscribePerson(channel: 'email' | 'slack', address: string, given: Wanted = {}): Promise<string> {
    return this.subscribeTo(channel, channel, address, given);
  }

  private async subscribeTo(channel: Channel, url: string, secret: string, given: Wanted): Promise<string> {
    const id = uuidv7();
    await insertSubscription(
      this.pool,
      {
        id,
        tenantId: this.tenantId,
        channel,
        url,
        receiver: channel === 'webhook' ? null : `${channel}:${secret}`,
        events: given.events ?? [],
        sellerId: given.sellerId ?? null,
        userId: given.userId ?? null,
        quietHours: given.quietHours ?? null,
        digest: given.digest ?? null,
        description: null,
        secretSealed: this.box.seal(secret, `subscription/${id}/secret`),
      },
      1_000,
    );
    return id;
  }

  /** Gives a webhook another secret, as the API does. */
  async rotate(subscription: string, secret: string, until: Date): Promise<void> {
    const sealed = this.box.seal(secret, `subscription/${subscription}/secret`);
    await inTransaction(this.pool, (client) => rotateSecret(client, this.tenantId, subscription, sealed, until));
  }

  /** Lets another receiver take what is sent to a webhook. */
  async point(subscription: string, { url }: Receiver): Promise<void> {
    await this.pool.query('UPDATE subscriptions SET url = $3 WHERE tenant_id = $1 AND id = $2', [
      this.tenantId,
      subscription,
      url,
    ]);
  }

  /** Makes notifications: each is a buy that is canceled before it was sent. */
  async owe(count: number): Promise<void> {
    for (let made = 0; made < count; made += 1) {
      const operationId = await this.desk.accept('acme');
      await this.ledger.observe({
        tenantId: this.tenantId,
        operationId,
        source: 'operator',
        receivedAt: this.clock.now(),
        finding: { kind: 'cancel_requested' },
      });
    }
  }

  /** Makes an operation wait for a permission: a notification of its state, and one that a person is needed. */
  async oweAttention(): Promise<void> {
    const operationId = await this.waiting();
    await this.ledger.observe({
      tenantId: this.tenantId,
      operationId,
      source: 'poll',
      receivedAt: this.clock.now(),
      finding: { kind: 'pending', status: 'pending_permission' },
      taskId: 't1',
    });
  }

  /** Makes two notifications of one turn: the seller says at once that the buy delivers, so it is created and active. */
  async oweTwoOfOneTurn(): Promise<void> {
    const operationId = await this.waiting();
    await this.ledger.observe({
      tenantId: this.tenantId,
      operationId,
      source: 'poll',
      receivedAt: this.clock.now(),
      finding: { kind: 'settled', outcome: { status: 'created', mediaBuyId: 'mb_1' }, delivering: true },
      taskId: 't1',
    });
  }

  /** An operation that waits for approval. */
  private async waiting(): Promise<string> {
    const operationId = await this.desk.accept('acme');
    await this.pool.query(
      `UPDATE operations SET status = 'pending_approval', task_id = 't1' WHERE tenant_id = $1 AND id = $2`,
      [this.tenantId, operationId],
    );
    return operationId;
  }

  async deliveries(subscriptionId: string): Promise<DeliveryRow[]> {
    const { rows } = await this.pool.query<DeliveryRow>(
      'SELECT * FROM deliveries WHERE subscription_id = $1 ORDER BY created_at, id',
      [subscriptionId],
    );
    return rows;
  }

  async attempts(deliveryId: string): Promise<{ attempt: number; http_status: number | null; error: string | null }[]> {
    const { rows } = await this.pool.query<{ attempt: number; http_status: number | null; error: string | null }>(
      'SELECT attempt, http_status, error FROM notification_attempts WHERE delivery_id = $1 ORDER BY attempt',
      [deliveryId],
    );
    return rows;
  }
}
