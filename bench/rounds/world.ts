import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

const startMs = 20_000;
const stopMs = 5_000;

export interface Running {
  url: string;
  pid: number;
}

/**
 * The bench's own processes beside the product's: seller, receiver, script. However this process ends, they end with
 * it.
 */
export class World {
  private readonly children: ChildProcess[] = [];

  constructor(private readonly directory: string) {}

  /** @param bundle its name below dist/bench */
  async start(bundle: string, env: Record<string, string> = {}): Promise<Running> {
    const { PATH = '', HOME = '' } = process.env;
    const child = fork(join(this.directory, bundle), { env: { PATH, HOME, NODE_ENV: 'production', ...env } });
    this.children.push(child);
    const port = await new Promise<number>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`${bundle} did not say its port within ${startMs / 1000} s`));
      }, startMs);
      child.once('message', (message) => {
        clearTimeout(timer);
        resolve((message as { port: number }).port);
      });
      child.once('exit', (code) => {
        clearTimeout(timer);
        reject(new Error(`${bundle} ended with ${String(code)} before it was ready`));
      });
    });
    if (child.pid === undefined) throw new Error(`${bundle} has no process id`);
    return { url: `http://127.0.0.1:${port}`, pid: child.pid };
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.children.map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const gone = new Promise((resolve) => child.once('exit', resolve));
        if (child.connected) child.disconnect();
        const timer = setTimeout(() => child.kill('SIGKILL'), stopMs);
        await gone;
        clearTimeout(timer);
      }),
    );
  }
}
