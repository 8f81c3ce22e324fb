import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '@adcp-orchestrator/testing';
import { holdGuard } from '../../tools/supervisor/guard';
import { until } from './until';

/**
 * A test's own Redis. It keeps nothing on disk; a test that has it write finds the files in a directory that goes with the
 * server. The test may stop it, let it hang, and start it again on the same port.
 */
export class OwnRedis {
  private child: ChildProcess | undefined;
  private readonly directory = join(tmpdir(), `own-redis-${randomUUID()}`);

  private constructor(
    readonly port: number,
    private readonly settings: readonly string[],
  ) {}

  /** @param settingsFor more of the command line, which come first: a file of settings, or options */
  static async start(settingsFor: (port: number) => readonly string[] = () => []): Promise<OwnRedis> {
    const port = await freePort();
    const redis = new OwnRedis(port, settingsFor(port));
    await redis.start();
    return redis;
  }

  get runs(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Does nothing while it runs. */
  async start(): Promise<void> {
    if (this.runs) return;
    const own = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    mkdirSync(this.directory, { recursive: true });
    this.child = spawn('redis-server', [...this.settings, ...own], { cwd: this.directory, stdio: 'ignore' });
    holdGuard(this.child, 'TERM');
    await until('the redis-server of the test', async () => {
      const redis = new Redis(this.url, { lazyConnect: true, enableReadyCheck: false, retryStrategy: () => null });
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

  /** It goes on after it hung. */
  resume(): void {
    this.child?.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** SIGKILL: it says goodbye to nobody. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  private async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const { child } = this;
    if (child === undefined || !this.runs) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    // A process that hangs hears the other signal only after this one.
    child.kill('SIGCONT');
    await ended;
  }
}
