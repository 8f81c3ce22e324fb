import { NotReadyError, connectRedis, reasonOf, within } from '@adcp-orchestrator/platform';

const TIMEOUT_MS = 800;
const SILENCE_MS = 2_000;
const RECONNECT_MAX_MS = 1_000;

/**
 * Asks whether Redis answers, over a connection of its own. The connection comes back by itself when Redis does. Of a
 * cluster it asks the masters that hold the queues: the others may answer while one of these is gone.
 */
export class RedisPulse {
  private readonly redis: ReturnType<typeof connectRedis>;
  private lastError: Error | null = null;
  private asking: Promise<unknown> | null = null;

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

  close(): void {
    this.redis.disconnect();
  }
}
