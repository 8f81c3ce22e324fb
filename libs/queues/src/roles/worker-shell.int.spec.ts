import { randomBytes, randomUUID } from 'node:crypto';
import { Processor } from '@nestjs/bullmq';
import { type INestApplicationContext, Injectable, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { systemClock } from '@adcp-orchestrator/domain';
import { checkSchema } from '@adcp-orchestrator/ledger';
import { METRICS, PlatformModule, Readiness, createLogger, parseEnvironment } from '@adcp-orchestrator/platform';
import { type TestDatabase, createTestDatabase, untilTrue } from '@adcp-orchestrator/testing';
import { HintQueue } from '../backend/hint-queue';
import { HintQueues } from '../backend/hint-queues';
import { migrateQueueSchema } from '../backend/migrate-queue-schema';
import { QueueBackend } from '../backend/queue-backend';
import { type HintStory, hintPolicies, queueOptionsOf, workerOptionsOf } from '../catalog/hint-catalog';
import { HintSender } from '../sending/hint-sender';
import { HintHandling } from './hint-handling';
import { WorkerRole } from './worker-role';
import { WorkerModule, WorkerRoleDuplicateError, WorkerRoleMissingError, rolesAmong } from './worker-shell';

const told: string[] = [];

@Processor(hintPolicies.poll.queue, workerOptionsOf('poll'))
class PollRole extends WorkerRole<'poll'> {
  readonly kind = 'poll';
  readonly sweeps = [{ name: 'poll', everySeconds: 60, sweep: () => Promise.resolve(told.push('swept')) }];
  readonly inFlight = { metric: 'test_in_flight', help: 'test', count: () => 2 };

  constructor(
    handling: HintHandling,
    private readonly sender: HintSender,
  ) {
    super(handling);
  }

  override handle(): Promise<HintStory> {
    told.push('handled');
    return Promise.resolve({ asked: 1, answered: 1 });
  }

  override stopTakingWork(): void {
    told.push('takes no more');
  }

  override finishWork(): Promise<void> {
    told.push('finishes');
    this.sender.send([{ kind: 'submit', tenantId: 'last', sellerId: 's', at: systemClock.now() }]);
    return Promise.resolve();
  }
}

@Processor(hintPolicies.notify.queue, workerOptionsOf('notify'))
class NotifyRole extends WorkerRole<'notify'> {
  readonly kind = 'notify';
  readonly sweeps = [];
  readonly inFlight = { metric: 'test_in_flight', help: 'test', count: () => 3 };

  override handle(): Promise<HintStory> {
    return Promise.resolve({ claimed: 0 });
  }

  override stopTakingWork(): void {
    told.push('notifies no more');
  }

  override finishWork(): Promise<void> {
    return Promise.resolve();
  }
}

@Injectable()
class Bystander {}

@Module({ imports: [WorkerModule], providers: [PollRole, Bystander] })
class PollModule {}

@Module({})
class RootModule {}

@Module({ imports: [WorkerModule], providers: [NotifyRole] })
class NotifyModule {}

describe('the shell of a worker process', () => {
  let database: TestDatabase;
  let app: INestApplicationContext | undefined;

  beforeAll(async () => {
    database = await createTestDatabase();
    await migrateQueueSchema(database.pool);
  });
  afterAll(() => database.drop());
  beforeEach(() => {
    told.length = 0;
  });
  afterEach(() => app?.close());

  async function start(...modules: Type[]): Promise<INestApplicationContext> {
    const config = parseEnvironment({
      DATABASE_URL: database.url,
      CREDENTIALS_KEY: randomBytes(32).toString('base64'),
      ALLOW_PRIVATE_NETWORKS: '1',
    });
    const logger = createLogger('test', 'silent');
    const platform = PlatformModule.forRoot({ name: 'test', config, logger, poolSize: 4, checkSchema });
    const root = { module: RootModule, imports: [platform, ...modules] };
    app = await NestFactory.createApplicationContext(root, { logger: false, abortOnError: false });
    return app;
  }

  async function untilReady(process: INestApplicationContext): Promise<void> {
    const isReady = async (): Promise<boolean> => (await process.get(Readiness).report()).status === 'ready';
    await untilTrue('a process that is ready', isReady, { everyMs: 20 });
  }

  it('sweeps, handles hints, tells on the board what they did, and is ready', async () => {
    const process = await start(PollModule);
    await untilReady(process);
    await untilTrue('a sweep', () => told.includes('swept'), { everyMs: 20 });
    const tenantId = randomUUID();
    const { poll } = process.get(HintQueues).byKind;
    await poll.add('poll', { version: 1, tenant_id: tenantId, seller_id: 's' }); // as from another process
    await untilTrue('a hint that is done', async () => (await poll.getCompletedCount()) > 0, { everyMs: 20 });
    expect((await poll.getCompleted())[0]).toMatchObject({
      data: { version: 1, tenant_id: tenantId, seller_id: 's' },
      returnvalue: { asked: 1, answered: 1 },
    });
    const { checks } = await process.get(Readiness).report();
    expect(Object.keys(checks).sort()).toEqual([
      'database',
      'hints',
      'installation',
      'queues',
      'restore',
      'schema',
      'sweep poll',
    ]);
  });

  it('stops in order, and sends the hints of the last work before its queues close', async () => {
    const log = createLogger('test', 'silent');
    const backend = new QueueBackend({ redisUrl: null, databaseUrl: database.url, name: 'test', log });
    const queue = new HintQueue(hintPolicies.submit.queue, { ...queueOptionsOf('submit'), ...backend.shared });
    let waiting: object[] = [];
    // A hint that takes over a second is dropped by design. On a machine that stands still the last one may be.
    for (let round = 0; waiting.length === 0 && round < 3; round += 1) {
      const process = await start(PollModule);
      await untilReady(process);
      await process.close();
      app = undefined;
      expect(told.slice(-2)).toEqual(['takes no more', 'finishes']);
      waiting = (await queue.getWaiting()).map(({ data }) => data as object);
    }
    expect(waiting).toMatchObject([{ tenant_id: 'last' }]);
    await queue.close();
    await backend.close();
  });

  it('works on its own hints without the queue', async () => {
    const process = await start(PollModule);
    await untilReady(process);
    process.get(HintSender).send([{ kind: 'poll', tenantId: randomUUID(), sellerId: 's', at: systemClock.now() }]);
    const metrics = (): Promise<string> => process.get<{ metrics(): Promise<string> }>(METRICS).metrics();
    const isCounted = async (): Promise<boolean> =>
      /hints_handled_total\{kind="poll",result="handled".*\} 1$/m.test(await metrics());
    await untilTrue('a hint that counts as handled', isCounted, { everyMs: 20 });
    expect(told).toContain('handled');
    const { poll } = process.get(HintQueues).byKind;
    expect(await poll.getJobCountByTypes('waiting', 'active', 'delayed')).toBe(0);
    expect(await metrics()).toMatch(/hints_sent_total\{kind="poll",result="inner".*\} 1$/m);
  });

  it('keeps several roles going in one process', async () => {
    const process = await start(PollModule, NotifyModule);
    await untilReady(process);
    const { checks } = await process.get(Readiness).report();
    expect(Object.keys(checks)).toEqual(expect.arrayContaining(['hints of poll', 'hints of notify', 'sweep poll']));
    const metrics = await process.get<{ metrics(): Promise<string> }>(METRICS).metrics();
    expect(metrics).toMatch(/^test_in_flight\{.*\} 5$/m);
    await process.close();
    app = undefined;
    expect(told).toEqual(expect.arrayContaining(['takes no more', 'notifies no more']));
  });

  it('does not start without a role, nor with two of a kind', () => {
    const handling = new HintHandling({ log: createLogger('test', 'silent') }, { onHandled: () => undefined });
    expect(() => rolesAmong([new Bystander(), null, undefined])).toThrow(WorkerRoleMissingError);
    expect(() => rolesAmong([new NotifyRole(handling), new NotifyRole(handling)])).toThrow(WorkerRoleDuplicateError);
    expect(rolesAmong([new Bystander(), new NotifyRole(handling)])).toHaveLength(1);
  });
});
