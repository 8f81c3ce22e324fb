import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Hint } from '@adcp-orchestrator/domain';
import { Ledger, claimDue, startCall } from '@adcp-orchestrator/ledger';
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
import { SellerPoller } from './asking/seller-poller';
import { watchDeadlines, watchOverdue } from './deadlines/watch-times';

const log = createLogger('test', 'silent');
const box = new SecretBox(randomBytes(32));

describe('the poller', () => {
  let database: TestDatabase;
  let clock: TestClock;
  let desk: TestDesk;
  let dialect: ScriptedDialect;
  let ledger: Ledger;
  let directory: SellerDirectory;
  let hints: Hint[];

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  beforeEach(async () => {
    clock = new TestClock();
    hints = [];
    desk = new TestDesk(database, clock);
    await desk.open();
    await desk.addSeller('acme');
    dialect = new ScriptedDialect();
    ledger = new Ledger({ pool: database.pool, clock, timings, chance: () => 0.5, hints: { send: () => undefined } });
    directory = new SellerDirectory({ pool: database.pool, box, dialectOf: () => dialect, clock, log });
  });
  afterEach(async () => {
    await database.pool.query(
      'UPDATE operations SET due_kind = NULL, due_at = NULL, deadline_passed_at = now(), overdue = true',
    );
    await database.pool.query('UPDATE sellers SET deleted_at = now()');
  });

  const makePoller = (owner: string, concurrency?: number): SellerPoller =>
    new SellerPoller({
      pool: database.pool,
      ledger,
      directory,
      clock,
      hints: { send: (sent) => hints.push(...sent) },
      log,
      owner,
      leaseSeconds: 60,
      soonSeconds: 10,
      concurrency,
    });
  const seller = (sellerId = 'acme') => ({ tenantId: desk.tenantId, sellerId });

  /** Accepted, sent, and answered like this. */
  async function answered(answer: Answer, sellerId = 'acme', deadlineSeconds?: number): Promise<string> {
    const id = await desk.accept(sellerId, { deadlineSeconds });
    const [claimed] = await claimDue(database.pool, {
      limit: 1,
      owner: 'w',
      leaseSeconds: 60,
      now: clock.now(),
      busy: new Map(),
    });
    const started = await startCall(database.pool, {
      operation: claimed!.operation,
      owner: 'w',
      leaseSeconds: 60,
      frozenCallSealed: Buffer.from('x'),
      sellerRevision: 1,
      now: clock.now(),
    });
    expect(started?.id).toBe(id);
    await ledger.observe({
      ...answer,
      tenantId: desk.tenantId,
      operationId: id,
      source: 'response',
      receivedAt: clock.now(),
      attempt: 1,
    });
    return id;
  }

  it('asks once for all that a seller has due or soon due, and spaces the questions out by 30 s times 1.5', async () => {
    const first = await answered(pendingAnswer('t1'));
    clock.advance({ seconds: 5 });
    const second = await answered(pendingAnswer('t2'));
    clock.advance({ seconds: 25 });
    dialect.onPoll = (operations) =>
      Promise.resolve(new Map(operations.map(({ id, taskId }) => [id, pendingAnswer(taskId!)])));
    await makePoller('p1').poll(seller());
    expect(dialect.asked.filter(({ what }) => what === 'poll')).toEqual([
      { what: 'poll', operations: [first, second] },
    ]);
    const operation = await desk.read(first);
    expect(operation.pollAttempt).toBe(1);
    expect((operation.dueAt!.getTime() - clock.now().getTime()) / 1000).toBeCloseTo(45, 0);
    await makePoller('p1').poll(seller());
    expect(dialect.count('poll')).toBe(1);
  });

  it('has itself woken for what was not due in its turn, and again when it is woken too early', async () => {
    await answered(pendingAnswer('t1'));
    clock.advance({ seconds: 20 });
    const later = await answered(pendingAnswer('t2'));
    clock.advance({ seconds: 11 });
    dialect.onPoll = (operations) => Promise.resolve(new Map(operations.map(({ id }) => [id, createdAnswer(id)])));
    await makePoller('p1').poll(seller());
    const { dueAt } = await desk.read(later);
    expect((dueAt!.getTime() - clock.now().getTime()) / 1000).toBe(19);
    expect(hints).toEqual([{ kind: 'poll', ...seller(), at: dueAt, soonest: true }]);
    await makePoller('p1').poll(seller());
    expect(hints).toEqual(Array.from({ length: 2 }, () => ({ kind: 'poll', ...seller(), at: dueAt, soonest: true })));
  });

  it('has nobody woken for a seller of which nothing waits, or who is in the turn of another worker', async () => {
    await makePoller('p1').poll(seller());
    await answered(pendingAnswer('t1'));
    await database.pool.query(
      `UPDATE sellers SET poll_lease_owner = 'other', poll_lease_until = now() + interval '1 minute' WHERE id = 'acme'`,
    );
    clock.advance({ seconds: 31 });
    await makePoller('p1').poll(seller());
    expect(hints).toEqual([]);
  });

  it('is woken no sooner than the seller may be asked again', async () => {
    await desk.addSeller('slow', { limits: { minPollSeconds: 600 } });
    const id = await answered(pendingAnswer('t1'), 'slow');
    const makeDue = () =>
      database.pool.query('UPDATE operations SET due_at = $2 WHERE id = $1', [id, clock.now().toISOString()]);
    await makeDue();
    dialect.onPoll = () => Promise.resolve(new Map([[id, pendingAnswer('t1')]]));
    await makePoller('p1').poll(seller('slow'));
    const askAgainAt = new Date(clock.now().getTime() + 600_000);
    clock.advance({ seconds: 60 });
    await makeDue();
    await makePoller('p1').poll(seller('slow'));
    expect(dialect.count('poll')).toBe(1);
    expect(hints.at(-1)).toEqual({ kind: 'poll', ...seller('slow'), at: askAgainAt, soonest: true });
  });

  it('settles what the seller has settled, and asks again for evidence when a task is gone', async () => {
    const done = await answered(pendingAnswer('t1'));
    const gone = await answered(pendingAnswer('t2'));
    const proved = await answered(pendingAnswer('t3'));
    clock.advance({ seconds: 31 });
    dialect.onPoll = () =>
      Promise.resolve(
        new Map<string, Answer>([
          [done, createdAnswer('mb_1')],
          [gone, { finding: { kind: 'no_evidence' } }],
          [proved, { finding: { kind: 'no_evidence' } }],
        ]),
      );
    dialect.onReconcile = ({ id }) =>
      Promise.resolve(id === proved ? createdAnswer('mb_3') : { finding: { kind: 'no_evidence' } });
    await makePoller('p1').poll(seller());
    expect((await desk.read(done)).status).toBe('created');
    expect((await desk.read(proved)).outcome?.mediaBuyId).toBe('mb_3');
    expect((await desk.read(gone)).status).toBe('in_doubt');
  });

  it('asks again later about what got no answer, whether the seller kept silent or could not be asked', async () => {
    const id = await answered(pendingAnswer('t1'));
    clock.advance({ seconds: 31 });
    await makePoller('p1').poll(seller());
    expect(await desk.read(id)).toMatchObject({ status: 'pending_approval', pollAttempt: 1, dueKind: 'poll' });
    clock.advance({ seconds: 60 });
    dialect.onPoll = () => Promise.reject(new Error('a fault of the dialect'));
    await makePoller('p1').poll(seller());
    const operation = await desk.read(id);
    expect(operation.pollAttempt).toBe(2);
    expect(operation.dueAt!.getTime()).toBeGreaterThan(clock.now().getTime());
  });

  it('looks for evidence of what is in doubt, until there is some', async () => {
    const id = await answered({
      finding: { kind: 'unproven', error: { code: 'CONNECTION_LOST', message: 'broke', recovery: 'transient' } },
    });
    expect((await desk.read(id)).status).toBe('in_doubt');
    clock.advance({ seconds: 40 });
    await makePoller('p1').poll(seller());
    expect((await desk.read(id)).status).toBe('in_doubt');
    clock.advance({ seconds: 60 });
    dialect.onReconcile = () => Promise.resolve(createdAnswer('mb_1'));
    await makePoller('p1').poll(seller());
    expect((await desk.read(id)).status).toBe('created');
    expect(dialect.count('poll')).toBe(0);
  });

  it('gives a seller to one worker at a time', async () => {
    await answered(pendingAnswer('t1'));
    clock.advance({ seconds: 31 });
    dialect.onPoll = async (operations) => {
      await sleep(100);
      return new Map(operations.map(({ id, taskId }) => [id, pendingAnswer(taskId!)]));
    };
    await Promise.all([
      makePoller('p1').poll(seller()),
      makePoller('p2').poll(seller()),
      makePoller('p3').poll(seller()),
    ]);
    expect(dialect.count('poll')).toBe(1);
  });

  it('is not held back by a slow seller', async () => {
    await desk.addSeller('slow');
    await answered(pendingAnswer('t1'), 'slow');
    const quick = await answered(pendingAnswer('t2'));
    clock.advance({ seconds: 31 });
    let release: () => void = () => undefined;
    dialect.onPoll = async (operations) => {
      if (operations[0]?.sellerId === 'slow') await new Promise<void>((resolve) => (release = resolve));
      return new Map(operations.map(({ id }) => [id, createdAnswer(`mb_${id}`)]));
    };
    const poller = makePoller('p1', 2);
    expect(await poller.sweep()).toMatchObject({ rows: 2 });
    await untilTrue('the answer of the quick one', async () => (await desk.read(quick)).status === 'created');
    await untilTrue('its turn to end', () => poller.sellersInWork <= 1);
    await untilTrue('the question to the slow one', () => dialect.count('poll') === 2);
    expect(poller.sellersInWork).toBe(1);
    release();
    poller.stop();
    await poller.finish();
  });

  it('leaves what a shutdown cut off due, as if it had not been asked', async () => {
    const id = await answered(pendingAnswer('t1'));
    clock.advance({ seconds: 31 });
    dialect.onPoll = (operations, signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          resolve(
            new Map(
              operations.map((operation) => [
                operation.id,
                { finding: { kind: 'ask_failed', error: { code: 'ABORTED', message: 'aborted', recovery: null } } },
              ]),
            ),
          );
        });
      });
    const poller = makePoller('p1');
    const work = poller.poll(seller());
    await untilTrue('the question', () => dialect.count('poll') === 1, { everyMs: 5 });
    poller.stop();
    await poller.finish(30);
    await work;
    expect(await desk.read(id)).toMatchObject({ pollAttempt: 0, status: 'pending_approval' });
    dialect.onPoll = (operations) => Promise.resolve(new Map(operations.map((one) => [one.id, createdAnswer('mb_1')])));
    await makePoller('p2').poll(seller());
    expect((await desk.read(id)).status).toBe('created');
  });

  it('tells the gate of deadlines: pending ones time out, unsent ones fail', async () => {
    const pending = await answered(pendingAnswer('t1'), 'acme', 60);
    const unsent = await desk.accept('acme', { deadlineSeconds: 60 });
    const later = await desk.accept('acme', { deadlineSeconds: 120 });
    clock.advance({ seconds: 61 });
    expect(await watchDeadlines({ pool: database.pool, ledger, clock })).toBe(2);
    expect((await desk.read(pending)).status).toBe('timed_out');
    expect((await desk.read(unsent)).outcome?.error?.code).toBe('DEADLINE_BEFORE_SUBMISSION');
    expect((await desk.read(later)).status).toBe('requested');
    expect(await watchDeadlines({ pool: database.pool, ledger, clock })).toBe(0);
  });

  it('marks what takes longer than usual, once, and not what a worker is calling about', async () => {
    const slow = await answered(pendingAnswer('t1'), 'acme', 200);
    const called = await desk.accept('acme', { deadlineSeconds: 200 });
    const later = await desk.accept('acme', { deadlineSeconds: 400 });
    await database.pool.query(`UPDATE operations SET lease_until = now() + interval '1 minute' WHERE id = $1`, [
      called,
    ]);
    clock.advance({ seconds: 101 });
    expect(await watchOverdue({ pool: database.pool, ledger, clock })).toBe(1);
    expect(await desk.read(slow)).toMatchObject({ overdue: true, status: 'pending_approval' });
    for (const id of [called, later]) expect(await desk.read(id)).toMatchObject({ overdue: false });
    expect(await watchOverdue({ pool: database.pool, ledger, clock })).toBe(0);
  });

  it('hears of a late approval after the deadline', async () => {
    const id = await answered(pendingAnswer('t1'), 'acme', 60);
    clock.advance({ seconds: 61 });
    await watchDeadlines({ pool: database.pool, ledger, clock });
    clock.advance({ hours: 2 });
    dialect.onPoll = (operations) => Promise.resolve(new Map(operations.map((one) => [one.id, createdAnswer('mb_1')])));
    await makePoller('p1').poll(seller());
    expect(await desk.read(id)).toMatchObject({ status: 'created', late: true });
  });

  it('fails the sweep after turns whose statements Postgres refuses, and not when they are well again', async () => {
    await answered(pendingAnswer('t1'));
    clock.advance({ seconds: 31 });
    const poller = makePoller('p1');
    const idle = (): Promise<void> => untilTrue('its turns to end', () => poller.sellersInWork === 0, { everyMs: 5 });
    await database.pool.query(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE insufficient_privilege; END $$;
      CREATE TRIGGER refuse BEFORE UPDATE ON sellers FOR EACH ROW EXECUTE FUNCTION refuse()`);
    try {
      expect(await poller.sweep()).toMatchObject({ rows: 1 });
      await idle();
      await expect(poller.sweep()).rejects.toMatchObject({ code: '42501' });
      await idle();
    } finally {
      await database.pool.query('DROP TRIGGER refuse ON sellers; DROP FUNCTION refuse');
    }
    await expect(poller.sweep()).rejects.toMatchObject({ code: '42501' });
    await idle();
    expect(await poller.sweep()).toMatchObject({ rows: 0 });
  });
});
