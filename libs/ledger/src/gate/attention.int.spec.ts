import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { type Observation, type Operation } from '@adcp-orchestrator/domain';
import { TestClock, type TestDatabase, TestDesk, createTestDatabase, timings } from '@adcp-orchestrator/testing';
import { insertOperation } from '../operations/insert-operation';
import { claimDue } from '../leases/claim';
import { startCall } from '../leases/lease';
import { countAttention, countStatement } from '../maintenance/count-attention';
import { Ledger } from './ledger';

const error = { code: 'SELLER_CONNECTION_LOST', message: 'the connection broke', recovery: null } as const;
const refused = { code: 'AUTH_INVALID', message: 'no', recovery: null } as const;
const unproven = { kind: 'unproven', error } as const;

describe('the attention of an operation at the gate', () => {
  let database: TestDatabase;
  let clock: TestClock;
  let desk: TestDesk;
  let ledger: Ledger;
  let told: Operation[];

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    clock = new TestClock();
    desk = new TestDesk(database, clock);
    await desk.open();
    await desk.addSeller('acme');
    told = [];
    ledger = new Ledger({
      pool: database.pool,
      clock,
      timings,
      hints: { send: () => undefined },
      onAttention: (operation) => told.push(operation),
    });
  });

  async function send(id: string): Promise<void> {
    const options = { limit: 50, owner: 'w', leaseSeconds: 60, now: clock.now(), busy: new Map<string, number>() };
    const claim = (await claimDue(database.pool, options)).find(({ operation }) => operation.id === id)!;
    const started = await startCall(database.pool, {
      ...options,
      operation: claim.operation,
      frozenCallSealed: Buffer.from('call'),
      sellerRevision: 1,
    });
    expect(started).not.toBeNull();
  }
  async function sent(): Promise<string> {
    const id = await desk.accept('acme');
    await send(id);
    return id;
  }
  const learn = (operationId: string, more: Partial<Observation> & Pick<Observation, 'finding'>) =>
    ledger.observe({ tenantId: desk.tenantId, operationId, source: 'response', receivedAt: clock.now(), ...more });
  const stored = async (id: string) => {
    const { rows } = await database.pool.query<{ reason: string | null; since: Date | null }>(
      'SELECT attention_reason AS reason, attention_since AS since FROM operations WHERE id = $1',
      [id],
    );
    return rows[0];
  };
  const events = async (id: string) => {
    const { rows } = await database.pool.query<{ type: string; attention: object | null }>(
      `SELECT type, payload->'operation'->'attention' AS attention FROM events WHERE operation_id = $1 ORDER BY sequence`,
      [id],
    );
    return rows;
  };
  const counted = async () =>
    (await countAttention(database.pool))
      .filter(({ tenantId }) => tenantId === desk.tenantId)
      .map(({ type, reason, count }) => `${type} ${reason} ${count}`)
      .sort();

  it('is kept with the state, told of once, and owed to subscribers with what to do', async () => {
    const id = await sent();
    const since = clock.now();
    await learn(id, { finding: unproven });
    expect(await stored(id)).toEqual({ reason: 'in_doubt', since });
    expect(told.map(({ attention }) => attention)).toMatchObject([{ reason: 'in_doubt', since }]);
    const attention = {
      reason: 'in_doubt',
      since: since.toISOString(),
      what_to_do: expect.stringContaining(`Ask acme for purchase order ${id}`) as string,
      assignee: null,
      note: null,
    };
    expect(await events(id)).toEqual([
      { type: 'operation.in_doubt', attention },
      { type: 'operation.attention', attention },
    ]);

    clock.advance({ hours: 1 });
    await learn(id, { source: 'poll', finding: { kind: 'no_evidence' } });
    await learn(id, { source: 'webhook', finding: { kind: 'unknown_word', word: 'marinating' }, sellerStatus: 'x' });
    clock.advance({ hours: 24 });
    await learn(id, { source: 'timer', finding: { kind: 'deadline_passed' } });
    expect(await stored(id)).toEqual({ reason: 'in_doubt', since });
    expect(told).toHaveLength(1);

    await learn(id, {
      source: 'operator',
      finding: { kind: 'resolved', outcome: { status: 'created', mediaBuyId: 'mb' }, note: 'by phone' },
    });
    expect(await stored(id)).toEqual({ reason: null, since: null });
    expect(told).toHaveLength(1);
    expect((await events(id)).at(-1)).toEqual({ type: 'operation.created', attention: null });
  });

  it('begins anew, and is told of again, when the reason comes again', async () => {
    const id = await sent();
    await learn(id, { finding: { kind: 'not_executed', error: refused, unauthorized: true } });
    clock.advance({ hours: 1 });
    await learn(id, { source: 'operator', finding: { kind: 'retry_requested', acceptsDoubleBooking: false } });
    expect(await stored(id)).toEqual({ reason: null, since: null });
    await send(id);
    await learn(id, { finding: { kind: 'not_executed', error: refused, unauthorized: true }, attempt: 2 });
    expect(await stored(id)).toEqual({ reason: 'credential_refused', since: clock.now() });
    expect(told.map(({ attention }) => attention?.reason)).toEqual(['credential_refused', 'credential_refused']);
  });

  it('is told of once when many observations of it race', async () => {
    const id = await sent();
    await Promise.all(Array.from({ length: 12 }, () => learn(id, { finding: unproven })));
    expect(told).toHaveLength(1);
  });

  it('is told of although a part of the same batch cannot be written', async () => {
    const [good, bad] = [await sent(), await desk.accept('acme')];
    await ledger.observeMany([
      { tenantId: desk.tenantId, operationId: good, source: 'response', receivedAt: clock.now(), finding: unproven },
      {
        tenantId: desk.tenantId,
        operationId: bad,
        source: 'webhook',
        // The database refuses this time.
        receivedAt: new Date('+275000-01-01T00:00:00Z'),
        finding: { kind: 'settled', outcome: { status: 'created', mediaBuyId: 'mb' } },
        sellerStatus: 'x',
      },
    ]);
    expect(told.map(({ id }) => id)).toEqual([good]);
  });

  it('is counted by tenant, type and reason, and no more when it has ended', async () => {
    const doubtful = [await sent(), await sent()];
    for (const id of doubtful) await learn(id, { finding: unproven });
    const closed = await sent();
    await learn(closed, { finding: { kind: 'not_executed', error: refused, unauthorized: true } });
    const old = await sent();
    await learn(old, {
      finding: { kind: 'not_executed', error: { ...refused, code: 'VERSION_UNSUPPORTED' }, unauthorized: true },
    });
    await learn(await sent(), { finding: { kind: 'pending', status: 'pending_permission' }, taskId: 't' });
    await learn(await sent(), { finding: { kind: 'pending', status: 'pending_input' }, taskId: 'u' });
    await learn(await sent(), { finding: { kind: 'pending', status: 'pending_approval' }, taskId: 'v' });
    expect(await counted()).toEqual([
      'create_media_buy credential_refused 1',
      'create_media_buy in_doubt 2',
      'create_media_buy input_required 1',
      'create_media_buy permission_missing 1',
      'create_media_buy version_unsupported 1',
    ]);
    for (const id of doubtful) {
      await learn(id, { source: 'webhook', finding: { kind: 'settled', outcome: { status: 'rejected' } }, attempt: 1 });
    }
    expect(await counted()).toEqual([
      'create_media_buy credential_refused 1',
      'create_media_buy input_required 1',
      'create_media_buy permission_missing 1',
      'create_media_buy version_unsupported 1',
    ]);
  });

  it('is put right by the next write where it was not stored, without being told of as new', async () => {
    const id = await sent();
    await database.pool.query(`UPDATE operations SET status = 'in_doubt', updated_at = $2 WHERE id = $1`, [
      id,
      clock.now().toISOString(),
    ]);
    const since = clock.now();
    clock.advance({ seconds: 30 });
    await learn(id, { source: 'poll', finding: { kind: 'no_evidence' } });
    expect(await stored(id)).toEqual({ reason: 'in_doubt', since });
    expect(told).toEqual([]);
  });

  it('ends for what a person repeats: the repetition holds the number', async () => {
    const id = await sent();
    await database.pool.query(
      `UPDATE operations SET status = 'rejected', settled_at = now(), attempt = 2, may_have_executed = true, conflicts = 1,
         attention_reason = 'may_be_booked', attention_since = now()
       WHERE id = $1`,
      [id],
    );
    expect(await stored(id)).toMatchObject({ reason: 'may_be_booked' });
    const old = await desk.read(id);
    const repeated = await insertOperation(database.pool, {
      ...{ id: uuidv7(), tenantId: desk.tenantId, sellerId: 'acme', dialect: 'hitl-v1', type: 'create_media_buy' },
      ...{
        request: {},
        requestHash: 'x',
        requestKey: randomUUID(),
        idempotencyHeader: null,
        poNumber: id,
        userId: null,
      },
      ...{ account: null, buyerRef: null, deadlineAt: clock.now(), now: clock.now(), actor: 'ana' },
      retryOf: { id, version: old.version, inDoubt: true, by: { kind: 'api_key', id: 'a key' } },
    });
    expect(repeated).toMatchObject({ outcome: 'created', operation: { holdsPoNumber: true } });
    expect(await desk.read(id)).toMatchObject({ holdsPoNumber: false, attention: null, conflicts: 1 });
    expect(await stored(id)).toEqual({ reason: null, since: null });
  });

  it('is counted by an index that holds no settled rows', async () => {
    const id = await sent();
    await database.pool.query(
      `INSERT INTO operations (id, tenant_id, seller_id, dialect, type, status, request, request_hash, request_key,
         deadline_at, created_at, updated_at, settled_at)
       SELECT gen_random_uuid(), tenant_id, seller_id, dialect, type, 'created', request, request_hash,
         gen_random_uuid(), deadline_at, created_at, updated_at, updated_at
       FROM operations, generate_series(1, 5000) WHERE id = $1`,
      [id],
    );
    await database.pool.query('VACUUM ANALYZE operations');
    const { rows } = await database.pool.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN ${countStatement.text.replace('$1', '100000')}`,
    );
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('Index Only Scan using operations_attention_counted');
  });
});
