import type { Pool } from 'pg';
import { type Channel, type Clock, type Timing, channelPermits, whenToSend } from '@adcp-orchestrator/domain';
import {
  type ClaimedDelivery,
  DELIVERY_LEASE_SECONDS,
  type DeliveryRoom,
  type DeliveryTaker,
  type HeldDelivery,
  claimDueDeliveries,
  gatherDigest,
  holdDeliveries,
} from '@adcp-orchestrator/ledger';
import type { Log } from '@adcp-orchestrator/platform';
import { type HintStory, type InFlight, Pump, type Swept } from '@adcp-orchestrator/queues';
import type { DeliverySender } from './delivery-sender';
import { FailingReceivers } from './failing-receivers';

export interface NotifierOptions {
  pool: Pool;
  sender: Pick<DeliverySender, 'send'>;
  clock: Clock;
  log: Log;
  /** Most deliveries under way in this process at once. */
  permits?: number;
  /** Most of these for one subscription. */
  perSubscription?: number;
  /** Most of these for one channel. */
  perChannel?: Readonly<Partial<Record<Channel, number>>>;
}

const PERMITS = 256;
/** A receiver gets as many connections, so that no attempt waits for one. */
export const PER_SUBSCRIPTION = 96;
/** This share of the permits is never reserved: slow receivers cannot keep what is claimed from being sent. */
const CLAIMED_SHARE = 1 / 4;
const GRACE_MS = 17_000;
const AFTER_ABORT_MS = 5_000;
const REFILL_PAUSE_MS = 15;

type DigestToMake = Parameters<typeof gatherDigest>[1];

interface Sorted {
  claimed: ClaimedDelivery[];
  later: HeldDelivery[];
  gathered: DigestToMake[];
}

interface ClaimedOnce {
  claimed: readonly ClaimedDelivery[];
  /** Claimed, and not sent now. */
  held: number;
  leftRows: boolean;
}

/** Sends what the gate decided to notify: at least once, and fair between subscriptions and channels. */
export class Notifier implements DeliveryTaker {
  private readonly pump: Pump<ClaimedDelivery>;
  private readonly failing = new FailingReceivers();
  private readonly underWay = new Map<Channel, number>();
  /** The subscription at which the last claim stopped looking; null when the next claim begins with the first. */
  private walkedTo: string | null = null;
  private leftRows = true;

  constructor(private readonly options: NotifierOptions) {
    this.pump = new Pump({
      permits: options.permits ?? PERMITS,
      refillPauseMs: REFILL_PAUSE_MS,
      claim: (inFlight) => this.claim(inFlight),
      whom: ({ subscriptionId }) => subscriptionId,
      work: (delivery) => this.send(delivery),
      lateMs: (delivery) => this.lateMsOf(delivery),
      leftRows: () => this.leftRows || this.walkedTo !== null,
      log: options.log,
    });
  }

  get deliveriesInFlight(): number {
    return this.pump.size;
  }

  /** As `Pump.wake`. */
  wake(): Promise<number> {
    return this.pump.wake();
  }

  /** As `Pump.sweep`. */
  sweep(): Promise<Swept> {
    return this.pump.sweep();
  }

  /** As `Pump.look`. */
  look(): Promise<HintStory> {
    return this.pump.look();
  }

  /** As of `DeliveryTaker`: room of three quarters of the permits, of which a receiver that fails has none. */
  reserve(wanted: number): DeliveryRoom | null {
    const { permits = PERMITS, perSubscription = PER_SUBSCRIPTION } = this.options;
    const reservedBefore = this.pump.reserved;
    const most = this.pump.reserve(Math.min(wanted, this.pump.free - Math.ceil(permits * CLAIMED_SHARE)));
    if (most === 0) return null;
    // Whoever has reserved already may send all of it to one subscription.
    const room = (busy: number): number => Math.max(0, perSubscription - reservedBefore - busy);
    const less = new Map([...this.pump.byWhom()].map(([id, busy]) => [id, room(busy)]));
    for (const id of this.failing.all) less.set(id, 0);
    return { most, perSubscription: room(0), less };
  }

  /** As of `DeliveryTaker`. What comes after the stop is given back. */
  take({ most }: DeliveryRoom, deliveries: readonly ClaimedDelivery[]): void {
    const { isStopped } = this.pump;
    for (const { channel } of isStopped ? [] : deliveries) this.count(channel, 1);
    this.pump.handOver(most, isStopped ? [] : deliveries);
    if (isStopped && deliveries.length > 0) this.giveBack(deliveries);
  }

  private giveBack(deliveries: readonly ClaimedDelivery[]): void {
    const { pool, clock, log } = this.options;
    const until = clock.now();
    holdDeliveries(
      pool,
      deliveries.map((delivery) => ({ delivery, until })),
    ).catch((error: unknown) => {
      log.warn({ err: error, deliveries: deliveries.length }, 'deliveries wait until their leases end');
    });
  }

  /** Nothing is claimed any more. */
  stopClaiming(): Promise<void> {
    return this.pump.stop();
  }

  /** Waits for the attempts under way, which are bounded. One that is cut off is recorded, and made again. */
  finish(): Promise<void> {
    const onAbort = (): void => {
      this.options.log.warn({ deliveries: this.pump.size }, 'deliveries are ended by the shutdown');
    };
    return this.pump.end({ graceMs: GRACE_MS, abortedMs: AFTER_ABORT_MS, onAbort });
  }

  /**
   * One claim looks at a limited number of subscriptions. While it finds nothing, it goes on until it has looked at
   * all. What it held back or gathered is due no more, so it looks once more: for what that had hidden, and for the
   * digests that it made.
   */
  private async claim(inFlight: InFlight): Promise<readonly ClaimedDelivery[]> {
    let beganAnew = false;
    let left = false;
    for (;;) {
      beganAnew ||= this.walkedTo === null;
      const { claimed, held, leftRows } = await this.claimOnce(inFlight);
      left ||= leftRows;
      this.leftRows = left;
      const lookedAtAll = beganAnew && this.walkedTo === null && held === 0;
      if (claimed.length > 0 || lookedAtAll || !this.pump.mayClaim) return claimed;
    }
  }

  private async claimOnce(inFlight: InFlight): Promise<ClaimedOnce> {
    const { pool, clock, perSubscription = PER_SUBSCRIPTION } = this.options;
    const busy = inFlight.byWhom();
    const { deliveries, walkedTo, leftRows } = await claimDueDeliveries(pool, {
      limit: inFlight.free,
      perSubscription,
      busy,
      failing: this.failing.all,
      failingLimit: this.permitsForFailing(inFlight.permits, busy),
      forChannel: this.permitsForChannels(),
      leaseSeconds: DELIVERY_LEASE_SECONDS,
      now: clock.now(),
      after: this.walkedTo,
    });
    this.walkedTo = walkedTo;
    const { claimed, later, gathered } = this.sorted(deliveries);
    if (later.length > 0) await holdDeliveries(pool, later);
    for (const digest of gathered) await gatherDigest(pool, digest, clock.now());
    for (const { channel } of claimed) this.count(channel, 1);
    return { claimed, held: deliveries.length - claimed.length, leftRows };
  }

  /** What goes out now, what is due later, and the subscriptions whose digest is to be made. */
  private sorted(deliveries: readonly ClaimedDelivery[]): Sorted {
    const now = this.options.clock.now();
    const claimed: ClaimedDelivery[] = [];
    const later: HeldDelivery[] = [];
    const gathered = new Map<string, DigestToMake>();
    for (const delivery of deliveries) {
      const timing: Timing = whenToSend(delivery, delivery, now);
      const { tenantId, subscriptionId, digest } = delivery;
      if (timing.when === 'now') claimed.push(delivery);
      else if (timing.when === 'later') later.push({ delivery, until: timing.until });
      else if (digest !== null) gathered.set(subscriptionId, { tenantId, subscriptionId, digest });
    }
    return { claimed, later, gathered: [...gathered.values()] };
  }

  private permitsForChannels(): Partial<Record<Channel, number>> {
    const { perChannel = channelPermits } = this.options;
    const left = Object.entries(perChannel).map(([channel, most]) => [
      channel,
      Math.max(0, most - (this.underWay.get(channel as Channel) ?? 0)),
    ]);
    return Object.fromEntries(left) as Partial<Record<Channel, number>>;
  }

  private count(channel: Channel, more: number): void {
    this.underWay.set(channel, (this.underWay.get(channel) ?? 0) + more);
  }

  /** A quarter of all permits, less what these receivers hold. So receivers that hang can never take the rest. */
  private permitsForFailing(permits: number, busy: ReadonlyMap<string, number>): number {
    let held = 0;
    for (const id of this.failing.all) held += busy.get(id) ?? 0;
    return Math.max(0, Math.ceil(permits / 4) - held);
  }

  /** Only what was just told has a hint. Retries, and what was held back, are left to the sweep. */
  private lateMsOf({ claimed: { dueAt, attempts }, createdAt, wasLeased }: ClaimedDelivery): number {
    const hasHint = attempts === 0 && !wasLeased && Date.parse(dueAt ?? '') === createdAt.getTime();
    return hasHint ? this.options.clock.now().getTime() - createdAt.getTime() : 0;
  }

  private async send(delivery: ClaimedDelivery): Promise<void> {
    try {
      const delivered = await this.options.sender.send(delivery, this.pump.signal);
      this.failing.note(delivery.subscriptionId, delivered);
    } catch (error) {
      this.options.log.error(
        { err: error, delivery: delivery.id },
        'an attempt could not be recorded; the delivery is sent again when its lease ends',
      );
    } finally {
      this.count(delivery.channel, -1);
    }
  }
}
