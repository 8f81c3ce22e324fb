import { Cluster } from 'ioredis';
import { NotReadyError, connectRedis, reasonOf, within } from '@adcp-orchestrator/platform';

const TIMEOUT_MS = 800;
const SILENCE_MS = 2_000;
const RECONNECT_MAX_MS = 1_000;
/** The keys of a queue belong together: without some of them it is broken. */
const KEEPS_ALL = 'noeviction';
const POLICY = /^maxmemory_policy:([a-z-]+)\s*$/m;

/**
 * Asks whether Redis answers, and whether it keeps what it is given, over a connection of its own. The connection comes
 * back by itself when Redis does. Of a cluster it asks the masters that hold the queues: the others may answer while one
 * of these is gone.
 */
export class RedisPulse {
  private readonly redis: ReturnType<typeof connectRedis>;
  private lastError: Error | null = null;
  private asking: Promise<unknown> | null = null;
  /** A policy that drops keys, as a server has last shown it. */
  private dropping: string | null = null;

  /** @param keys one for each place that must answer */
  constructor(
    url: string,
    private readonly keys: readonly string[],
  ) {
    this.redis = connectRedis(url, {
      connectTimeout: TIMEOUT_MS,
      commandTimeout: TIMEOUT_MS,
      socketTimeout: SILENCE_MS,
      maxRetriesPerRequest: 0,
      retryStrategy: (times: number) => Math.min(times * 100, RECONNECT_MAX_MS),
    });
    // `check` tells whoever asks. The other users of Redis have log lines of their own.
    this.redis.on('error', (error: Error) => {
      this.lastError = error;
    });
    this.redis.on('ready', () => {
      this.lastError = null;
    });
  }

  /** @throws NotReadyError when Redis does not answer */
  async check(): Promise<void> {
    try {
      // While a cluster is away, a question waits for it. One is enough.
      this.asking ??= Promise.all(this.keys.map((key) => this.redis.exists(key))).finally(() => {
        this.asking = null;
      });
      await within(this.asking, TIMEOUT_MS, 'asking Redis');
    } catch (error) {
      throw new NotReadyError(
        `Redis does not answer: check that it runs and that REDIS_URL names it; the sweeps do the work meanwhile (${reasonOf(this.lastError ?? error)})`,
        { cause: error },
      );
    }
  }

  /**
   * One that does not answer, or does not show its policy, is taken for what it was: managed services may forbid the
   * question, and `check` tells of the others.
   * @throws NotReadyError when a server drops keys once its memory is full
   */
  async checkPolicy(): Promise<void> {
    await within(this.readPolicy(), TIMEOUT_MS, 'asking Redis for its policy').catch(() => undefined);
    if (this.dropping === null) return;
    throw new NotReadyError(
      `Redis drops keys of the queues when its memory is full (maxmemory-policy ${this.dropping}): set maxmemory-policy ${KEEPS_ALL}; the sweeps find the work of a lost hint`,
    );
  }

  private async readPolicy(): Promise<void> {
    // A cluster names its masters only once it is connected.
    await this.check();
    const servers = this.redis instanceof Cluster ? this.redis.nodes('master') : [this.redis];
    // Managed services forbid `CONFIG GET` more often than this.
    const told = await Promise.all(servers.map((server) => server.info('memory')));
    const policies = told.flatMap((text) => POLICY.exec(text)?.[1] ?? []);
    this.dropping = policies.find((policy) => policy !== KEEPS_ALL) ?? null;
  }

  close(): void {
    this.redis.disconnect();
  }
}
