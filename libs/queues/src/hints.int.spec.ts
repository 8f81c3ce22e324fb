import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';
import type { Hint, HintKind } from '@adcp-orchestrator/domain';
import { createLogger } from '@adcp-orchestrator/platform';
import { TestClock, type TestDatabase, createTestDatabase } from '@adcp-orchestrator/testing';
import { migrateQueueSchema } from './backend/migrate-queue-schema';
import { QueueBackend } from './backend/queue-backend';
import type { HintPayload } from './catalog/hint-catalog';
import { HintSender } from './sending/hint-sender';
import { HintHandlerDuplicateError, HintHandlerMissingError, HintWorker } from './work/hint-worker';

const log = createLogger('test', 'silent');
const redisUrl = process.env.TEST_REDIS_URL;
const backends: ('postgres' | 'redis')[] = redisUrl === undefined ? ['postgres'] : ['postgres', 'redis'];

async function until(condition: () => boolean, limitMs = 8_000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!condition()) {
    if (Date.now() > end) throw new Error('it did not come true in time');
    await sleep(10);
  }
}

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await migrateQueueSchema(database.pool);
});
afterAll(() => database.drop());

describe.each(backends)('hints over %s', (kind) => {
  let backend: QueueBackend;
  let sender: HintSender;
  let worker: HintWorker<'poll'> | undefined;
  const sent: string[] = [];
  const handled: string[] = [];
  let received: HintPayload<'poll'>[] = [];
  let handle: (hint: HintPayload<'poll'>) => Promise<void>;

  const hint = (sellerId: string, inMs = 0): Hint => ({
    kind: 'poll',
    tenantId: 't',
    sellerId,
    at: new Date(Date.now() + inMs),
  });
  const startWorker = async (): Promise<void> => {
    worker = new HintWorker({
      kind: 'poll',
      handlers: [{ kind: 'poll', handle: (one: HintPayload<'poll'>) => handle(one) }],
      backend,
      log,
      onHandled: (_kind, result) => handled.push(result),
    });
    await worker.start();
  };

  /** Sends a hint about "acme" and keeps it in work. @returns what lets it end */
  const holdFirst = async (): Promise<() => void> => {
    let release = (): void => undefined;
    handle = async (one) => {
      received.push(one);
      if (received.length === 1) await new Promise<void>((resolve) => (release = resolve));
    };
    await startWorker();
    sender.send([hint('acme')]);
    await until(() => received.length === 1);
    return () => {
      release();
    };
  };

  beforeEach(() => {
    backend = new QueueBackend({
      redisUrl: kind === 'redis' ? redisUrl! : null,
      databaseUrl: database.url,
      name: 'test',
      log,
      redisPrefix: `adcp-test-${randomBytes(6).toString('hex')}`,
    });
    sender = new HintSender({ backend, log, onSent: (_kind, result, count) => sent.push(`${result} ${count}`) });
    sent.length = 0;
    handled.length = 0;
    received = [];
    handle = (one) => {
      received.push(one);
      return Promise.resolve();
    };
  });

  afterEach(async () => {
    await worker?.stop();
    worker = undefined;
    await sender.close();
    const queue = backend.openQueue('poll');
    await queue.obliterate({ force: true });
    await queue.close();
    await backend.close();
  });

  it('wake the worker once for many hints about one seller', async () => {
    sender.send([hint('acme'), hint('acme'), hint('other')]);
    sender.send([hint('acme')]);
    await until(() => sent.length > 0);
    sender.send([hint('acme')]);
    await until(() => sent.length > 1);
    await startWorker();
    await until(() => received.length === 2);
    await sleep(150);
    expect(received.map(({ seller_id }) => seller_id).sort()).toEqual(['acme', 'other']);
  });

  it('keep one hint that comes while its seller is in work, for afterwards', async () => {
    const release = await holdFirst();
    for (let more = 0; more < 3; more += 1) {
      sender.send([hint('acme')]);
      await until(() => sent.length > more + 1);
    }
    release();
    await until(() => received.length === 2);
    await sleep(150);
    expect(received).toHaveLength(2);
  });

  it('wait until they are due, unless a sooner one comes', async () => {
    await startWorker();
    const startedAt = Date.now();
    sender.send([hint('later', 2_000), hint('sooner', 60_000)]);
    await until(() => sent.length === 1);
    sender.send([hint('sooner')]);
    await until(() => received.length === 1);
    expect(received[0]?.seller_id).toBe('sooner');
    await until(() => received.length === 2);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(1_990);
  });

  it('for later give way to one that was read from the rows, also when they come while their seller is in work', async () => {
    const release = await holdFirst();
    sender.send([hint('acme', 60_000)]);
    await until(() => sent.length === 2);
    release();
    await until(() => handled.length === 1);
    sender.send([{ ...(hint('acme', 50) as Hint & { kind: 'poll' }), soonest: true }]);
    await until(() => received.length === 2);
  });

  it('are not sent while one that is sooner waits; a sooner one is, and any some seconds later', async () => {
    const clock = new TestClock();
    const slow = new HintSender({ backend, clock, log, onSent: (_kind, result) => sent.push(result) });
    const inSeconds = (seconds: number): Hint => ({
      ...hint('acme'),
      at: new Date(clock.now().getTime() + seconds * 1000),
    });
    slow.send([inSeconds(60)]);
    await until(() => sent.length === 1);
    slow.send([inSeconds(60), inSeconds(90)]);
    slow.send([inSeconds(59)]);
    await until(() => sent.length === 2);
    // Trusted for ten seconds, whenever it is due.
    clock.advance({ seconds: 11 });
    slow.send([inSeconds(90)]);
    await until(() => sent.length === 3);
    await slow.close();
    expect(sent).toEqual(['sent', 'sent', 'sent']);
  });

  it('are all sent by a process that works on them: it cannot know whether one still waits', async () => {
    const own = new HintSender({ backend, log, worksOn: ['poll'], onSent: (_, result) => sent.push(result) });
    own.send([hint('acme', 60_000)]);
    await until(() => sent.length === 1);
    own.send([hint('acme', 61_000)]);
    await until(() => sent.length === 2);
    await own.close();
  });

  it('are tried again when handling failed, and only a few times', async () => {
    handle = (one) => {
      received.push(one);
      return Promise.reject(new Error('database away'));
    };
    await startWorker();
    sender.send([hint('acme')]);
    await until(() => received.length === 2);
    await sleep(200);
    expect(handled).toEqual(['failed', 'failed']);
  });

  it('are refused, counted and not repeated when the job is not ours', async () => {
    const queue = backend.openQueue('poll');
    await startWorker();
    await queue.add('unheard-of', { version: 1 });
    await queue.add('poll', { version: 99 });
    await until(() => handled.length === 2);
    await sleep(200);
    expect(handled).toEqual(['invalid', 'invalid']);
    expect(await queue.getJobCounts('failed')).toMatchObject({ failed: 2 });
    await queue.close();
  });

  it('let the worker show that it is looking for jobs', async () => {
    await startWorker();
    expect(() => worker?.checkConsumption()).not.toThrow();
  });

  it('finish their work before the worker stops', async () => {
    let finished = false;
    handle = async (one) => {
      received.push(one);
      await sleep(200);
      finished = true;
    };
    await startWorker();
    sender.send([hint('acme')]);
    await until(() => received.length === 1);
    await worker?.stop();
    expect(finished).toBe(true);
  });
});

describe('a queue that cannot be reached', () => {
  it.each(['redis', 'postgres'] as const)('never holds up or breaks the sender (%s)', async (kind) => {
    const outcomes: string[] = [];
    const backend = new QueueBackend({
      redisUrl: kind === 'redis' ? 'redis://127.0.0.1:1' : null,
      databaseUrl: 'postgres://nobody@127.0.0.1:1/nowhere',
      name: 'test',
      log,
    });
    const sender = new HintSender({
      backend,
      log,
      onSent: (_kind, result, count) => outcomes.push(`${result} ${count}`),
    });
    const startedAt = Date.now();
    sender.send([{ kind: 'submit', tenantId: 't', sellerId: 's', at: new Date() }]);
    expect(Date.now() - startedAt).toBeLessThan(50);
    await until(() => outcomes.length === 1, 3_000);
    sender.send([{ kind: 'submit', tenantId: 't', sellerId: 's', at: new Date() }]);
    await until(() => outcomes.length === 2, 500);
    expect(outcomes).toEqual(['dropped 1', 'dropped 1']);
    await sender.close();
    await backend.close();
  });

  it('does not keep a worker app from starting, and shows in readiness', async () => {
    const backend = new QueueBackend({ redisUrl: 'redis://127.0.0.1:1', databaseUrl: database.url, name: 'test', log });
    const worker = new HintWorker({
      kind: 'notify',
      handlers: [{ kind: 'notify', handle: () => Promise.resolve() }],
      backend,
      log,
    });
    const check = (): void => {
      worker.checkConsumption();
    };
    const started = worker.start();
    // Every start would be told as degraded otherwise, also where the queue is there.
    expect(check).not.toThrow();
    await started;
    expect(check).toThrow('notifier');
    await worker.stop();
  });

  it('comes back by itself: hints flow again once the tables are there', async () => {
    const fresh = await createTestDatabase();
    const pool = new Pool({ connectionString: fresh.url, max: 2 });
    const backend = new QueueBackend({ redisUrl: null, databaseUrl: fresh.url, name: 'test', log });
    const outcomes: string[] = [];
    const sender = new HintSender({ backend, log, onSent: (_kind, result) => outcomes.push(result) });
    const received: unknown[] = [];
    const worker = new HintWorker({
      kind: 'submit',
      handlers: [
        { kind: 'submit', handle: (hint: HintPayload<'submit'>) => Promise.resolve(void received.push(hint)) },
      ],
      backend,
      log,
      stalledAfterMs: 900,
    });
    const hint: Hint = { kind: 'submit', tenantId: 't', sellerId: 's', at: new Date() };
    await worker.start();
    sender.send([hint]);
    await until(() => outcomes.length === 1);
    expect(outcomes).toEqual(['dropped']);
    await migrateQueueSchema(pool);
    await until(() => {
      sender.send([hint]);
      return received.length > 0;
    });
    await worker.stop();
    await sender.close();
    await backend.close();
    await pool.end();
    await fresh.drop();
  });
});

describe('a worker', () => {
  const backend = new QueueBackend({
    redisUrl: 'redis://127.0.0.1:1',
    databaseUrl: 'postgres://x@127.0.0.1:1/x',
    name: 'test',
    log,
  });
  const handler = (kind: HintKind) => ({ kind, handle: () => Promise.resolve() });

  it('does not start without exactly one handler for its kind', () => {
    expect(() => new HintWorker({ kind: 'poll', handlers: [handler('submit')], backend, log })).toThrow(
      HintHandlerMissingError,
    );
    expect(() => new HintWorker({ kind: 'poll', handlers: [handler('poll'), handler('poll')], backend, log })).toThrow(
      HintHandlerDuplicateError,
    );
  });
});
