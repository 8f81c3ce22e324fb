import { randomBytes } from 'node:crypto';
import { Pool } from 'pg';
import type { Answer, Operation } from '@adcp-orchestrator/domain';
import { BatchingLedger, Ledger } from '@adcp-orchestrator/ledger';
import { SecretBox, createLogger } from '@adcp-orchestrator/platform';
import { SellerDirectory } from '@adcp-orchestrator/sellers';
import {
  ScriptedDialect,
  type TestDatabase,
  TestClock,
  TestDesk,
  createTestDatabase,
  createdAnswer,
  pendingAnswer,
  timings,
  untilTrue,
} from '@adcp-orchestrator/testing';
import { Submitter } from './claiming/submitter';
import { openCall } from './sending/frozen-call';
import { OperationSender, type OperationSenderOptions } from './sending/operation-sender';

const log = createLogger('test', 'silent');
const box = new SecretBox(randomBytes(32));
const refused: Answer = {
  finding: { kind: 'not_executed', error: { code: 'RATE_LIMITED', message: 'slow down', recovery: 'transient' } },
};

/** A real pool in whose process something happens just after the database has committed a statement. */
class EventfulPool extends Pool {
  readonly statements: string[] = [];
  /** By the statement's name; each happens once. */
  readonly after = new Map<string, () => unknown>();

  override query = (async (...args: unknown[]) => {
    const result = await Reflect.apply(Pool.prototype.query as (...sent: unknown[]) => Promise<unknown>, this, args);
    const { name = '' } = args[0] as { name?: string };
    this.statements.push(name);
    const happens = this.after.get(name);
    this.after.delete(name);
    await happens?.();
    return result;
  }) as unknown as Pool['query'];
}

function breaks(): never {
  throw new Error('Connection terminated unexpectedly');
}

describe('a submitter that knows its sellers', () => {
  let database: TestDatabase;
  let clock: TestClock;
  let desk: TestDesk;
  let dialect: ScriptedDialect;
  let directory: SellerDirectory;
  let pool: EventfulPool;
  let submitters: Submitter[];
  let submitter: Submitter;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  beforeEach(async () => {
    pool = new EventfulPool({ connectionString: database.url, max: 4 });
    submitters = [];
    clock = new TestClock();
    desk = new TestDesk(database, clock);
    await desk.open();
    dialect = new ScriptedDialect();
    directory = new SellerDirectory({ pool: database.pool, box, dialectOf: () => dialect, clock, log });
    await addSeller('acme');
    submitter = makeSubmitter('w1', pool);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await Promise.all(submitters.map((one) => one.stopClaiming()));
    await Promise.all(submitters.map((one) => one.finish()));
    await pool.end();
    await database.pool.query(`UPDATE operations SET due_kind = NULL, due_at = NULL`);
  });

  function makeSubmitter(owner: string, itsPool: Pool, sessions?: OperationSenderOptions['sessions']): Submitter {
    const ledger = new Ledger({ pool: itsPool, clock, timings, hints: { send: () => undefined } });
    const sender = new OperationSender({
      pool: itsPool,
      ledger: new BatchingLedger(ledger),
      directory,
      sessions: sessions ?? { admit: () => Promise.resolve(null), admitsAtOnce: () => Promise.resolve(true) },
      box,
      clock,
      log,
      owner,
      leaseSeconds: 60,
      webhookUrl: null,
    });
    const options = { sender, clock, log, owner, leaseSeconds: 60, callTimeoutSeconds: 30 };
    const made = new Submitter({ pool: itsPool, ...options });
    submitters.push(made);
    return made;
  }

  /** A seller that this process has asked already what it can do. */
  async function addSeller(id: string, settings: Parameters<TestDesk['addSeller']>[1] = {}): Promise<void> {
    await desk.addSeller(id, settings);
    await directory.find({ tenantId: desk.tenantId, sellerId: id });
  }

  async function addModernSeller(id: string): Promise<void> {
    dialect.can = { replayWindowSeconds: 86_400, pollTool: null, tools: [] };
    await addSeller(id, { dialect: 'adcp-v3', capabilities: dialect.can });
  }

  const untilStatus = (id: string, status: string): Promise<void> =>
    untilTrue(`the operation to be ${status}`, async () => (await desk.read(id)).status === status, { everyMs: 10 });
  const untilError = (id: string): Promise<void> =>
    untilTrue('the error', async () => (await desk.read(id)).error !== null, { everyMs: 10 });
  const endLease = (id: string): Promise<unknown> =>
    database.pool.query(`UPDATE operations SET lease_until = clock_timestamp() - interval '1 s' WHERE id = $1`, [id]);
  const pause = (paused: boolean): Promise<unknown> =>
    database.pool.query(
      `INSERT INTO seller_settings (tenant_id, seller_id, paused_at) VALUES ($1, 'acme', $2)
       ON CONFLICT (tenant_id, seller_id) DO UPDATE SET paused_at = EXCLUDED.paused_at`,
      [desk.tenantId, paused ? clock.now().toISOString() : null],
    );

  it('claims, freezes and starts a call in one write, which is committed before the call goes out', async () => {
    const seen: [Operation, Operation][] = [];
    dialect.onSubmit = async (operation) => {
      seen.push([operation, await desk.read(operation.id)]);
      return createdAnswer(`mb_${operation.id}`);
    };
    const ids = [await desk.accept('acme'), await desk.accept('acme'), await desk.accept('acme')];
    await submitter.wake();
    for (const id of ids) await untilStatus(id, 'created');
    expect(pool.statements).not.toContain('lease-start-call');
    for (const [called, row] of seen) {
      expect(row).toMatchObject(called);
      expect(row).toMatchObject({ version: 2, calls: [{ number: 1, fate: 'open', sellerRevision: 1 }] });
    }
    const { rows } = await database.pool.query<{ id: string; frozen: Buffer }>(
      'SELECT id, frozen_call_sealed AS frozen FROM operations WHERE id = ANY($1)',
      [ids],
    );
    const frozen = rows.map(({ id, frozen }) => openCall(box, id, frozen));
    expect(frozen).toHaveLength(3);
    expect(dialect.calls).toEqual(expect.arrayContaining(frozen));
    for (const id of ids) {
      expect(await desk.story(id)).toEqual(['accepted requested', 'claimed submitting', 'transition created']);
    }
  });

  it('sends an unexecuted call again with the same bytes, and again in one write', async () => {
    const id = await desk.accept('acme');
    dialect.onSubmit = () => Promise.resolve(refused);
    await submitter.wake();
    await untilStatus(id, 'requested');
    clock.advance({ seconds: 2 });
    dialect.onSubmit = () => Promise.resolve(pendingAnswer('task_1'));
    await submitter.wake();
    await untilStatus(id, 'pending_approval');
    expect(dialect.calls).toHaveLength(2);
    expect(dialect.calls[0]).toEqual(dialect.calls[1]);
    expect(await desk.read(id)).toMatchObject({ attempt: 2, attemptsInBudget: 2 });
    expect(pool.statements).not.toContain('lease-start-call');
  });

  it('calls once for what two replicas have looked at in the same moment', async () => {
    const ids = [await desk.accept('acme'), await desk.accept('acme')];
    const other = makeSubmitter('w2', database.pool);
    let takenByOther = 0;
    pool.after.set('lease-candidates-at-rest', async () => {
      takenByOther += await other.wake();
    });
    await submitter.wake();
    expect(takenByOther).toBe(2);
    for (const id of ids) await untilStatus(id, 'pending_approval');
    expect(dialect.count('submit')).toBe(2);
    for (const id of ids) expect(await desk.read(id)).toMatchObject({ attempt: 1, version: 3 });
  });

  it('takes nothing of a seller that is paused between the look and the write', async () => {
    const id = await desk.accept('acme');
    const find = directory.findAtOnce.bind(directory);
    jest.spyOn(directory, 'findAtOnce').mockImplementation(async (ref) => {
      const known = await find(ref);
      await pause(true);
      return known;
    });
    expect(await submitter.wake()).toBe(0);
    expect(await desk.read(id)).toMatchObject({ status: 'requested', attempt: 0, version: 1 });
    jest.restoreAllMocks();
    await pause(false);
    await submitter.wake();
    await untilStatus(id, 'pending_approval');
    expect(dialect.count('submit')).toBe(1);
  });

  it('sends nothing after the deadline', async () => {
    const id = await desk.accept('acme', { deadlineSeconds: 60 });
    clock.advance({ seconds: 60 });
    await submitter.wake();
    await untilTrue('nothing to be under way', () => submitter.callsInFlight === 0, { everyMs: 10 });
    expect(dialect.count('submit')).toBe(0);
    expect(await desk.read(id)).toMatchObject({ attempt: 0, callStartedAt: null });
  });

  describe('and is killed between the commit and the call', () => {
    async function loseBeforeCall(id: string): Promise<void> {
      const died = new EventfulPool({ connectionString: database.url, max: 2 });
      const committed = new Promise<void>((resolve) => {
        died.after.set('lease-claim', () => {
          resolve();
          return new Promise(() => undefined);
        });
      });
      void makeSubmitter('killed', died).wake();
      submitters.pop();
      await committed;
      await died.end();
      expect(await desk.read(id)).toMatchObject({ status: 'submitting', attempt: 1, mayHaveExecuted: false });
      expect(dialect.count('submit')).toBe(0);
      await endLease(id);
    }

    it('leaves a call of which the seller is asked, and that is not made again', async () => {
      const id = await desk.accept('acme');
      await loseBeforeCall(id);
      dialect.onReconcile = () => Promise.resolve(createdAnswer('mb_1'));
      await submitter.wake();
      await untilStatus(id, 'created');
      expect([dialect.count('submit'), dialect.count('reconcile')]).toEqual([0, 1]);
    });

    it('leaves a call that goes out with the same bytes to a seller that recognises them', async () => {
      await addModernSeller('modern');
      const id = await desk.accept('modern', { dialect: 'adcp-v3' });
      await loseBeforeCall(id);
      await submitter.wake();
      await untilStatus(id, 'pending_approval');
      expect([dialect.count('submit'), dialect.count('reconcile')]).toEqual([1, 0]);
      expect((await desk.read(id)).calls).toMatchObject([
        { number: 1, fate: 'unknown' },
        { number: 2, fate: 'answered' },
      ]);
      expect(pool.statements).not.toContain('lease-start-call');
    });
  });

  it.each([
    ['once', ['lease-claim']],
    ['twice', ['lease-claim', 'lease-claim-again']],
  ])('makes the call when the answer to its write was lost %s', async (_, lost) => {
    for (const name of lost) pool.after.set(name, breaks);
    const id = await desk.accept('acme');
    await submitter.wake();
    await untilStatus(id, 'pending_approval');
    expect(pool.after.size).toBe(0);
    expect([dialect.count('submit'), dialect.count('reconcile')]).toEqual([1, 0]);
    expect(await desk.read(id)).toMatchObject({ attempt: 1, version: 3 });
    expect(await desk.story(id)).toEqual(['accepted requested', 'claimed submitting', 'transition pending_approval']);
  });

  it('does not make a call that it was held up before for longer than its lease', async () => {
    const id = await desk.accept('acme');
    pool.after.set('lease-claim', () => {
      const now = performance.now.bind(performance);
      jest.spyOn(performance, 'now').mockImplementation(() => now() + 61_000);
    });
    await submitter.wake();
    await untilError(id);
    expect(dialect.count('submit')).toBe(0);
    expect(await desk.read(id)).toMatchObject({ status: 'requested', mayHaveExecuted: false, callStartedAt: null });
  });

  it('makes a call that has started when it is told to stop, and hands back what has not', async () => {
    await addSeller('busy');
    const [started, waiting] = [await desk.accept('acme'), await desk.accept('busy')];
    const sessions: OperationSenderOptions['sessions'] = {
      admit: () => Promise.resolve(null),
      admitsAtOnce: ({ id }) => Promise.resolve(id === 'acme'),
    };
    const stopped = makeSubmitter('stopped', pool, sessions);
    pool.after.set('lease-claim', () => void stopped.stopClaiming());
    await stopped.wake();
    await stopped.finish();
    expect(await desk.read(started)).toMatchObject({ status: 'pending_approval', attempt: 1 });
    expect(await desk.read(waiting)).toMatchObject({ status: 'submitting', attempt: 0 });
    const { rows } = await database.pool.query('SELECT lease_owner FROM operations WHERE id = $1', [waiting]);
    expect(rows).toEqual([{ lease_owner: null }]);
  });

  it('starts no call that is held back: it costs no attempt, and is frozen only when it goes out', async () => {
    const error = { code: 'CIRCUIT_OPEN', message: 'not now', executed: 'no', recovery: 'transient' } as const;
    const sessions = {
      admit: () => Promise.resolve({ ...error, retryAfter: 5 }),
      admitsAtOnce: () => Promise.resolve(false),
    } as unknown as OperationSenderOptions['sessions'];
    const id = await desk.accept('acme');
    await makeSubmitter('w2', pool, sessions).wake();
    await untilError(id);
    expect(await desk.read(id)).toMatchObject({ status: 'requested', attempt: 0, calls: [], frozenRevision: null });
    const { rows } = await database.pool.query('SELECT frozen_call_sealed FROM operations WHERE id = $1', [id]);
    expect(rows).toEqual([{ frozen_call_sealed: null }]);
    expect(dialect.count('submit')).toBe(0);
  });

  it('records what is wrong with a request as ever', async () => {
    const id = await desk.accept('acme');
    dialect.prepare = () => {
      throw new Error('the request has no packages');
    };
    await submitter.wake();
    await untilError(id);
    expect(await desk.read(id)).toMatchObject({
      status: 'requested',
      attempt: 0,
      error: { code: 'REQUEST_NOT_PREPARED', message: 'the request has no packages' },
    });
  });
});
