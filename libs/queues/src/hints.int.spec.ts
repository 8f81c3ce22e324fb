import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Processor, Queue } from 'bullmq';
import { Pool } from 'pg';
import { type Clock, type Hint, type HintKind, systemClock } from '@adcp-orchestrator/domain';
import { createLogger } from '@adcp-orchestrator/platform';
import { TestClock, type TestDatabase, createTestDatabase, until, untilTrue } from '@adcp-orchestrator/testing';
import { HintQueue } from './backend/hint-queue';
import { migrateQueueSchema } from './backend/migrate-queue-schema';
import { QueueBackend } from './backend/queue-backend';
import {
  type HintPayload,
  type HintStory,
  hintKinds,
  hintPolicies,
  queueOptionsOf,
  workerOptionsOf,
} from './catalog/hint-catalog';
import { HintHandling } from './roles/hint-handling';
import { HintSender } from './sending/hint-sender';
import { LastingWorker } from './work/lasting-worker';

const log = createLogger('test', 'silent');
const redisUrl = process.env.TEST_REDIS_URL;
const backends: ('postgres' | 'redis')[] = redisUrl === undefined ? ['postgres'] : ['postgres', 'redis'];

const untilThereAre = (count: number, what: string, list: () => readonly unknown[]): Promise<void> =>
  untilTrue(`${count} ${what}`, () => list().length >= count, {
    everyMs: 10,
    seen: () => `there are ${JSON.stringify(list())}`,
  });

function openQueue(backend: QueueBackend, kind: HintKind): Queue {
  const queue = new HintQueue(hintPolicies[kind].queue, { ...queueOptionsOf(kind), ...backend.shared });
  queue.on('error', () => undefined);
  return queue;
}

/** The sender of a process, with its queues. */
class Sending {
  readonly sender: HintSender;
  readonly queues: Record<HintKind, Queue>;

  constructor(
    backend: QueueBackend,
    onSent: (kind: HintKind, result: 'sent' | 'inner' | 'dropped', count: number) => void,
    { clock = systemClock, sendLimitMs }: { clock?: Clock; sendLimitMs?: number } = {},
  ) {
    const [submit, poll, notify] = (['submit', 'poll', 'notify'] as const).map((kind) => openQueue(backend, kind));
    this.queues = { submit: submit!, poll: poll!, notify: notify! };
    this.sender = new HintSender({ queues: this.queues, clock, log, onSent, sendLimitMs });
  }

  async close(): Promise<void> {
    await this.sender.onApplicationShutdown();
    await Promise.all(hintKinds.map((kind) => this.queues[kind].close()));
  }
}

/** A worker on hints of one kind. */
function openWorker<K extends HintKind>(
  backend: QueueBackend,
  kind: K,
  handle: (hint: HintPayload<K>) => Promise<HintStory>,
  {
    onHandled = () => undefined,
    stalledAfterMs,
  }: { onHandled?: (result: string) => unknown; stalledAfterMs?: number } = {},
): LastingWorker {
  const handling = new HintHandling(
    { log },
    {
      onHandled: (_, result) => {
        onHandled(result);
      },
    },
  );
  const process: Processor = (job) => handling.run(kind, job, handle);
  return new LastingWorker(hintPolicies[kind].queue, process, {
    ...backend.shared,
    ...workerOptionsOf(kind),
    ...(stalledAfterMs === undefined ? {} : { stalledAfterMs }),
  });
}

function consumes(worker: LastingWorker): boolean {
  try {
    worker.checkConsumption();
    return true;
  } catch {
    return false;
  }
}

let database: TestDatabase;
/** What takes over a second is dropped by design. A machine that stands still for a moment must not drop what is awaited. */
const sendLimitMs = 60_000;

beforeAll(async () => {
  database = await createTestDatabase();
  await migrateQueueSchema(database.pool);
});
afterAll(() => database.drop());

describe.each(backends)('hints over %s', (kind) => {
  let backend: QueueBackend;
  let sending: Sending;
  let sender: HintSender;
  let worker: LastingWorker | undefined;
  const sent: string[] = [];
  const untilSent = (count: number): Promise<void> => untilThereAre(count, 'outcomes of sending', () => sent);
  const handled: string[] = [];
  const untilHandled = (count: number): Promise<void> => untilThereAre(count, 'hints that are handled', () => handled);
  let received: HintPayload<'poll'>[] = [];
  const untilReceived = (count: number): Promise<void> => untilThereAre(count, 'hints in work', () => received);
  let handle: (hint: HintPayload<'poll'>) => Promise<HintStory>;

  const hint = (sellerId: string, inMs = 0): Hint => ({
    kind: 'poll',
    tenantId: 't',
    sellerId,
    at: new Date(Date.now() + inMs),
  });
  const startWorker = async (): Promise<void> => {
    const started = openWorker(backend, 'poll', (one) => handle(one), { onHandled: (result) => handled.push(result) });
    worker = started;
    await started.firstTry;
    await untilTrue('a worker that looks for jobs', () => consumes(started), { everyMs: 10 });
  };

  /** Sends a hint about "acme" and keeps its job busy. @returns what lets it end */
  const holdFirst = async (): Promise<() => void> => {
    let release = (): void => undefined;
    handle = async (one) => {
      received.push(one);
      if (received.length === 1) await new Promise<void>((resolve) => (release = resolve));
      return {};
    };
    await startWorker();
    sender.send([hint('acme')]);
    await untilReceived(1);
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
    sending = new Sending(backend, (_kind, result, count) => sent.push(`${result} ${count}`), { sendLimitMs });
    sender = sending.sender;
    sent.length = 0;
    handled.length = 0;
    received = [];
    handle = (one) => {
      received.push(one);
      return Promise.resolve({ asked: 12, answered: 11, next_at: '2026-03-02T00:00:30.000Z' });
    };
  });

  afterEach(async () => {
    await worker?.close();
    worker = undefined;
    await sending.close();
    const queue = openQueue(backend, 'poll');
    await queue.obliterate({ force: true });
    await queue.close();
    await backend.close();
  });

  it('wake the worker once for many hints about one seller', async () => {
    sender.send([hint('acme'), hint('acme'), hint('other')]);
    sender.send([hint('acme')]);
    await untilSent(1);
    sender.send([hint('acme')]);
    await untilSent(2);
    await startWorker();
    await untilReceived(2);
    await sleep(150);
    expect(received.map(({ seller_id }) => seller_id).sort()).toEqual(['acme', 'other']);
  });

  it('keep one hint that comes while its seller is in work, for afterwards', async () => {
    const release = await holdFirst();
    for (let more = 0; more < 3; more += 1) {
      sender.send([hint('acme')]);
      await untilSent(more + 2);
    }
    release();
    await untilReceived(2);
    await sleep(150);
    expect(received).toHaveLength(2);
  });

  it('wait until they are due, unless a sooner one comes', async () => {
    await startWorker();
    sender.send([hint('later', 60_000), hint('sooner', 60_000)]);
    await untilSent(1);
    sender.send([hint('sooner')]);
    await untilReceived(1);
    expect(received[0]?.seller_id).toBe('sooner');
    const startedAt = Date.now();
    sender.send([hint('due', 2_000)]);
    await untilReceived(2);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(1_990);
    expect(received[1]?.seller_id).toBe('due');
  });

  it('for later give way to one that was read from the rows, also when they come while their seller is in work', async () => {
    const release = await holdFirst();
    sender.send([hint('acme', 60_000)]);
    await untilSent(2);
    release();
    await untilHandled(1);
    sender.send([{ ...(hint('acme', 50) as Hint & { kind: 'poll' }), soonest: true }]);
    await untilReceived(2);
  });

  it('are not sent while one that is sooner waits; a sooner one is, and any some seconds later', async () => {
    const clock = new TestClock();
    const process = new Sending(backend, (_kind, result) => sent.push(result), { clock, sendLimitMs });
    const slow = process.sender;
    const inSeconds = (seconds: number): Hint => ({
      ...hint('acme'),
      at: new Date(clock.now().getTime() + seconds * 1000),
    });
    slow.send([inSeconds(60)]);
    await untilSent(1);
    slow.send([inSeconds(60), inSeconds(90)]);
    slow.send([inSeconds(59)]);
    await untilSent(2);
    // A delayed hint is trusted for ten seconds, however late it is due.
    clock.advance({ seconds: 11 });
    slow.send([inSeconds(90)]);
    await untilSent(3);
    await process.close();
    expect(sent).toEqual(['sent', 'sent', 'sent']);
  });

  it('of a process to itself stay inside, and go to the others when it stops', async () => {
    const process = new Sending(backend, (_, result) => sent.push(result), { sendLimitMs });
    const own = process.sender;
    const worked: Hint[] = [];
    own.worksOn('poll', (one) => Promise.resolve(worked.push(one)));
    own.send([hint('acme')]);
    await untilThereAre(1, 'hints in work', () => worked);
    own.send([hint('later', 60_000)]);
    expect(sent).toEqual(['inner', 'inner']);
    const queue = openQueue(backend, 'poll');
    expect(await queue.getJobCounts('waiting', 'delayed')).toMatchObject({ waiting: 0, delayed: 0 });
    own.handOnOwn();
    await own.ownDone();
    await untilSent(3);
    expect([sent[2], worked.length]).toEqual(['sent', 1]);
    expect(await queue.getJobCounts('waiting', 'delayed')).toMatchObject({ waiting: 0, delayed: 1 });
    await queue.close();
    await process.close();
  });

  it('are tried again when handling failed, and only a few times', async () => {
    handle = (one) => {
      received.push(one);
      return Promise.reject(new Error('database away'));
    };
    await startWorker();
    sender.send([hint('acme')]);
    await untilHandled(2);
    await sleep(200);
    expect(handled).toEqual(['failed', 'failed']);
    expect(received).toHaveLength(2);
  });

  it('are refused, counted and not repeated when the job is not ours', async () => {
    const queue = openQueue(backend, 'poll');
    await startWorker();
    await queue.add('unheard-of', { version: 1 });
    await queue.add('poll', { version: 99 });
    await untilTrue('two jobs that failed for good', async () => (await queue.getJobCounts('failed')).failed === 2);
    await sleep(200);
    expect(handled).toEqual(['invalid', 'invalid']);
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
      return {};
    };
    await startWorker();
    sender.send([hint('acme')]);
    await untilReceived(1);
    await worker?.close();
    expect(finished).toBe(true);
  });

  it('tell on the board what they found and did', async () => {
    const queue = openQueue(backend, 'poll');
    await startWorker();
    sender.send([hint('acme')]);
    await untilHandled(1);
    const told = await until('a job that is done', async () => {
      const done = await queue.getCompleted();
      return done.length === 0 ? undefined : done.map(({ returnvalue }) => returnvalue as unknown);
    });
    expect(told).toEqual([{ asked: 12, answered: 11, next_at: '2026-03-02T00:00:30.000Z' }]);
    await queue.close();
  });
});

describe('a queue that cannot be reached', () => {
  it.each(['redis', 'postgres'] as const)('never holds up or breaks the sender (%s)', async (kind) => {
    const outcomes: string[] = [];
    let endedAt = 0;
    const backend = new QueueBackend({
      redisUrl: kind === 'redis' ? 'redis://127.0.0.1:1' : null,
      databaseUrl: 'postgres://nobody@127.0.0.1:1/nowhere',
      name: 'test',
      log,
    });
    const sending = new Sending(backend, (_kind, result, count) => {
      outcomes.push(`${result} ${count}`);
      endedAt = Date.now();
    });
    const { sender, queues } = sending;
    const tried = jest.spyOn(queues.submit, 'addBulk');
    sender.send([{ kind: 'submit', tenantId: 't', sellerId: 's', at: new Date() }]);
    expect(outcomes).toEqual([]);
    await untilThereAre(1, 'outcomes', () => outcomes);
    const failedAt = endedAt;
    sender.send([{ kind: 'submit', tenantId: 't', sellerId: 's', at: new Date() }]);
    expect(outcomes).toHaveLength(1);
    await untilThereAre(2, 'outcomes', () => outcomes);
    expect(outcomes).toEqual(['dropped 1', 'dropped 1']);
    // For two seconds after a failure nothing is tried. On a machine that stood still they may be over.
    if (endedAt - failedAt < 1_900) expect(tried).toHaveBeenCalledTimes(1);
    await sending.close();
    await backend.close();
  });

  it('does not keep a worker app from starting, and shows in readiness', async () => {
    const backend = new QueueBackend({ redisUrl: 'redis://127.0.0.1:1', databaseUrl: database.url, name: 'test', log });
    const worker = openWorker(backend, 'notify', () => Promise.resolve({}));
    const check = (): void => {
      worker.checkConsumption();
    };
    // Otherwise every start would report `degraded`, even where the queue is there.
    expect(check).not.toThrow();
    await worker.firstTry;
    expect(check).toThrow('notifier');
    await worker.close();
    await backend.close();
  });

  it('comes back by itself: hints flow again once the tables are there', async () => {
    const fresh = await createTestDatabase();
    const pool = new Pool({ connectionString: fresh.url, max: 2 });
    const backend = new QueueBackend({ redisUrl: null, databaseUrl: fresh.url, name: 'test', log });
    const outcomes: string[] = [];
    const sending = new Sending(backend, (_kind, result) => outcomes.push(result));
    const { sender } = sending;
    const received: unknown[] = [];
    const handle = (one: HintPayload<'submit'>) => Promise.resolve({ received: received.push(one) });
    const worker = openWorker(backend, 'submit', handle, { stalledAfterMs: 9_000 });
    const hint: Hint = { kind: 'submit', tenantId: 't', sellerId: 's', at: new Date() };
    sender.send([hint]);
    await untilThereAre(1, 'outcomes', () => outcomes);
    expect(outcomes).toEqual(['dropped']);
    await migrateQueueSchema(pool);
    const flows = (): boolean => {
      sender.send([hint]);
      return received.length > 0;
    };
    await untilTrue('a hint that arrives', flows, { everyMs: 10 });
    await worker.close();
    await sending.close();
    await backend.close();
    await pool.end();
    await fresh.drop();
  });
});
