import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../shared/free-port';
import { ProvisioningError } from '../shared/problem.mjs';
import { holdGuard } from '../supervisor/guard';
import { type PartOptions, Part } from '../supervisor/part';

const startMs = 20_000;

/** Whether a redis-server is on this machine. */
export function hasRedisServer(): boolean {
  return spawnSync('redis-server', ['--version'], { stdio: 'ignore', timeout: 5_000 }).status === 0;
}

/**
 * Starts a Redis of our own on loopback, on a free port. It keeps nothing on disk, and never evicts, as the queues need
 * it.
 */
export async function startPrivateRedis({
  directory,
  onStart,
  signal,
  restartPause,
}: {
  directory: string;
  onStart?: (pid: number) => void;
  signal?: AbortSignal;
  restartPause?: PartOptions['restartPause'];
}): Promise<{ url: string; part: Part; stop: () => Promise<void> }> {
  const working = join(directory, 'redis');
  mkdirSync(working, { recursive: true });
  const port = await freePort();
  const part = new Part({
    name: 'redis',
    launch: () => {
      const settings = {
        port,
        bind: '127.0.0.1',
        dir: working,
        save: '',
        appendonly: 'no',
        'maxmemory-policy': 'noeviction',
        daemonize: 'no',
      };
      const child = spawn(
        'redis-server',
        Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
        {
          cwd: working,
          stdio: ['ignore', 'pipe', 'pipe'],
          detached: true,
        },
      );
      if (child.pid !== undefined) holdGuard(child, 'TERM');
      return child;
    },
    stopSteps: () => [{ signal: 'SIGTERM', waitMs: 5_000 }],
    onStart,
    restartPause,
  });
  part.start();
  const deadline = Date.now() + startMs;
  while (!(await answers(port))) {
    if (signal?.aborted || Date.now() > deadline || part.restarts >= 3) {
      await part.stop();
      signal?.throwIfAborted();
      throw new ProvisioningError(
        `The private redis-server did not become ready. Its last words:\n  ${part.lastLines.join('\n  ') || '(none)'}`,
        'Mend what it says, or set REDIS_URL to a Redis of your own.',
      );
    }
    await sleep(50);
  }
  return { url: `redis://127.0.0.1:${port}`, part, stop: () => part.stop() };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const done = (yes: boolean) => {
      socket.destroy();
      resolve(yes);
    };
    socket.setTimeout(1_000, () => {
      done(false);
    });
    socket.once('error', () => {
      done(false);
    });
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', (data) => {
      done(data.toString().startsWith('+PONG'));
    });
  });
}
