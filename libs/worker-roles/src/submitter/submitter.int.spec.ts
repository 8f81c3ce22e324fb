import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';
import { type Answer, allowedActions, columnsOfCalls } from '@adcp-orchestrator/domain';
import { BatchingLedger, Ledger, claimDue, startCall } from '@adcp-orchestrator/ledger';
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
import { openCall, sealCall } from './sending/frozen-call';
import { OperationSender, type OperationSenderOptions } from './sending/operation-sender';

const log = createLogger('test', 'silent');
const box = new SecretBox(randomBytes(32));

const broken: Answer = {
  finding: {
    kind: 'unproven',
    error: { code: 'CONNECTION_LOST', message: 'the connection broke', recovery: 'transient' },
  },
};

/** A real pool whose connection breaks once for each of these statements, after the server has committed it. */
class BreakingPool extends Pool {
  readonly left = ['seller-read', 'lease-start-call'];

  override query = (async (...args: unknown[]) => {
    const result = await Reflect.apply(Pool.prototype.query as (...sent: unknown[]) => Promise<unknown>, this, args);
    const place = this.left.indexOf((args[0] as { name?: string }).name ?? '');
    if (place === -1) return result;
    this.left.splice(place, 1);
    throw new Error('Connection terminated unexpectedly');
  }) as unknown as Pool['query'];
}

/** A process that stands still for a minute just after the start of a call was committed. */
class StallingPool extends Pool {
  override query = (async (...args: unknown[]) => {
    const result = await Reflect.apply(Pool.prototype.query as (...sent: unknown[]) => Promise<unknown>, this, args);
    if ((args[0] as { name?: string }).name === 'lease-start-call') {
      const now = performance.now.bind(performance);
      jest.spyOn(performance, 'now').mockImplementation(() => now() + 61_000);
    }
    return result;
  }) as unknown as Pool['query'];
}

describe('the submitter', () => {
  let database: TestDatabase;
  let clock: TestClock;
  let desk: TestDesk;
  let dialect: ScriptedDialect;
  let submitter: Submitter;
  let ledger: Ledger;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  beforeEach(async () => {
    clock = new TestClock();
    desk = new TestDesk(database, clock);
    await desk.open();
    await desk.addSeller('acme');
    dialect = new ScriptedDialect();
    submitter = makeSubmitter('w1');
    submitter.start();
  });
  afterEach(async () => {
    await submitter.stopClaiming();
    await submitter.finish();
    // What one test leaves due must not reach the next.
    await database.pool.query(`UPDATE operations SET due_kind = NULL, due_at = NULL`);
  });

  function makeSubmitter(
    owner: string,
    permits?: number,
    pool = database.pool,
    more: Partial<OperationSenderOptions> = {},
  ): Submitter {
    const sender = makeSender(owner, more, pool);
    return new Submitter({ pool, sender, clock, log, owner, leaseSeconds: 60, callTimeoutSeconds: 30, permits });
  }

  const turn = { stopping: () => false, signal: new AbortController().signal, underWay: () => undefined };

  function makeSender(
    owner: string,
    more: Partial<OperationSenderOptions> = {},
    pool = database.pool,
  ): OperationSender {
    ledger = new Ledger({ pool, clock, timings, hints: { send: () => undefined } });
    return new OperationSender({
      pool,
      ledger: new BatchingLedger(ledger),
      directory: new SellerDirectory({ pool, box, dialectOf: () => dialect, clock, log }),
      sessions: { admit: () => Promise.resolve(null), admitsAtOnce: () => Promise.resolve(true) },
      box,
      clock,
      log,
      owner,
      leaseSeconds: 60,
      webhookUrl: null,
      ...more,
    });
  }

  /** A worker that started the call and was killed before the answer came. */
  async function loseWorkerDuringCall(id: string): Promise<void> {
    const [claimed] = await claimDue(database.pool, {
      limit: 1,
      owner: 'killed',
      leaseSeconds: 60,
      now: clock.now(),
      busy: new Map(),
    });
    expect(claimed?.operation.id).toBe(id);
    const frozenCallSealed = sealCall(box, id, { tool: 'create_media_buy', arguments: { frozen: 'bytes' } });
    await startCall(database.pool, {
      operation: claimed!.operation,
      owner: 'killed',
      leaseSeconds: 60,
      frozenCallSealed,
      sellerRevision: 1,
      now: clock.now(),
    });
    await database.pool.query(`UPDATE operations SET lease_until = clock_timestamp() - interval '1 s' WHERE id = $1`, [
      id,
    ]);
  }

  const statusOf = async (id: string): Promise<string> => (await desk.read(id)).status;
  const untilStatus = (id: string, status: string): Promise<void> =>
    untilTrue(`the operation to be ${status}`, async () => (await statusOf(id)) === status, { everyMs: 10 });
  const untilCalled = (times: number): Promise<void> =>
    untilTrue(`${times} calls`, () => dialect.count('submit') === times, { everyMs: 10 });

  it('sends what is due once, and hands the answer to the gate', async () => {
    const id = await desk.accept('acme');
    const other = makeSubmitter('w2');
    await Promise.all([submitter.wake(), submitter.wake(), other.wake()]);
    await untilStatus(id, 'pending_approval');
    await other.stopClaiming();
    await other.finish();
    expect(dialect.count('submit')).toBe(1);
    expect(await desk.read(id)).toMatchObject({ taskId: `task_${id}`, attempt: 1, dueKind: 'poll' });
    expect(await desk.story(id)).toEqual(['accepted requested', 'claimed submitting', 'transition pending_approval']);
  });

  it('never has more calls under way than the seller allows, leaves permits for others, and fills them as they end', async () => {
    await desk.addSeller('narrow', { limits: { maxConcurrency: 2 } });
    const all = await Promise.all(
      [...Array(3).fill('acme'), ...Array(5).fill('narrow')].map((seller: string) => desk.accept(seller)),
    );
    const small = makeSubmitter('small', 6);
    let running = 0;
    let most = 0;
    const bySeller = new Map<string, number>();
    let mostNarrow = 0;
    dialect.onSubmit = async ({ id, sellerId }) => {
      running += 1;
      bySeller.set(sellerId, (bySeller.get(sellerId) ?? 0) + 1);
      most = Math.max(most, running);
      mostNarrow = Math.max(mostNarrow, bySeller.get('narrow') ?? 0);
      await untilTrue('another call beside it', () => most > 1, { everyMs: 10 });
      await sleep(40);
      running -= 1;
      bySeller.set(sellerId, (bySeller.get(sellerId) ?? 0) - 1);
      return createdAnswer(`mb_${id}`);
    };
    await small.wake();
    for (const id of all) await untilStatus(id, 'created');
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(4);
    expect(mostNarrow).toBeLessThanOrEqual(2);
    expect(dialect.count('submit')).toBe(8);
    await small.stopClaiming();
  });

  it('sends again what a killed worker had claimed but not started', async () => {
    const id = await desk.accept('acme');
    await claimDue(database.pool, { limit: 1, owner: 'killed', leaseSeconds: 60, now: clock.now(), busy: new Map() });
    await submitter.wake();
    expect(dialect.count('submit')).toBe(0);
    await database.pool.query(`UPDATE operations SET lease_until = clock_timestamp() WHERE id = $1`, [id]);
    await submitter.wake();
    await untilStatus(id, 'pending_approval');
    expect(dialect.count('submit')).toBe(1);
  });

  it('sends nothing to a seller that was deleted, and tells the desk', async () => {
    await desk.addSeller('gone');
    const id = await desk.accept('gone');
    await database.pool.query(`UPDATE sellers SET deleted_at = now() WHERE tenant_id = $1 AND id = 'gone'`, [
      desk.tenantId,
    ]);
    await submitter.wake();
    await untilStatus(id, 'failed');
    expect(dialect.asked).toEqual([]);
    expect(await desk.read(id)).toMatchObject({
      mayHaveExecuted: false,
      outcome: { error: { code: 'SELLER_DELETED' } },
    });
    const { rows } = await database.pool.query('SELECT type FROM events WHERE operation_id = $1', [id]);
    expect(rows).toContainEqual({ type: 'operation.failed' });
  });

  it('asks for evidence instead of sending again, when a worker was killed in the call and the seller has no idempotency', async () => {
    const id = await desk.accept('acme');
    await loseWorkerDuringCall(id);
    dialect.onReconcile = () => Promise.resolve(createdAnswer('mb_1'));
    await submitter.wake();
    await untilStatus(id, 'created');
    expect(dialect.count('submit')).toBe(0);
    expect((await desk.read(id)).outcome?.mediaBuyId).toBe('mb_1');
  });

  it.each([
    ['the seller shows nothing', { finding: { kind: 'no_evidence' } }],
    [
      'the seller cannot be asked',
      { finding: { kind: 'ask_failed', error: { code: 'X', message: 'down', recovery: null } } },
    ],
  ] satisfies [string, Answer][])('leaves a lost call in doubt when %s', async (_, answer) => {
    const id = await desk.accept('acme');
    await loseWorkerDuringCall(id);
    dialect.onReconcile = () => Promise.resolve(answer);
    await submitter.wake();
    await untilStatus(id, 'in_doubt');
    expect(dialect.count('submit')).toBe(0);
    expect(await desk.read(id)).toMatchObject({ dueKind: 'poll', mayHaveExecuted: true });
  });

  describe('a seller that is paused', () => {
    const pause = (paused: boolean): Promise<unknown> =>
      database.pool.query(
        `INSERT INTO seller_settings (tenant_id, seller_id, paused_at) VALUES ($1, 'acme', $2)
         ON CONFLICT (tenant_id, seller_id) DO UPDATE SET paused_at = EXCLUDED.paused_at`,
        [desk.tenantId, paused ? clock.now().toISOString() : null],
      );
    const settled = async (id: string): Promise<void> => {
      const free = `SELECT FROM operations WHERE id = $1 AND lease_owner IS NULL`;
      await untilTrue('the lease to end', async () => (await database.pool.query(free, [id])).rowCount === 1, {
        everyMs: 10,
      });
    };

    it('gets nothing until the pause ends, and then what has waited', async () => {
      const id = await desk.accept('acme');
      await pause(true);
      expect(await submitter.wake()).toBe(0);
      expect(await statusOf(id)).toBe('requested');
      await pause(false);
      await submitter.wake();
      await untilStatus(id, 'pending_approval');
      expect(dialect.count('submit')).toBe(1);
    });

    it('gets no call of an operation that was claimed just before', async () => {
      const id = await desk.accept('acme');
      const claimed = await claimDue(database.pool, {
        limit: 1,
        owner: 'w1',
        leaseSeconds: 60,
        now: clock.now(),
        busy: new Map(),
      });
      await pause(true);
      await makeSender('w1').send(claimed[0]!, turn);
      expect(dialect.count('submit')).toBe(0);
      expect(await desk.read(id)).toMatchObject({
        status: 'requested',
        attempt: 0,
        error: { code: 'SENDING_PAUSED', message: expect.stringContaining('PATCH /v1/sellers/acme') },
      });
    });

    it('gets no call of an operation that was as good as started: the start itself is refused', async () => {
      const id = await desk.accept('acme');
      const [claimed] = await claimDue(database.pool, {
        limit: 1,
        owner: 'w1',
        leaseSeconds: 60,
        now: clock.now(),
        busy: new Map(),
      });
      const admit = async (): Promise<null> => {
        await pause(true);
        return null;
      };
      await makeSender('w1', { sessions: { admit, admitsAtOnce: () => Promise.resolve(false) } }).send(claimed!, turn);
      expect(dialect.count('submit')).toBe(0);
      expect(await desk.read(id)).toMatchObject({ status: 'submitting', attempt: 0 });
      await settled(id);
      expect(await submitter.wake()).toBe(0);
      await pause(false);
      await submitter.wake();
      await untilStatus(id, 'pending_approval');
      expect(dialect.count('submit')).toBe(1);
    });

    it('is still asked what became of a lost call', async () => {
      const id = await desk.accept('acme');
      await loseWorkerDuringCall(id);
      await pause(true);
      dialect.onReconcile = () => Promise.resolve(createdAnswer('mb_1'));
      await submitter.wake();
      await untilStatus(id, 'created');
      expect(dialect.count('submit')).toBe(0);
    });

    it('does not get the bytes of a lost call again, although it would recognise them, and keeps their doubt', async () => {
      dialect.can = { replayWindowSeconds: 86_400, pollTool: null, tools: [] };
      await desk.addSeller('paused', { dialect: 'adcp-v3', capabilities: dialect.can });
      const id = await desk.accept('paused', { dialect: 'adcp-v3' });
      await loseWorkerDuringCall(id);
      await database.pool.query(`INSERT INTO tenant_settings (tenant_id, paused_at) VALUES ($1, now())`, [
        desk.tenantId,
      ]);
      await submitter.wake();
      await settled(id);
      expect(await desk.read(id)).toMatchObject({ status: 'submitting', mayHaveExecuted: true });
      clock.advance({ seconds: 600 });
      expect(await submitter.wake()).toBe(0);
      await database.pool.query(`DELETE FROM tenant_settings`);
      await submitter.wake();
      await untilStatus(id, 'pending_approval');
      expect(dialect.asked.filter(({ what }) => what === 'submit')).toMatchObject([
        { call: { arguments: { frozen: 'bytes' } } },
      ]);
    });
  });

  describe('a seller that does not speak our release', () => {
    const error = { code: 'VERSION_UNSUPPORTED', message: 'we speak 3.0', recovery: 'correctable' } as const;

    it('leaves the operation to a person, who sends it again', async () => {
      const id = await desk.accept('acme');
      dialect.onSubmit = () => Promise.resolve({ finding: { kind: 'not_executed', error, unauthorized: true } });
      await submitter.wake();
      await untilStatus(id, 'pending_permission');
      const refused = await desk.read(id);
      expect(refused).toMatchObject({ error: { code: 'VERSION_UNSUPPORTED' }, mayHaveExecuted: false });
      expect(allowedActions(refused)).toEqual(['poll', 'cancel', 'retry', 'resolve']);
      dialect.onSubmit = () => Promise.resolve(pendingAnswer('task_1'));
      await ledger.observe({
        tenantId: desk.tenantId,
        operationId: id,
        source: 'operator',
        receivedAt: clock.now(),
        finding: { kind: 'retry_requested', acceptsDoubleBooking: false },
      });
      await submitter.wake();
      await untilStatus(id, 'pending_approval');
      expect(await desk.read(id)).toMatchObject({ error: null, attempt: 2, taskId: 'task_1' });
      expect(dialect.calls).toHaveLength(2);
    });

    it('leaves a doubt when an earlier call may have executed, after it was asked about that one', async () => {
      dialect.can = { replayWindowSeconds: 86_400, pollTool: null, tools: [] };
      await desk.addSeller('modern', { dialect: 'adcp-v3', capabilities: dialect.can });
      const id = await desk.accept('modern', { dialect: 'adcp-v3' });
      await loseWorkerDuringCall(id);
      dialect.onSubmit = (operation) => {
        expect(columnsOfCalls(operation).mayHaveExecuted).toBe(true);
        return Promise.resolve({ finding: { kind: 'not_executed', error, unauthorized: true } });
      };
      await submitter.wake();
      await untilStatus(id, 'in_doubt');
      expect(await desk.read(id)).toMatchObject({ error: { code: 'VERSION_UNSUPPORTED' } });
      expect([dialect.count('submit'), dialect.count('reconcile')]).toEqual([1, 1]);
    });
  });

  it('sends a lost call again with the very same bytes, while the seller promises to recognise them', async () => {
    dialect.can = { replayWindowSeconds: 86_400, pollTool: null, tools: [] };
    await desk.addSeller('modern', { dialect: 'adcp-v3', capabilities: dialect.can });
    const id = await desk.accept('modern', { dialect: 'adcp-v3' });
    await loseWorkerDuringCall(id);
    await submitter.wake();
    await untilStatus(id, 'pending_approval');
    expect(dialect.count('reconcile')).toBe(0);
    expect(dialect.calls).toHaveLength(1);
    expect(dialect.calls[0]).toEqual({ tool: 'create_media_buy', arguments: { frozen: 'bytes' } });
  });

  it('does not send the bytes of a lost call to a seller whose address or credential was changed since', async () => {
    dialect.can = { replayWindowSeconds: 86_400, pollTool: null, tools: [] };
    await desk.addSeller('moved', { dialect: 'adcp-v3', capabilities: dialect.can });
    const id = await desk.accept('moved', { dialect: 'adcp-v3' });
    await loseWorkerDuringCall(id);
    await database.pool.query(`UPDATE sellers SET revision = 2 WHERE id = 'moved'`);
    dialect.onReconcile = () => Promise.resolve({ finding: { kind: 'no_evidence' } });
    await submitter.wake();
    await untilStatus(id, 'in_doubt');
    expect(dialect.count('submit')).toBe(0);
    // A person's retry is no longer covered by the key either.
    const retry = (acceptsDoubleBooking: boolean) =>
      ledger.observe({
        tenantId: desk.tenantId,
        operationId: id,
        source: 'operator',
        receivedAt: clock.now(),
        finding: { kind: 'retry_requested', acceptsDoubleBooking },
      });
    expect((await retry(false)).decision?.verdict).toBe('refused');
    await retry(true);
    await submitter.wake();
    await untilStatus(id, 'pending_approval');
    expect(dialect.count('submit')).toBe(1);
    expect(await desk.read(id)).toMatchObject({ frozenRevision: 2 });
  });

  it("does not send a person's retry whose key was still promised when it was asked for, and is no more", async () => {
    dialect.can = { replayWindowSeconds: 3_600, pollTool: null, tools: [] };
    await desk.addSeller('hourly', { dialect: 'adcp-v3', capabilities: dialect.can });
    const id = await desk.accept('hourly', { dialect: 'adcp-v3' });
    dialect.onSubmit = () => Promise.resolve({ finding: { ...broken.finding, escalate: true } as Answer['finding'] });
    await submitter.wake();
    await untilStatus(id, 'in_doubt');
    clock.advance({ minutes: 50 });
    const { decision } = await ledger.observe({
      tenantId: desk.tenantId,
      operationId: id,
      source: 'operator',
      receivedAt: clock.now(),
      finding: { kind: 'retry_requested', acceptsDoubleBooking: false },
    });
    expect(decision).toMatchObject({ verdict: 'transitions', to: ['requested'] });
    clock.advance({ minutes: 20 });
    await submitter.wake();
    await untilStatus(id, 'in_doubt');
    expect(dialect.count('submit')).toBe(1);
  });

  it.each<[string, string, Answer]>([
    ['created', 'shows the booking', createdAnswer('mb_of_first_call')],
    ['failed', 'shows nothing', { finding: { kind: 'no_evidence' } }],
    [
      'in_doubt',
      'cannot be asked',
      { finding: { kind: 'ask_failed', error: { code: 'X', message: 'x', recovery: null } } },
    ],
  ])('takes the bad end of a call that is sent again for %s when the seller %s', async (status, _, evidence) => {
    dialect.can = { replayWindowSeconds: 86_400, pollTool: null, tools: [] };
    await desk.addSeller('strict', { dialect: 'adcp-v3', capabilities: dialect.can });
    dialect.onSubmit = () => Promise.resolve({ finding: { kind: 'settled', outcome: { status: 'failed' } } });
    dialect.onReconcile = () => Promise.resolve(evidence);
    const id = await desk.accept('strict', { dialect: 'adcp-v3' });
    await loseWorkerDuringCall(id);
    await submitter.wake();
    await untilStatus(id, status);
    expect([dialect.count('submit'), dialect.count('reconcile')]).toEqual([1, 1]);
  });

  it("believes a first call's bad end without asking", async () => {
    dialect.onSubmit = () => Promise.resolve({ finding: { kind: 'settled', outcome: { status: 'failed' } } });
    const id = await desk.accept('acme');
    await submitter.wake();
    await untilStatus(id, 'failed');
    expect(dialect.count('reconcile')).toBe(0);
  });

  it('does not send what it was about to send when it was held up for longer than its lease', async () => {
    const pool = new StallingPool({ connectionString: database.url, max: 2 });
    const held = makeSubmitter('held', undefined, pool);
    const id = await desk.accept('acme');
    try {
      await held.wake();
      await untilTrue('the error', async () => (await desk.read(id)).error !== null, { everyMs: 10 });
    } finally {
      jest.restoreAllMocks();
      await held.stopClaiming();
      await held.finish();
      await pool.end();
    }
    expect(dialect.count('submit')).toBe(0);
    expect(await desk.read(id)).toMatchObject({ status: 'requested', mayHaveExecuted: false, callStartedAt: null });
  });

  it('looks for evidence before it lets an unproven call be in doubt', async () => {
    const settled = await desk.accept('acme');
    dialect.onSubmit = () => Promise.resolve(broken);
    dialect.onReconcile = () => Promise.resolve(createdAnswer('mb_2'));
    await submitter.wake();
    await untilStatus(settled, 'created');
    const doubtful = await desk.accept('acme');
    dialect.onReconcile = () => Promise.resolve({ finding: { kind: 'no_evidence' } });
    await submitter.wake();
    await untilStatus(doubtful, 'in_doubt');
    expect(await desk.read(doubtful)).toMatchObject({ error: { code: 'CONNECTION_LOST' }, attempt: 1 });
  });

  it('tries an unexecuted call again later, under its budget', async () => {
    const id = await desk.accept('acme');
    dialect.onSubmit = () =>
      Promise.resolve({
        finding: { kind: 'not_executed', error: { code: 'RATE_LIMITED', message: 'slow down', recovery: 'transient' } },
      });
    await submitter.wake();
    await untilStatus(id, 'requested');
    await submitter.wake();
    expect(dialect.count('submit')).toBe(1);
    clock.advance({ seconds: 2 });
    dialect.onSubmit = () => Promise.resolve(pendingAnswer('task_1'));
    await submitter.wake();
    await untilStatus(id, 'pending_approval');
    expect(dialect.calls[0]).toEqual(dialect.calls[1]);
    expect((await desk.read(id)).attempt).toBe(2);
  });

  it('makes the bytes of an unexecuted call anew for another address, and for no other reason', async () => {
    await desk.addSeller('moves', { dialect: 'adcp-v3' });
    const id = await desk.accept('moves', { dialect: 'adcp-v3' });
    const refused: Answer = {
      finding: { kind: 'not_executed', error: { code: 'RATE_LIMITED', message: 'slow down', recovery: 'transient' } },
    };
    let secret = 'of the old address';
    dialect.prepare = (_, { operation, requestKey }) => ({
      tool: operation.type,
      arguments: { secret, idempotency_key: requestKey },
    });
    dialect.onSubmit = () => Promise.resolve(refused);
    await submitter.wake();
    await untilCalled(1);
    await untilStatus(id, 'requested');
    secret = 'of the new address';
    clock.advance({ minutes: 1 });
    await submitter.wake();
    await untilCalled(2);
    await untilStatus(id, 'requested');
    await database.pool.query(`UPDATE sellers SET revision = 2 WHERE tenant_id = $1 AND id = 'moves'`, [desk.tenantId]);
    dialect.onSubmit = () => Promise.resolve(pendingAnswer('task_1'));
    clock.advance({ minutes: 5 });
    await submitter.wake();
    await untilStatus(id, 'pending_approval');
    expect(dialect.calls.map(({ arguments: sent }) => sent.secret)).toEqual([
      'of the old address',
      'of the old address',
      'of the new address',
    ]);
    const { rows } = await database.pool.query<{ frozen: Buffer }>(
      'SELECT frozen_call_sealed AS frozen FROM operations WHERE id = $1',
      [id],
    );
    expect(openCall(box, id, rows[0]!.frozen).arguments.secret).toBe('of the new address');
  });

  it('records a fault of our own where the desk sees it, and does not spin on it', async () => {
    const id = await desk.accept('acme');
    dialect.prepare = () => {
      throw new Error('the request has no packages');
    };
    await submitter.wake();
    await untilStatus(id, 'requested');
    const operation = await desk.read(id);
    expect(operation.error).toMatchObject({ code: 'REQUEST_NOT_PREPARED', message: 'the request has no packages' });
    expect(operation.dueAt!.getTime() - clock.now().getTime()).toBeGreaterThanOrEqual(60_000);
  });

  it('bridges a database that goes away before the call, instead of taking it for a fault of ours', async () => {
    const id = await desk.accept('acme');
    dialect.onSubmit = () => Promise.resolve(createdAnswer('mb_2'));
    const pool = new BreakingPool({ connectionString: database.url, max: 4 });
    const other = makeSubmitter('w2', undefined, pool);
    await other.wake();
    await untilStatus(id, 'created');
    await other.finish();
    await pool.end();
    expect(pool.left).toEqual([]);
    expect(dialect.count('submit')).toBe(1);
    expect((await desk.read(id)).error).toBeNull();
  });

  it('does not tell the desk that the database was away for longer than it waits, and leaves it to the next claim', async () => {
    const id = await desk.accept('acme');
    const away = new SellerDirectory({
      pool: new Pool({ port: 1, host: '127.0.0.1' }),
      box,
      dialectOf: () => dialect,
      clock,
      log,
    });
    const other = makeSubmitter('w3', undefined, database.pool, { directory: away, databasePausesMs: [1] });
    await other.wake();
    // Otherwise it would look for more when its call has ended, and take the row again.
    await other.stopClaiming();
    await other.finish();
    expect(await desk.read(id)).toMatchObject({ status: 'submitting', error: null, attempt: 0 });
    await database.pool.query(`UPDATE operations SET lease_until = clock_timestamp() WHERE id = $1`, [id]);
    dialect.onSubmit = () => Promise.resolve(createdAnswer('mb_6'));
    await submitter.wake();
    await untilStatus(id, 'created');
  });

  it('goes on with a call of its own whose lease had run out, instead of doubting it', async () => {
    const id = await desk.accept('acme');
    let answer: (answer: Answer) => void = () => undefined;
    dialect.onSubmit = () => new Promise((resolve) => (answer = resolve));
    await submitter.wake();
    await untilCalled(1);
    await database.pool.query(
      `UPDATE operations SET lease_until = clock_timestamp() - interval '1 s', due_at = $2 WHERE id = $1`,
      [id, clock.now()],
    );
    await submitter.wake();
    expect(submitter.callsInFlight).toBe(1);
    answer(createdAnswer('mb_5'));
    await untilStatus(id, 'created');
    expect(dialect.count('submit')).toBe(1);
    expect(dialect.count('reconcile')).toBe(0);
  });

  it('hands back what a claim brings that took longer than the shutdown waited for it', async () => {
    const id = await desk.accept('acme');
    const blocker = await database.pool.connect();
    await blocker.query('BEGIN; LOCK TABLE timeline IN ACCESS EXCLUSIVE MODE');
    const claiming = submitter.wake();
    // The first phase of a shutdown does not wait for ever; the second one begins.
    void submitter.stopClaiming();
    const finished = submitter.finish();
    await blocker.query('COMMIT');
    blocker.release();
    await finished;
    expect(await claiming).toBe(1);
    const { rows } = await database.pool.query('SELECT lease_owner, attempt FROM operations WHERE id = $1', [id]);
    expect(rows).toEqual([{ lease_owner: null, attempt: 0 }]);
    expect(dialect.count('submit')).toBe(0);
  });

  it('leaves no lease when it claims again what it has just finished with, and has not heard of yet', async () => {
    dialect.can = { replayWindowSeconds: 86_400, pollTool: null, tools: [] };
    await desk.addSeller('quick', { dialect: 'adcp-v3', capabilities: dialect.can });
    let committed = false;
    let hear = (): void => undefined;
    const heard = new Promise<void>((resolve) => {
      hear = resolve;
    });
    const slow = makeSubmitter('slow', undefined, database.pool, {
      ledger: {
        observe: async (observation) => {
          const observed = await ledger.observe(observation);
          committed = true;
          await heard;
          return observed;
        },
      },
    });
    const id = await desk.accept('quick', { dialect: 'adcp-v3' });
    dialect.onSubmit = () => Promise.resolve(broken);
    await slow.wake();
    await untilTrue('the first answer', () => committed, { everyMs: 10 });
    // This is to be sent again, and the same process claims it again while its first turn still runs.
    clock.advance({ minutes: 5 });
    await slow.wake();
    const { rows } = await database.pool.query<{ lease_owner: string | null }>(
      `SELECT lease_owner FROM operations WHERE id = $1`,
      [id],
    );
    expect(rows).toEqual([{ lease_owner: 'slow' }]);
    dialect.onSubmit = () => Promise.resolve(createdAnswer('mb_1'));
    hear();
    // Long before the lease of the second claim would have ended.
    await untilStatus(id, 'created');
    await slow.stopClaiming();
    await slow.finish();
    expect(dialect.count('submit')).toBe(2);
  });

  it('hands back what it has not started, and waits for what it has, when it stops', async () => {
    const id = await desk.accept('acme');
    let answer: (answer: Answer) => void = () => undefined;
    dialect.onSubmit = () => new Promise((resolve) => (answer = resolve));
    await submitter.wake();
    await untilCalled(1);
    await submitter.stopClaiming();
    const later = await desk.accept('acme');
    expect(await submitter.wake()).toBe(0);
    const finished = submitter.finish();
    answer(createdAnswer('mb_3'));
    await finished;
    expect(await statusOf(id)).toBe('created');
    expect(await statusOf(later)).toBe('requested');
  });
});
