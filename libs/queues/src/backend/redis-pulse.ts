import { Redis } from 'ioredis';
import { NotReadyError, reasonOf } from '@adcp-orchestrator/platform';

const TIMEOUT_MS = 800;
const RECONNECT_MAX_MS = 1_000;

/** Asks whether Redis answers, over a connection of its own. The connection comes back by itself when Redis does. */
export class RedisPulse {
  private readonly redis: Redis;
  private lastError: Error | null = null;

  constructor(url: string) {
    this.redis = new Redis(url, {
      connectTimeout: TIMEOUT_MS,
      commandTimeout: TIMEOUT_MS,
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
      await this.redis.ping();
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
