import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import type { Agent } from 'undici';
import { v7 as uuidv7 } from 'uuid';
import type { Clock, EventType } from '@adcp-orchestrator/domain';
import { type DeliveryRow, Ledger, insertSubscription } from '@adcp-orchestrator/ledger';
import { WebhookChannel } from '@adcp-orchestrator/notifications';
import { SecretBox, createGuardedAgent, createLogger } from '@adcp-orchestrator/platform';
import { TestDesk, timings } from '@adcp-orchestrator/testing';
import { DeliverySender } from '../src/delivering/delivery-sender';
import { Notifier } from '../src/delivering/notifier';
import type { Receiver } from './receiver';

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
  startNotifier(limits: { permits?: number; perSubscription?: number; totalLimitMs?: number } = {}): Notifier {
    const log = createLogger('test', 'silent');
    const sender = new DeliverySender({
      pool: this.pool,
      channel: new WebhookChannel({ agent: this.agent, clock: this.clock, totalLimitMs: limits.totalLimitMs }),
      box: this.box,
      clock: this.clock,
      log,
      chance: () => 0,
      onAttempt: (result, next) => this.results.push(`${result} ${next}`),
    });
    const notifier = new Notifier({ pool: this.pool, sender, clock: this.clock, log, ...limits });
    this.notifiers.push(notifier);
    return notifier;
  }

  async subscribe(receiver: Receiver, events: EventType[] = []): Promise<string> {
    const id = uuidv7();
    const secretSealed = this.box.seal(receiver.secret, `subscription/${id}/secret`);
    await insertSubscription(
      this.pool,
      { id, tenantId: this.tenantId, url: receiver.url, events, description: null, secretSealed },
      1_000,
    );
    return id;
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

  async deliveries(subscriptionId: string): Promise<DeliveryRow[]> {
    const { rows } = await this.pool.query<DeliveryRow>(
      'SELECT * FROM deliveries WHERE subscription_id = $1 ORDER BY created_at, id',
      [subscriptionId],
    );
    return rows;
  }

  async attempts(deliveryId: string): Promise<{ attempt: number; http_status: number | null; error: string | null }[]> {
    const { rows } = await this.pool.query<{ attempt: number; http_status: number | null; error: string | null }>(
      'SELECT attempt, http_status, error FROM delivery_attempts WHERE delivery_id = $1 ORDER BY attempt',
      [deliveryId],
    );
    return rows;
  }
}
