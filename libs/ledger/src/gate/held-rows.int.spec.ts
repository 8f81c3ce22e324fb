import { randomUUID } from 'node:crypto';
import type { Pool, QueryConfig } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Observation, Operation } from '@adcp-orchestrator/domain';
import { type TestDatabase, TestClock, createTestDatabase, timings } from '@adcp-orchestrator/testing';
import { claimDue } from '../leases/claim';
import { startCall } from '../leases/lease';
import { insertOperation } from '../operations/insert-operation';
import { findOperation } from '../operations/queries/find-operation';
import { Ledger } from './ledger';

describe('the gate, on rows that are held', () => {
  let database: TestDatabase;
  const clock = new TestClock();
  const tenantId = randomUUID();
  let statements: string[] = [];
  let ledger: Ledger;

  beforeAll(async () => {
    database = await createTestDatabase();
    await database.pool.query(`INSERT INTO tenants (id, name) VALUES ($1, 'desk')`, [tenantId]);
    await database.pool.query(
      `INSERT INTO sellers (tenant_id, id, name, agent_url, dialect, webhook_mode, route_token, limits)
       VALUES ($1, 'acme', 'Acme', 'http://127.0.0.1:1/mcp', 'hitl-v1', 'none', 'token', $2)`,
      [tenantId, { maxConcurrency: 16, requestsPerSecond: null, minPollSeconds: null }],
    );
  });
  afterAll(() => database.drop());
  beforeEach(() => {
    ledger = new Ledger({ pool: listening(), clock, timings, chance: () => 0.5, hints: { send: () => undefined } });
    statements = [];
  });

  /** The database, by a pool that notes the names of statements. */
  function listening(): Pool {
    return new Proxy(database.pool, {
      get: (pool, name) =>
        name === 'query'
          ? (statement: QueryConfig) => {
              statements.push(statement.name ?? '');
              return pool.query(statement);
            }
          : Reflect.get(pool, name),
    });
  }

  /** Without what the gate asks about sellers: that is asked again after some seconds, and the machine may stand still. */
  const written = (): string[] => statements.filter((name) => !['gate-facts', 'gate-traits'].includes(name));

  async function started(): Promise<Operation> {
    const id = uuidv7();
    await insertOperation(database.pool, {
      id,
      tenantId,
      sellerId: 'acme',
      dialect: 'hitl-v1',
      type: 'create_media_buy',
      request: { packages: ['premium_sports'], po_number: id },
      requestHash: id,
      requestKey: randomUUID(),
      idempotencyHeader: null,
      poNumber: id,
      userId: null,
      account: null,
      buyerRef: null,
      deadlineAt: new Date(clock.now().getTime() + 86_400_000),
      retryOf: null,
      now: clock.now(),
      actor: 'test',
    });
    const claims = await claimDue(database.pool, {
      limit: 10,
      owner: 'w1',
      leaseSeconds: 60,
      now: clock.now(),
      busy: new Map(),
    });
    const operation = await startCall(database.pool, {
      operation: claims.find((claim) => claim.operation.id === id)!.operation,
      owner: 'w1',
      leaseSeconds: 60,
      frozenCallSealed: Buffer.from('x'),
      sellerRevision: 1,
      now: clock.now(),
    });
    return operation!;
  }

  const about = (operation: Operation, more: Partial<Observation> & Pick<Observation, 'finding'>): Observation => ({
    tenantId,
    operationId: operation.id,
    source: 'response',
    receivedAt: clock.now(),
    attempt: 1,
    ...more,
  });
  const waits = (operation: Operation, source: Observation['source'] = 'response'): Observation =>
    about(operation, {
      source,
      finding: { kind: 'pending', status: 'pending_approval' },
      sellerStatus: 'pending_manual',
      taskId: `task_${operation.id}`,
    });
  const booked = (operation: Operation): Observation =>
    about(operation, {
      source: 'poll',
      finding: { kind: 'settled', outcome: { status: 'created', mediaBuyId: `mb_${operation.id}` } },
    });
  const rowOf = async (operation: Operation): Promise<Operation> =>
    (await findOperation(database.pool, tenantId, operation.id))!.operation;

  it('decides without reading them, and asks for the seller only every few seconds', async () => {
    const [first, second] = [await started(), await started()];
    const { operation: pending } = await ledger.observe(waits(first), first);
    expect(statements).toEqual(['gate-traits', 'gate-write']);
    await ledger.observe(booked(first), pending!);
    await ledger.observe(waits(second), second);
    expect(written().slice(1)).toEqual(['gate-write', 'gate-write']);
    expect(await rowOf(first)).toMatchObject({ status: 'created', version: first.version + 2 });
    expect(await rowOf(second)).toMatchObject({ status: 'pending_approval', version: second.version + 1 });
  });

  it('reads and decides again when somebody else has written the row since', async () => {
    const held = await started();
    await ledger.observe(booked(held), held);
    statements = [];
    const { decision, operation } = await ledger.observe(waits(held), held);
    expect(written()).toEqual(['gate-write', 'gate-read', 'gate-write']);
    expect(decision).toMatchObject({ verdict: 'stale' });
    expect(operation).toMatchObject({ status: 'created' });
  });

  it('does not write back a poll counter that has changed without the version', async () => {
    const held = (await ledger.observe(waits(await started()))).operation!;
    const before = await rowOf(held);
    expect((await ledger.observe(waits(held, 'poll'), before)).decision).toMatchObject({ verdict: 'unchanged' });
    const polled = await rowOf(held);
    expect(polled).toMatchObject({ version: before.version, pollAttempt: before.pollAttempt + 1 });
    clock.advance({ seconds: 1 });
    // The same held row once more: its counter and its due time are those of before the poll.
    statements = [];
    await ledger.observe(waits(held, 'poll'), before);
    expect(written()).toEqual(['gate-reschedule', 'gate-read', 'gate-reschedule']);
    expect(await rowOf(held)).toMatchObject({ version: before.version, pollAttempt: before.pollAttempt + 2 });
  });

  it('changes nothing of what only waits on but its next question, also beside news of another', async () => {
    const [first, second] = [await started(), await started()];
    const whole = async (): Promise<Record<string, unknown>> => {
      const { rows } = await database.pool.query<{ row: Record<string, unknown> }>(
        'SELECT to_jsonb(o) AS row FROM operations o WHERE id = $1',
        [first.id],
      );
      return rows[0]!.row;
    };
    const pending = (await ledger.observeMany([waits(first), waits(second)], [first, second])).map(
      ({ operation }) => operation!,
    );
    const before = await whole();
    clock.advance({ seconds: 31 });
    statements = [];
    const observed = await ledger.observeMany([waits(first, 'poll'), booked(second)], pending);
    expect(written()).toEqual(['gate-write', 'gate-reschedule']);
    expect(observed.map(({ decision }) => decision?.verdict)).toEqual(['unchanged', 'transitions']);
    const after = await whole();
    expect(Object.keys(after).filter((name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]))).toEqual([
      'due_at',
      'poll_attempt',
    ]);
    expect(await rowOf(first)).toEqual(observed[0]!.operation);
    expect(await rowOf(second)).toMatchObject({ status: 'created' });
  });

  it('takes nobody for the tenant of a row but the one that observed', async () => {
    const held = await started();
    const { problem } = await ledger.observe({ ...waits(held), tenantId: randomUUID() }, held);
    expect(problem).toBe('unknown_operation');
    expect(await rowOf(held)).toMatchObject({ status: 'submitting' });
  });

  it('counts the latest version of a row that is held twice', async () => {
    const held = await started();
    const { operation: pending } = await ledger.observe(waits(held), held);
    statements = [];
    await ledger.observeMany([booked(held), booked(held)], [held, pending!, held]);
    expect(statements).toContain('gate-write');
    expect(statements).not.toContain('gate-read');
    expect(await rowOf(held)).toMatchObject({ status: 'created' });
  });
});
