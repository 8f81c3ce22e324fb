import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { holdGuard } from '../../tools/supervisor/guard';
import { freePort } from './free-port';
import { until } from './until';

/**
 * A test's own Redis. It keeps nothing on disk. The test may stop it, let it hang, and start it again on the same port.
 */
export class OwnRedis {
  private child: ChildProcess | undefined;

  private constructor(private readonly port: number) {}

  static async start(): Promise<OwnRedis> {
    const redis = new OwnRedis(await freePort());
    await redis.start();
    return redis;
  }

  private get runs(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Does nothing while it runs. */
  async start(): Promise<void> {
    if (this.runs) return;
    const settings = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    this.child = spawn('redis-server', settings, { stdio: 'ignore' });
    holdGuard(this.child, 'TERM');
    await until('the redis-server of the test', async () => {
      const redis = new Redis(this.url, { lazyConnect: true, retryStrategy: () => null });
      redis.on('error', () => undefined); // refused while it starts: asked again
      try {
        await redis.connect();
        return true;
      } catch {
        return undefined;
      } finally {
        redis.disconnect();
      }
    });
  }

  /** From now on it accepts connections and answers nothing. */
  hang(): void {
    this.child?.kill('SIGSTOP');
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (child === undefined || !this.runs) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    // A process that hangs hears the other signal only after this one.
    child.kill('SIGCONT');
    await ended;
  }
}
