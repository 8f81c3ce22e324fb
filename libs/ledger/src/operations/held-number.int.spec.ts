import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { type Finding, type Observation, repetitionMayBookTwice } from '@adcp-orchestrator/domain';
import {
  type TestDatabase,
  TestClock,
  TestDesk,
  awaitLockWaits,
  createTestDatabase,
  timings,
} from '@adcp-orchestrator/testing';
import { Ledger, type Observed } from '../gate/ledger';
import { claimDue } from '../leases/claim';
import { startCall } from '../leases/lease';
import { IntakeContendedError, type InsertOutcome, insertOperation } from './insert-operation';

const rejected: Finding = {
  kind: 'settled',
  outcome: { status: 'rejected', error: { code: 'NO', message: 'no', recovery: null } },
};

describe('the hold on a po_number', () => {
  let database: TestDatabase;
  let desk: TestDesk;
  let client: PoolClient;
  const clock = new TestClock();
  let number = 0;
  let poNumber = '';

  beforeAll(async () => {
    database = await createTestDatabase();
    desk = new TestDesk(database, clock);
    await desk.open();
    await desk.addSeller('acme');
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    number += 1;
    poNumber = `PO-${number}`;
    client = await database.pool.connect();
  });
  afterEach(() => {
    client.release(true);
  });

  function accept(pool: Pick<Pool, 'query'> = database.pool, hash: string = uuidv7()): Promise<InsertOutcome> {
    return insertOperation(pool, newOperation(hash));
  }

  /** Repeats an operation as a person's retry does. The operation is read as it stands now. */
  async function repeat(id: string, pool: Pick<Pool, 'query'> = database.pool): Promise<InsertOutcome> {
    const old = await desk.read(id);
    const retryOf = {
      id,
      version: old.version,
      inDoubt: repetitionMayBookTwice(old),
      by: { kind: 'api_key', id: 'a key' },
    };
    return insertOperation(pool, { ...newOperation('hash'), retryOf });
  }

  function newOperation(requestHash: string) {
    return {
      id: uuidv7(),
      tenantId: desk.tenantId,
      sellerId: 'acme',
      dialect: 'hitl-v1' as const,
      type: 'create_media_buy' as const,
      request: { po_number: poNumber },
      requestHash,
      requestKey: randomUUID(),
      idempotencyHeader: null,
      poNumber,
      userId: null,
      account: null,
      buyerRef: null,
      deadlineAt: new Date(clock.now().getTime() + 86_400_000),
      retryOf: null,
      now: clock.now(),
      actor: 'test',
    };
  }

  async function accepted(): Promise<string> {
    const { outcome, operation } = await accept();
    expect(outcome).toBe('created');
    return operation.id;
  }

  /** A gate on a connection of its own. */
  function observe(
    id: string,
    more: Partial<Observation>,
    pool: Pick<Pool, 'query'> = database.pool,
  ): Promise<Observed> {
    const ledger = new Ledger({
      pool: pool as Pool,
      clock,
      timings,
      chance: () => 0.5,
      hints: { send: () => undefined },
    });
    const base = { tenantId: desk.tenantId, operationId: id, source: 'webhook' as const, receivedAt: clock.now() };
    return ledger.observe({ ...base, finding: rejected, ...more });
  }
  const booking = (id: string): Partial<Observation> => ({
    finding: { kind: 'settled', outcome: { status: 'created', mediaBuyId: `mb_${id}` } },
  });

  async function send(id: string): Promise<void> {
    const claims = await claimDue(database.pool, {
      limit: 100,
      owner: 'w1',
      leaseSeconds: 60,
      now: clock.now(),
      busy: new Map(),
    });
    const claim = claims.find(({ operation }) => operation.id === id);
    const started = await startCall(database.pool, {
      operation: claim!.operation,
      owner: 'w1',
      leaseSeconds: 60,
      frozenCallSealed: Buffer.from('call'),
      sellerRevision: 1,
      now: clock.now(),
    });
    expect(started).not.toBeNull();
  }

  /** An operation that ended badly, and of which the seller said afterwards that it was booked. */
  async function endedInDoubt(): Promise<string> {
    const id = await accepted();
    await send(id);
    await observe(id, { source: 'response', attempt: 1 });
    expect((await observe(id, booking(id))).decision?.verdict).toBe('conflict');
    return id;
  }

  async function holders(): Promise<string[]> {
    const { rows } = await database.pool.query<{ id: string }>(
      `SELECT id FROM operations WHERE tenant_id = $1 AND po_number = $2 AND holds_po_number`,
      [desk.tenantId, poNumber],
    );
    return rows.map(({ id }) => id);
  }

  it('passes to whoever waits at intake while its holder ends with nothing booked', async () => {
    const first = await accepted();
    await client.query('BEGIN');
    await observe(first, { finding: { kind: 'cancel_requested' }, source: 'operator' }, client);
    const next = accept();
    await awaitLockWaits(database.pool, 1);
    await client.query('COMMIT');
    const { outcome, operation } = await next;
    expect(outcome).toBe('created');
    expect(await holders()).toEqual([operation.id]);
  });

  it('does not pass to whoever waits at intake while its holder ends in doubt', async () => {
    const first = await accepted();
    await send(first);
    await database.pool.query(`UPDATE operations SET attempt = 2, may_have_executed = true WHERE id = $1`, [first]);
    await client.query('BEGIN');
    await observe(first, { source: 'response', attempt: 2 }, client);
    const next = accept();
    await awaitLockWaits(database.pool, 1);
    await client.query('COMMIT');
    expect(await next).toMatchObject({ outcome: 'po_number_in_doubt', operation: { id: first } });
    expect(await holders()).toEqual([first]);
  });

  it('moves to the one repetition that is made when two persons repeat at the same moment', async () => {
    const first = await endedInDoubt();
    await client.query('BEGIN');
    const one = await repeat(first, client);
    const other = repeat(first);
    await awaitLockWaits(database.pool, 1);
    await client.query('COMMIT');
    expect(one.outcome).toBe('created');
    expect(await other).toMatchObject({ outcome: 'already_retried', operation: { id: one.operation.id } });
    expect(await holders()).toEqual([one.operation.id]);
    expect(await desk.read(one.operation.id)).toMatchObject({ retryOf: first, repeatsDoubt: true });
    expect((await desk.story(first)).at(-1)).toBe('learned rejected');
  });

  it('stays with a repetition that ends unsent, and passes on when that is repeated', async () => {
    const first = await endedInDoubt();
    const { operation: unsent } = await repeat(first);
    await observe(unsent.id, { finding: { kind: 'cancel_requested' }, source: 'operator' });
    expect(await holders()).toEqual([unsent.id]);
    expect(await accept()).toMatchObject({ outcome: 'po_number_in_doubt', operation: { id: unsent.id } });
    const { operation: sent } = await repeat(unsent.id);
    await send(sent.id);
    await observe(sent.id, { source: 'response', attempt: 1 });
    expect(await holders()).toEqual([]);
    expect((await accept()).outcome).toBe('created');
  });

  it('is not moved by a repetition that was decided before its operation was contradicted', async () => {
    const first = await accepted();
    await send(first);
    await observe(first, { source: 'response', attempt: 1 });
    const stale = await desk.read(first);
    await client.query('BEGIN');
    await observe(first, booking(first), client);
    const retryOf = {
      id: first,
      version: stale.version,
      inDoubt: repetitionMayBookTwice(stale),
      by: { kind: 'api_key', id: 'a key' },
    };
    const repetition = insertOperation(database.pool, { ...newOperation('hash'), retryOf });
    await awaitLockWaits(database.pool, 1);
    await client.query('COMMIT');
    expect(await repetition).toMatchObject({ outcome: 'po_number_in_doubt', operation: { id: first } });
    expect(await holders()).toEqual([first]);
  });

  it('is not taken back by a contradiction while another request takes the number: that one is named', async () => {
    const first = await accepted();
    await send(first);
    await observe(first, { source: 'response', attempt: 1 });
    await client.query('BEGIN');
    const { operation: next } = await accept(client);
    const contradicted = observe(first, booking(first));
    await awaitLockWaits(database.pool, 1);
    await client.query('COMMIT');
    expect((await contradicted).decision?.verdict).toBe('conflict');
    expect(await holders()).toEqual([next.id]);
    const { rows } = await database.pool.query<{ reason: string }>(
      `SELECT reason FROM timeline WHERE tenant_id = $1 AND operation_id = $2 AND kind = 'conflict'`,
      [desk.tenantId, first],
    );
    expect(rows).toEqual([{ reason: expect.stringContaining(`held by operation ${next.id}`) as string }]);
    expect(await repeat(first)).toMatchObject({ outcome: 'po_number_taken', operation: { id: next.id } });
    expect((await desk.read(first)).version).toBe((await contradicted).operation?.version);
  });

  it('is one operation’s at a time, whatever arrives at the same moment', async () => {
    const first = await endedInDoubt();
    const outcomes = await Promise.allSettled([
      repeat(first),
      repeat(first),
      observe(first, booking(first)),
      ...Array.from({ length: 6 }, () => accept()),
    ]);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(IntakeContendedError);
    }
    expect(await holders()).toHaveLength(1);
  });
});
