import { randomUUID } from 'node:crypto';
import {
  type CallColumns,
  type Observation,
  OperationStatus,
  isSettled,
  mayHaveBooked,
  operationStatuses,
} from '@adcp-orchestrator/domain';
import { TestClock, type TestDatabase, TestDesk, createTestDatabase, timings } from '@adcp-orchestrator/testing';
import { Ledger } from '../gate/ledger';
import { type ClaimedOperation, claimDue } from '../leases/claim';
import { startCall } from '../leases/lease';
import { createDataSource } from './data-source';

const S = OperationStatus;

/** How the previous release writes calls: the statements of its claim, its start of a call, and its gate's `SET`. */
const before = {
  claim: `UPDATE operations t SET status = 'submitting', version = t.version + 1, updated_at = $2, lease_owner = $3,
    lease_until = clock_timestamp() + make_interval(secs => 60),
    may_have_executed = t.may_have_executed OR t.call_started_at IS NOT NULL
  WHERE t.id = $1`,
  start: `UPDATE operations o SET call_started_at = $2, first_call_at = coalesce(o.first_call_at, $2),
  attempt = o.attempt + 1, attempts_in_budget = o.attempts_in_budget + 1, version = o.version + 1, updated_at = $2,
  frozen_revision = CASE WHEN o.frozen_call_sealed IS NULL THEN 1 ELSE o.frozen_revision END,
  frozen_call_sealed = coalesce(o.frozen_call_sealed, 'call'::bytea)
WHERE o.id = $1`,
  gate: `UPDATE operations o SET
    version = o.version + 1, status = $2, task_id = $3, attempts_in_budget = $4, call_started_at = $5, may_have_executed = $6,
    frozen_call_sealed = CASE WHEN $7 THEN NULL ELSE o.frozen_call_sealed END,
    frozen_revision = CASE WHEN $7 THEN NULL ELSE o.frozen_revision END,
    request_key = CASE WHEN $7 THEN gen_random_uuid() ELSE o.request_key END,
    first_call_at = CASE WHEN $7 THEN NULL ELSE o.first_call_at END,
    lease_owner = NULL, lease_until = NULL
WHERE o.id = $1`,
};

describe('the migration that keeps the calls', () => {
  let database: TestDatabase;
  let clock: TestClock;
  let desk: TestDesk;
  let ledger: Ledger;

  beforeAll(async () => {
    database = await createTestDatabase();
    clock = new TestClock();
    desk = new TestDesk(database, clock);
    await desk.open();
    await desk.addSeller('acme');
    await desk.addSeller('modern', { capabilities: { replayWindowSeconds: 86_400, pollTool: null, tools: [] } });
    ledger = new Ledger({ pool: database.pool, clock, timings, chance: () => 0.5, hints: { send: () => undefined } });
  });
  afterAll(() => database.drop());

  const at = () => clock.now().toISOString();
  const observe = (id: string, more: Pick<Observation, 'finding'> & Partial<Observation>) =>
    ledger.observe({
      tenantId: desk.tenantId,
      operationId: id,
      source: 'response',
      receivedAt: clock.now(),
      ...more,
    });
  /** Writes as the previous release's gate does. */
  const gateBefore = (
    id: string,
    status: string,
    fields: Partial<CallColumns> & { taskId?: string; newKey?: boolean },
  ) =>
    database.pool.query(before.gate, [
      id,
      status,
      fields.taskId ?? null,
      fields.attemptsInBudget ?? 1,
      fields.callStartedAt?.toISOString() ?? null,
      fields.mayHaveExecuted ?? false,
      fields.newKey ?? false,
    ]);
  const endLease = (id: string) =>
    database.pool.query(
      `UPDATE operations SET lease_until = clock_timestamp() - interval '1 s', due_kind = 'submit', due_at = created_at
       WHERE id = $1`,
      [id],
    );
  async function claim(id: string): Promise<ClaimedOperation> {
    const claims = await claimDue(database.pool, {
      limit: 500,
      owner: 'new',
      leaseSeconds: 60,
      now: clock.now(),
      busy: new Map(),
    });
    return claims.find(({ operation }) => operation.id === id)!;
  }
  const start = ({ operation }: ClaimedOperation) =>
    startCall(database.pool, {
      operation,
      owner: 'new',
      leaseSeconds: 60,
      frozenCallSealed: Buffer.from('call'),
      sellerRevision: 1,
      now: clock.now(),
    });
  async function columnsOf(id: string): Promise<CallColumns> {
    const { rows } = await database.pool.query<CallColumns>(
      `SELECT attempt, attempts_in_budget AS "attemptsInBudget", call_started_at AS "callStartedAt",
         first_call_at AS "firstCallAt", frozen_revision AS "frozenRevision", may_have_executed AS "mayHaveExecuted"
       FROM operations WHERE id = $1`,
      [id],
    );
    return rows[0]!;
  }

  it('loses no call of a row in any status, and no doubt', async () => {
    const { pool } = database;
    const never = {
      attempt: 0,
      attemptsInBudget: 0,
      callStartedAt: null,
      firstCallAt: null,
      frozenRevision: null,
      mayHaveExecuted: false,
    };
    const called = { ...never, attempt: 1, attemptsInBudget: 1, firstCallAt: clock.now(), frozenRevision: 1 };
    const underWay = { ...called, callStartedAt: clock.now() };
    const later = new Date(clock.now().getTime() + 1_000);
    const again = { ...called, attempt: 2, attemptsInBudget: 2, callStartedAt: later, mayHaveExecuted: true };
    const retried = { ...called, attemptsInBudget: 0, mayHaveExecuted: true };
    const rows: [OperationStatus, CallColumns][] = [
      [S.requested, never],
      [S.requested, called],
      [S.requested, { ...called, attempt: 400, attemptsInBudget: 400 }],
      [S.requested, retried],
      [S.requested, { ...retried, firstCallAt: null, frozenRevision: null }],
      [S.requested, { ...retried, attempt: 5 }],
      [S.submitting, never],
      [S.submitting, called],
      [S.submitting, underWay],
      [S.submitting, { ...underWay, mayHaveExecuted: true }],
      [S.submitting, again],
      [S.submitting, { ...again, attemptsInBudget: 1 }],
      [S.submitting, { ...again, attemptsInBudget: 1, firstCallAt: later }],
      [S.submitting, { ...again, attempt: 6, attemptsInBudget: 3 }],
      [S.working, { ...underWay, frozenRevision: null }],
      [S.pendingPermission, called],
      [S.inDoubt, { ...never, mayHaveExecuted: true }],
      [S.failed, never],
      [S.canceled, never],
      [S.failed, { ...underWay, attempt: 3, attemptsInBudget: 3 }],
      ...operationStatuses
        .filter((status) => status !== S.requested)
        .map((status): [OperationStatus, CallColumns] => [status, underWay]),
      ...operationStatuses
        .filter((status) => status !== S.requested)
        .map((status): [OperationStatus, CallColumns] => [status, again]),
    ];
    const ids: string[] = [];
    for (let n = 0; n < rows.length; n += 1) ids.push(await desk.accept(n % 2 === 0 ? 'acme' : 'modern'));
    const dataSource = await createDataSource(database.url).initialize();
    const hasColumn = async () =>
      (
        await pool.query(
          `SELECT 1 FROM information_schema.columns WHERE table_name = 'operations' AND column_name = 'calls'`,
        )
      ).rowCount === 1;
    try {
      while (await hasColumn()) await dataSource.undoLastMigration();
      for (const [place, [status, columns]] of rows.entries()) {
        const { attempt, attemptsInBudget, callStartedAt, firstCallAt, frozenRevision, mayHaveExecuted } = columns;
        await pool.query(
          `UPDATE operations SET status = $2, attempt = $3, attempts_in_budget = $4, call_started_at = $5,
             first_call_at = $6, frozen_revision = $7, may_have_executed = $8, due_kind = NULL, due_at = NULL,
             outcome = CASE WHEN $9 THEN jsonb_build_object('status', $2::text) END WHERE id = $1`,
          [
            ids[place],
            status,
            attempt,
            attemptsInBudget,
            callStartedAt?.toISOString(),
            firstCallAt?.toISOString(),
            frozenRevision,
            mayHaveExecuted,
            isSettled(status),
          ],
        );
      }
      await dataSource.runMigrations();
    } finally {
      await dataSource.destroy();
    }
    for (const [place, [status, columns]] of rows.entries()) {
      const operation = await desk.read(ids[place]!);
      expect({ place, ...operation }).toMatchObject({ place, status, ...columns });
      expect(mayHaveBooked(operation)).toBe(columns.mayHaveExecuted || columns.callStartedAt !== null);
      // The gate writes the same as it has read.
      await observe(operation.id, { source: 'webhook', finding: { kind: 'pending', status: 'pending_input' } });
      const after = await desk.read(operation.id);
      expect(await columnsOf(operation.id)).toEqual({
        attempt: after.attempt,
        attemptsInBudget: after.attemptsInBudget,
        callStartedAt: after.callStartedAt,
        firstCallAt: after.firstCallAt,
        frozenRevision: after.frozenRevision,
        mayHaveExecuted: after.mayHaveExecuted,
      });
      expect(after).toMatchObject(columns);
    }
  });

  it('understands a call that a process of the release before has started, and loses', async () => {
    const id = await desk.accept('modern');
    await claim(id);
    await database.pool.query(before.claim, [id, at(), 'old']);
    await database.pool.query(before.start, [id, at()]);
    expect(await desk.read(id)).toMatchObject({
      calls: [{ number: 1, fate: 'open', superseded: false, sellerRevision: 1 }],
      callStartedAt: clock.now(),
    });
    await endLease(id);
    clock.advance({ seconds: 61 });
    const taken = await claim(id);
    expect(taken.operation.calls).toMatchObject([{ number: 1, fate: 'unknown' }]);
    expect((await start(taken))?.calls).toMatchObject([
      { number: 1, fate: 'unknown' },
      { number: 2, fate: 'open', key: taken.operation.requestKey },
    ]);
    await observe(id, { attempt: 2, taskId: `t_${id}`, finding: { kind: 'pending', status: 'pending_approval' } });
    expect(await desk.read(id)).toMatchObject({ status: 'pending_approval', attempt: 2, mayHaveExecuted: true });
  });

  it('understands what the release before writes of a call that this one has started, and the other way round', async () => {
    const id = await desk.accept('acme');
    const started = await start(await claim(id));
    const now = clock.now();
    const sent = { attempt: 1, attemptsInBudget: 1, callStartedAt: now, firstCallAt: now, frozenRevision: 1 };
    expect(await columnsOf(id)).toEqual({ ...sent, mayHaveExecuted: false });
    // The previous release's gate learns that it did not execute.
    await gateBefore(id, 'requested', { attemptsInBudget: 1 });
    expect(await desk.read(id)).toMatchObject({ calls: [{ number: 1, fate: 'not_executed' }], callStartedAt: null });
    await endLease(id);
    clock.advance({ seconds: 1 });
    await start(await claim(id));
    // The previous release doubts it, and then sends it again with a new key for a person.
    await gateBefore(id, 'in_doubt', { attemptsInBudget: 2, callStartedAt: clock.now(), mayHaveExecuted: true });
    await gateBefore(id, 'requested', { attemptsInBudget: 0, mayHaveExecuted: true, newKey: true });
    const retried = await desk.read(id);
    expect(retried.requestKey).not.toBe(started!.requestKey);
    expect(retried.calls).toMatchObject([
      { number: 1, superseded: true },
      { number: 2, superseded: true, fate: 'unknown', key: null },
    ]);
    // A task is rejected, and nobody can tell of which call it is: two may have been executed.
    await endLease(id);
    await start(await claim(id));
    await observe(id, {
      source: 'webhook',
      taskId: `t_${randomUUID()}`,
      finding: { kind: 'settled', outcome: { status: 'rejected' } },
    });
    expect(await desk.read(id)).toMatchObject({ status: 'submitting', attempt: 3, attemptsInBudget: 1 });
    expect(await columnsOf(id)).toMatchObject({ attempt: 3, attemptsInBudget: 1, mayHaveExecuted: true });
  });

  it('starts the call of what the release before has doubted without a call', async () => {
    const id = await desk.accept('acme');
    await gateBefore(id, 'requested', { attemptsInBudget: 0, mayHaveExecuted: true, newKey: true });
    expect((await start(await claim(id)))?.calls).toMatchObject([
      { number: 0, fate: 'unknown', superseded: true },
      { number: 1, fate: 'open' },
    ]);
  });

  it('writes a new key, and its columns, so that the release before freezes the next call anew', async () => {
    const id = await desk.accept('acme');
    await start(await claim(id));
    await observe(id, {
      attempt: 1,
      finding: { kind: 'unproven', error: { code: 'X', message: 'x', recovery: null }, escalate: true },
    });
    const doubtful = await desk.read(id);
    await observe(id, { source: 'operator', finding: { kind: 'retry_requested', acceptsDoubleBooking: true } });
    expect(await columnsOf(id)).toEqual({
      attempt: 1,
      attemptsInBudget: 0,
      callStartedAt: null,
      firstCallAt: null,
      frozenRevision: null,
      mayHaveExecuted: true,
    });
    const { rows } = await database.pool.query(
      'SELECT frozen_call_sealed, request_key <> $2 AS renewed FROM operations WHERE id = $1',
      [id, doubtful.requestKey],
    );
    expect(rows).toEqual([{ frozen_call_sealed: null, renewed: true }]);
  });
});
