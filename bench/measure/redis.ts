import { readFileSync } from 'node:fs';
import Redis from 'ioredis';

/** The Redis under the hints. */
export class RedisProbe {
  private constructor(
    private readonly client: Redis,
    /** Null when it is not on this machine. */
    readonly pid: number | null,
    readonly version: string,
  ) {}

  static async connect(url: string): Promise<RedisProbe> {
    const client = new Redis(url, { maxRetriesPerRequest: 3 });
    const server = await client.info('server');
    const pid = Number(fieldOf(server, 'process_id'));
    return new RedisProbe(client, isRedis(pid) ? pid : null, fieldOf(server, 'redis_version'));
  }

  /** @returns commands processed so far, those inside scripts too */
  async commands(): Promise<number> {
    return Number(fieldOf(await this.client.info('stats'), 'total_commands_processed'));
  }

  /** As after the loss of a Redis without persistence. */
  async forgetEverything(): Promise<void> {
    await this.client.flushall();
  }

  async close(): Promise<void> {
    await this.client.quit();
  }
}

function fieldOf(info: string, name: string): string {
  return new RegExp(`^${name}:(.*)$`, 'm').exec(info)?.[1]?.trim() ?? '';
}

function isRedis(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('redis');
  } catch {
    return false; // another machine's process id
  }
}
