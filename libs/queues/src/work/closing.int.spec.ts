import { randomBytes } from 'node:crypto';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '@adcp-orchestrator/platform';
import { untilTrue } from '@adcp-orchestrator/testing';
import { HintQueue } from '../backend/hint-queue';
import { QueueBackend } from '../backend/queue-backend';
import { hintPolicies, queueOptionsOf, workerOptionsOf } from '../catalog/hint-catalog';
import { LastingWorker } from './lasting-worker';

const redisUrl = process.env.TEST_REDIS_URL;
const describeOnRedis = redisUrl === undefined ? describe.skip : describe;

/** Stands between a process and Redis. While it hangs, connections stay open and nothing is answered. */
class Wire {
  private readonly server = createServer((near) => {
    this.open(near);
  });
  private readonly sockets = new Set<Socket>();
  hangs = false;

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `redis://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Breaks every connection, as if Redis had ended. A new connection gets through again. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private open(near: Socket): void {
    const { hostname, port } = new URL(redisUrl!);
    const far = connect(Number(port === '' ? 6379 : port), hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('data', (data) => {
        if (!this.hangs) other.write(data);
      });
      socket.on('close', () => other.destroy());
    }
  }
}

/** A machine that is busy with other things may stand still for seconds. What never closes takes longer than this. */
const STALLS_MS = 20_000;
/** What those say that gave up at their own limits, and not when their connection broke. */
const neverReached = 'the queue cannot be reached; the sweep works without it';
const workerDropped = 'the worker did not close in time; its connection is dropped';
const queueDropped = `closing the queue "${hintPolicies.poll.queue}" took longer than 1000 ms`;

describeOnRedis('a queue and its worker, when the process ends', () => {
  let wire: Wire;
  let backend: QueueBackend;
  let queue: HintQueue;
  let worker: LastingWorker;
  let troubles: string[];
  let handle: () => Promise<unknown>;

  beforeEach(async () => {
    wire = new Wire();
    troubles = [];
    handle = () => Promise.resolve({});
    backend = new QueueBackend({
      redisUrl: await wire.start(),
      databaseUrl: '',
      name: 'test',
      log: createLogger('test', 'silent'),
      redisPrefix: `adcp-test-${randomBytes(6).toString('hex')}`,
    });
  });
  afterEach(async () => {
    await wire.stop();
    await backend.close();
  });

  function open(): void {
    queue = new HintQueue(hintPolicies.poll.queue, { ...queueOptionsOf('poll'), ...backend.shared });
    queue.on('error', (error) => troubles.push(error.message));
    worker = new LastingWorker(hintPolicies.poll.queue, () => handle(), {
      ...backend.shared,
      ...workerOptionsOf('poll'),
    });
    worker.report = (_, message = 'a problem') => void troubles.push(message);
  }

  /** A queue that is still connecting closes without asking Redis, and would never meet its limit. */
  async function untilConnected(): Promise<void> {
    await queue.waitUntilReady();
    await worker.firstTry;
    const consumes = (): boolean => {
      try {
        worker.checkConsumption();
        return true;
      } catch {
        return false;
      }
    };
    await untilTrue('a worker that looks for jobs', consumes, { everyMs: 10 });
  }

  /** @returns how long both took to close, in milliseconds */
  async function close(): Promise<number> {
    const startedAt = performance.now();
    await Promise.all([worker.close(), queue.close()]);
    return performance.now() - startedAt;
  }

  it('close at once when nothing is wrong, and only once', async () => {
    // One that took a second may have run into a limit because the machine stood still. So it is tried again.
    for (let round = 0; round < 3; round += 1) {
      open();
      await untilConnected();
      troubles.length = 0;
      const tookMs = await close();
      expect(worker.close()).toBe(worker.close());
      expect(queue.close()).toBe(queue.close());
      if (tookMs >= 1_000) continue;
      await close();
      expect(troubles).toEqual([]);
      return;
    }
    throw new Error('it took a second in every round');
  });

  it('close within seconds when Redis hangs', async () => {
    open();
    await untilConnected();
    wire.hangs = true;
    expect(await close()).toBeLessThan(3_500 + STALLS_MS);
    expect(troubles).toEqual(expect.arrayContaining([workerDropped, queueDropped]));
  });

  it('close within seconds when Redis never answered', async () => {
    wire.hangs = true;
    open();
    await sleep(200);
    expect(await close()).toBeLessThan(6_500 + STALLS_MS);
    expect(troubles).toContain(neverReached);
  });

  it('close within seconds when Redis is just back', async () => {
    open();
    await untilConnected();
    wire.cut();
    await sleep(150);
    expect(await close()).toBeLessThan(3_500 + STALLS_MS);
  });

  it('wait for a hint in work, and then close although Redis hangs', async () => {
    open();
    await untilConnected();
    let finished = false;
    const begun = new Promise<void>((resolve) => {
      handle = async () => {
        resolve();
        await sleep(500);
        finished = true;
      };
    });
    await queue.add('poll', {});
    await begun;
    wire.hangs = true;
    expect(await close()).toBeLessThan(4_000 + STALLS_MS);
    expect(finished).toBe(true);
    expect(troubles).toEqual(expect.arrayContaining([workerDropped, queueDropped]));
    expect(troubles).not.toContain('hints in work are left; the sweep finds their rows');
  });
});
