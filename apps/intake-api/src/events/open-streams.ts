import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { Essentials, MetricName, Shutdown, ShutdownPhase } from '@adcp-orchestrator/platform';
import type { EventPosition } from '@adcp-orchestrator/ledger';
import { limitReached } from '../limits/tenant-limits';
import { RequestProblemError } from '../problems/problem';
import { EventFeeds } from './event-feeds';
import { EventListener } from './event-listener';
import { EventStream } from './event-stream';

const HEARTBEAT_MS = 15_000;
/** A client that takes nothing for so long is dropped. It resumes when it can read again. */
const SLOW_MS = 20_000;
/** With the seconds for which the directory keeps a key, a deleted key ends its streams within five seconds. */
const TICK_MS = 1_000;

/** Who asks for a stream, and for what. */
export interface StreamRequest {
  tenantId: string;
  /** How many streams the tenant may have here; absent: as many as the setting of the process says. */
  most?: number;
  /** What the request proved itself with. Streams with the same are checked together. */
  credential: string;
  /** null: of all operations. */
  operationId: string | null;
  /** null: from now on. */
  after: EventPosition | null;
  /** Whether the key may still read; rejects while that cannot be found out. */
  isAllowed: () => Promise<boolean>;
}

interface Open extends Pick<StreamRequest, 'tenantId' | 'credential' | 'isAllowed'> {
  stream: EventStream;
}

type EndReason = 'slow' | 'key' | 'stopping';

/** Every stream of this process: how many there may be, their heartbeats, and their ends. */
@Injectable()
export class OpenStreams implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly open = new Map<EventStream, Open>();
  private readonly perTenant = new Map<string, number>();
  private readonly feeds: EventFeeds;
  private readonly listener: EventListener;
  private readonly ended: Counter<'reason'>;
  private isStopping = false;
  private ticking: NodeJS.Timeout | null = null;
  private isChecking = false;

  constructor(
    @Inject(Essentials) private readonly essentials: Essentials,
    @Inject(Shutdown) shutdown: Shutdown,
  ) {
    const { pool, log, config, app, metrics } = essentials;
    this.feeds = new EventFeeds(pool, log, config.sweepSeconds * 1000);
    this.listener = new EventListener({
      databaseUrl: config.directDatabaseUrl,
      name: app,
      log,
      onNews: (tenantId) => {
        this.feeds.news(tenantId);
      },
    });
    new Gauge({
      name: MetricName.eventStreams,
      help: 'Streams of events that are open on this process',
      registers: [metrics],
      collect: function collect(this: Gauge) {
        this.set(count());
      },
    });
    const count = (): number => this.open.size;
    this.ended = new Counter({
      name: MetricName.eventStreamsEnded,
      help: 'Streams of events that this process ended, by reason: slow, key, stopping',
      labelNames: ['reason'],
      registers: [metrics],
    });
    shutdown.add(ShutdownPhase.closePools, 'event listener', () => this.listener.stop());
  }

  onApplicationBootstrap(): void {
    this.ticking = setInterval(() => {
      this.tick();
    }, TICK_MS).unref();
  }

  /** Ends every stream, so that their clients go to another replica at once. */
  beforeApplicationShutdown(): void {
    this.isStopping = true;
    if (this.ticking !== null) clearInterval(this.ticking);
    for (const one of [...this.open.values()]) this.finish(one, 'stopping');
  }

  /** @throws RequestProblemError `too-many-streams`, `unavailable` */
  async start(request: StreamRequest): Promise<EventStream> {
    const { tenantId, credential, operationId, after, isAllowed } = request;
    if (this.mayNotStart()) throw new RequestProblemError('unavailable', 'This process is stopping; connect again.');
    this.claimPlace(tenantId, request.most);
    try {
      this.listener.start();
      const stream = await this.feeds.join(
        tenantId,
        (feed) =>
          new EventStream({
            feed,
            read: this.feeds.readerOf(tenantId),
            operationId,
            after: after ?? feed.end,
            nowMs: () => performance.now(),
          }),
      );
      const one = { stream, tenantId, credential, isAllowed };
      this.open.set(stream, one);
      stream.once('close', () => {
        this.open.delete(stream);
        this.feeds.leave(tenantId, stream);
        this.freePlace(tenantId);
      });
      if (this.mayNotStart()) this.finish(one, 'stopping');
      return stream;
    } catch (error) {
      this.freePlace(tenantId);
      throw error;
    }
  }

  private mayNotStart(): boolean {
    return this.isStopping;
  }

  private claimPlace(tenantId: string, own: number | undefined): void {
    const { maxEventStreams, maxEventStreamsPerTenant } = this.essentials.config;
    const ofTenant = this.perTenant.get(tenantId) ?? 0;
    const limit = own ?? maxEventStreamsPerTenant;
    if (ofTenant >= limit) throw tooManyOfTenant(limit, ofTenant);
    const all = [...this.perTenant.values()].reduce((sum, one) => sum + one, 0);
    if (all >= maxEventStreams) throw tooMany(maxEventStreams);
    this.perTenant.set(tenantId, ofTenant + 1);
  }

  private freePlace(tenantId: string): void {
    const left = (this.perTenant.get(tenantId) ?? 0) - 1;
    if (left > 0) this.perTenant.set(tenantId, left);
    else this.perTenant.delete(tenantId);
  }

  private tick(): void {
    this.feeds.look(performance.now(), this.listener);
    for (const { stream } of [...this.open.values()]) {
      if (stream.stalledMs < SLOW_MS) {
        stream.beat(HEARTBEAT_MS);
        continue;
      }
      this.ended.inc({ reason: 'slow' });
      stream.destroy();
    }
    if (this.isChecking) return;
    this.isChecking = true;
    void this.checkKeys().finally(() => {
      this.isChecking = false;
    });
  }

  /** One question for each key, however many streams it has. */
  private async checkKeys(): Promise<void> {
    const byKey = new Map<string, Open>();
    for (const one of this.open.values()) byKey.set(one.credential, one);
    for (const { credential, isAllowed } of byKey.values()) {
      try {
        if (await isAllowed()) continue;
      } catch (error) {
        // Nearly always the database is away, and the streams have nothing to send either. The next look asks again.
        this.essentials.log.debug({ err: error }, 'a key of open streams could not be checked');
        continue;
      }
      for (const one of [...this.open.values()]) if (one.credential === credential) this.finish(one, 'key');
    }
  }

  private finish({ stream }: Open, reason: EndReason): void {
    this.ended.inc({ reason });
    stream.finish();
  }
}

const WAY_OUT = 'Close one, share one between readers, or read the pages of events';
const soon = { 'retry-after': '5' };

function tooManyOfTenant(limit: number, used: number): RequestProblemError {
  return limitReached(
    { kind: 'too-many-streams', name: 'max_event_streams', limit, used, what: 'streams open here', wayOut: WAY_OUT },
    soon,
  );
}

function tooMany(limit: number): RequestProblemError {
  return new RequestProblemError('too-many-streams', `There are ${limit} streams open here already. ${WAY_OUT}.`, {
    headers: soon,
  });
}
