import { setTimeout as sleep } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { Pool } from 'pg';
import type { Channel, Clock, DeliveryStatus, NextStep } from '@adcp-orchestrator/domain';
import {
  type ClaimedDelivery,
  type FinishedAttempt,
  recordAttempts,
  subscriptionSecretContext,
} from '@adcp-orchestrator/ledger';
import { type AttemptResult, type Channels, failed, nextStep } from '@adcp-orchestrator/notifications';
import {
  Batcher,
  type Leg,
  type Log,
  type SecretBox,
  type Span,
  SpanKind,
  inLeg,
  markFailed,
} from '@adcp-orchestrator/platform';

/** An attempt that was recorded. */
export interface AttemptMade {
  channel: Channel;
  result: AttemptResult['result'];
  next: NextStep['status'];
  seconds: number;
}

export interface DeliverySenderOptions {
  pool: Pool;
  channels: Pick<Channels, 'deliver'>;
  box: Pick<SecretBox, 'open'>;
  clock: Clock;
  log: Log;
  /** In [0, 1); spreads the retries. */
  chance?: () => number;
  /** Told of every attempt after it was recorded. */
  onAttempt?: (attempt: AttemptMade) => void;
}

/** Pauses between tries to record an attempt while the database is away. The lease is longer. */
const RECORD_PAUSES_MS = [100, 300, 600, 1_000];

/** Attempts that end within this many milliseconds are recorded together. */
const RECORD_GATHER_MS = 4;
/** Under load, such statements are at least this many milliseconds apart. */
const BETWEEN_RECORDS_MS = 15;
const RECORD_MOST = 100;
/** As at the gate. */
const BEHIND_MS = 500;

/** Opened secrets are remembered for so many subscriptions. To open one takes longer than to sign with it. */
const SECRETS = 500;

/** Makes one attempt of one claimed delivery. Records the attempt, and what follows from it. */
export class DeliverySender {
  private readonly recording: Batcher<FinishedAttempt, DeliveryStatus | null>;
  private readonly opened = new LRUCache<string, string>({ max: SECRETS });

  constructor(private readonly options: DeliverySenderOptions) {
    this.recording = new Batcher({
      name: 'record attempts',
      run: (attempts) => recordAttempts(options.pool, attempts),
      gatherMs: RECORD_GATHER_MS,
      betweenMs: BETWEEN_RECORDS_MS,
      most: RECORD_MOST,
      behindMs: BEHIND_MS,
    });
  }

  /**
   * @returns whether it was delivered
   * @throws the database's error when the attempt could not be recorded; when its lease ends, the delivery is sent
   *   again under the same id
   */
  send(delivery: ClaimedDelivery, signal: AbortSignal): Promise<boolean> {
    return inLeg(
      () => legOf(delivery),
      (span) => this.sendOnce(delivery, signal, span),
    );
  }

  private async sendOnce(delivery: ClaimedDelivery, signal: AbortSignal, span: Span): Promise<boolean> {
    const { clock, log, chance = Math.random, onAttempt } = this.options;
    const { claimed } = delivery;
    const at = clock.now();
    const startedAt = performance.now();
    const result = await this.attempt(delivery, signal);
    const durationMs = performance.now() - startedAt;
    const next = nextStep(result, claimed.attempts - claimed.attemptsBeforeRun, clock.now(), chance());
    const error = result.result === 'delivered' ? null : result.error;
    const status = await this.record({
      tenantId: delivery.tenantId,
      deliveryId: delivery.id,
      claimed,
      at,
      httpStatus: result.httpStatus,
      answer: result.answer,
      gone: result.result === 'refused' && result.gone,
      url: delivery.url,
      durationMs,
      error,
      next,
    });
    span.setAttribute('adcp.delivery_status', status ?? next.status);
    if (result.httpStatus !== null) span.setAttribute('http.response.status_code', result.httpStatus);
    if (result.result !== 'delivered') markFailed(span, result.result);
    onAttempt?.({
      channel: delivery.channel,
      result: result.result,
      next: next.status,
      seconds: durationMs / 1000,
    });
    if (status === 'dead') {
      log.error(
        { delivery: delivery.id, subscription: delivery.subscriptionId, event: delivery.eventId, reason: error },
        'a notification could not be delivered and is given up; it can be redelivered',
      );
    }
    return result.result === 'delivered';
  }

  private async attempt(delivery: ClaimedDelivery, signal: AbortSignal): Promise<AttemptResult> {
    const { channel, url, secretSealed, previousSecretSealed } = delivery;
    let secret: string;
    let previousSecret: string | null;
    try {
      secret = this.open(secretSealed, delivery);
      previousSecret = previousSecretSealed === null ? null : this.open(previousSecretSealed, delivery);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return failed(null, `not sent: ${reason}`);
    }
    return this.options.channels.deliver(delivery, { channel, url, secret, previousSecret }, signal);
  }

  /** A secret that is replaced is sealed anew, so what is remembered is never another one. */
  private open(sealed: Buffer, { subscriptionId }: ClaimedDelivery): string {
    const context = subscriptionSecretContext(subscriptionId);
    const place = `${context} ${sealed.toString('base64')}`;
    const known = this.opened.get(place);
    if (known !== undefined) return known;
    const secret = this.options.box.open(sealed, context);
    this.opened.set(place, secret);
    return secret;
  }

  private async record(attempt: FinishedAttempt): Promise<DeliveryStatus | null> {
    for (const pause of RECORD_PAUSES_MS) {
      try {
        return await this.recording.add(attempt);
      } catch (error) {
        this.options.log.warn({ err: error, delivery: attempt.deliveryId }, 'an attempt could not be recorded yet');
        await sleep(pause);
      }
    }
    return this.recording.add(attempt);
  }
}

/** The receiver is named by its host at most: the rest of the URL may be a secret, and an address is a person's. */
function legOf({ id, tenantId, operationId, eventType, channel, url, claimed }: ClaimedDelivery): Leg {
  return {
    name: `deliver ${channel}`,
    kind: SpanKind.CLIENT,
    operations: operationId === null ? [] : [{ id: operationId, tenantId }],
    attributes: {
      'adcp.tenant_id': tenantId,
      'adcp.delivery_id': id,
      'adcp.event_type': eventType,
      'adcp.channel': channel,
      'adcp.attempt': claimed.attempts + 1,
      ...(channel === 'webhook' && URL.canParse(url) ? { 'server.address': new URL(url).host } : {}),
    },
  };
}
