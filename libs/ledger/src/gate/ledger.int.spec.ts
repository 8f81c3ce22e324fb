import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { type Hint, type Observation, attemptOf } from '@adcp-orchestrator/domain';
import { type TestDatabase, TestClock, createTestDatabase, timings } from '@adcp-orchestrator/testing';
import { claimDue } from '../leases/claim';
import { startCall } from '../leases/lease';
import { insertOperation } from '../operations/insert-operation';
import { Ledger } from './ledger';

describe('the gate', () => {
  let database: TestDatabase;
  const clock = new TestClock();
  const tenantId = randomUUID();
  let hints: Hint[] = [];
  let ledger: Ledger;

  beforeAll(async () => {
    database = await createTestDatabase();
    ledger = new Ledger({
      pool: database.pool,
      clock,
      timings,
      chance: () => 0.5,
      hints: { send: (sent) => hints.push(...sent) },
    });
    await database.pool.query(`INSERT INTO tenants (id, name) VALUES ($1, 'desk')`, [tenantId]);
    await database.pool.query(
      `INSERT INTO sellers (tenant_id, id, name, agent_url, dialect, webhook_mode, route_token, limits)
       VALUES ($1, 'acme', 'Acme', 'http://127.0.0.1:1/mcp', 'hitl-v1', 'none', 'token', $2)`,
      [tenantId, { maxConcurrency: 16, requestsPerSecond: null, minPollSeconds: null }],
    );
    await database.pool.query(
      `INSERT INTO subscriptions (id, tenant_id, url, events, secret_sealed) VALUES ($1, $2, 'http://127.0.0.1:2/', '{}', '\\x00')`,
      [randomUUID(), tenantId],
    );
  });
  afterAll(() => database.drop());
  beforeEach(() => {
    hints = [];
  });

  async function accept(poNumber?: string, buyerRef: string | null = null): Promise<string> {
    const id = uuidv7();
    const inserted = await insertOperation(database.pool, {
      id,
      tenantId,
      sellerId: 'acme',
      dialect: 'hitl-v1',
      type: 'create_media_buy',
      request: { packages: ['premium_sports'], po_number: id },
      requestHash: id,
      requestKey: randomUUID(),
      idempotencyHeader: null,
      poNumber: poNumber ?? id,
      userId: 'trader@desk',
      account: null,
      buyerRef,
      deadlineAt: new Date(clock.now().getTime() + 86_400_000),
      retryOf: null,
      now: clock.now(),
      actor: 'test',
    });
    expect(inserted.outcome).toBe('created');
    return id;
  }

  async function send(id: string): Promise<void> {
    const claims = await claimDue(database.pool, {
      limit: 10,
      owner: 'w1',
      leaseSeconds: 60,
      now: clock.now(),
      busy: new Map(),
    });
    const claim = claims.find(({ operation }) => operation.id === id)!;
    const started = await startCall(database.pool, {
      operation: claim.operation,
      owner: 'w1',
      leaseSeconds: 60,
      frozenCallSealed: Buffer.from('x'),
      sellerRevision: 1,
      now: clock.now(),
    });
    expect(attemptOf(started!)).toBe(1);
  }

  function observation(operationId: string, more: Partial<Observation> & Pick<Observation, 'finding'>): Observation {
    return { tenantId, operationId, source: 'response', receivedAt: clock.now(), ...more };
  }

  /** Each operation has a buy of its own. */
  const created = (id: string) =>
    ({
      kind: 'settled',
      outcome: { status: 'created', mediaBuyId: `mb_${id}`, creativeDeadline: '2026-04-01' },
    }) as const;

  it('takes a buy from pending_manual to created with its timeline, media buy, notifications and hints', async () => {
    const id = await accept();
    await send(id);
    await ledger.observe(
      observation(id, {
        finding: { kind: 'pending', status: 'pending_approval' },
        sellerStatus: 'pending_manual',
        taskId: 'task_1',
        attempt: 1,
      }),
    );
    const pending = await database.pool.query(`SELECT * FROM operations WHERE id = $1`, [id]);
    expect(pending.rows[0]).toMatchObject({
      status: 'pending_approval',
      task_id: 'task_1',
      seller_status: 'pending_manual',
      due_kind: 'poll',
      lease_owner: null,
      event_sequence: 1,
    });
    expect(pending.rows[0].due_at.getTime() - clock.now().getTime()).toBe(30_000);
    expect(hints).toEqual([
      { kind: 'poll', tenantId, sellerId: 'acme', at: pending.rows[0].due_at },
      { kind: 'notify', tenantId, at: clock.now() },
    ]);

    clock.advance({ seconds: 30 });
    await ledger.observe(observation(id, { source: 'poll', finding: created(id) }));
    const { rows } = await database.pool.query(`SELECT * FROM operations WHERE id = $1`, [id]);
    expect(rows[0]).toMatchObject({ status: 'created', due_kind: null, late: false, event_sequence: 2, version: 5 });
    const timeline = await database.pool.query(
      `SELECT kind, source, from_status, to_status FROM timeline WHERE operation_id = $1 ORDER BY id`,
      [id],
    );
    expect(timeline.rows.map((row) => `${row.kind}/${row.source}: ${row.from_status} > ${row.to_status}`)).toEqual([
      'accepted/intake: null > requested',
      'claimed/lease: requested > submitting',
      'transition/response: submitting > pending_approval',
      'transition/poll: pending_approval > created',
    ]);
    const buys = await database.pool.query(`SELECT * FROM media_buys WHERE operation_id = $1`, [id]);
    expect(buys.rows[0]).toMatchObject({ media_buy_id: `mb_${id}`, creative_deadline: '2026-04-01' });
    const owed = await database.pool.query(
      `SELECT e.sequence, e.type, e.payload->>'message' AS message, d.status FROM events e JOIN deliveries d ON d.event_id = e.id WHERE operation_id = $1 ORDER BY sequence`,
      [id],
    );
    expect(owed.rows).toEqual([
      {
        sequence: 1,
        type: 'operation.pending_approval',
        message: 'Your media buy requires publisher approval',
        status: 'pending',
      },
      {
        sequence: 2,
        type: 'operation.created',
        message: 'Your media buy has been approved and created',
        status: 'pending',
      },
    ]);
  });

  it('leaves version, timeline and notifications alone when a poll brings nothing new', async () => {
    const id = await accept();
    await send(id);
    const pending = {
      finding: { kind: 'pending', status: 'pending_approval' },
      sellerStatus: 'pending_manual',
      taskId: 't2',
    } as const;
    await ledger.observe(observation(id, pending));
    const before = await database.pool.query(`SELECT version, due_at FROM operations WHERE id = $1`, [id]);
    clock.advance({ seconds: 30 });
    await ledger.observe(observation(id, { ...pending, source: 'poll' }));
    const after = await database.pool.query(`SELECT version, poll_attempt, due_at FROM operations WHERE id = $1`, [id]);
    expect(after.rows[0].version).toBe(before.rows[0].version);
    expect(after.rows[0].poll_attempt).toBe(1);
    expect(after.rows[0].due_at.getTime() - clock.now().getTime()).toBe(45_000);
  });

  it('lets one of many racing equal outcomes win, and records the others as duplicates', async () => {
    const id = await accept();
    await send(id);
    const observed = await Promise.all(
      Array.from({ length: 12 }, () => ledger.observe(observation(id, { source: 'webhook', finding: created(id) }))),
    );
    const verdicts = observed.map(({ decision }) => decision?.verdict).sort();
    expect(verdicts).toEqual([...Array.from({ length: 11 }, () => 'duplicate'), 'transitions']);
    const events = await database.pool.query(`SELECT type FROM events WHERE operation_id = $1`, [id]);
    expect(events.rows).toEqual([{ type: 'operation.created' }]);
  });

  it('keeps what a poisonous observation said and lets the rest of its batch pass', async () => {
    const good = await accept();
    const bad = await accept();
    await send(good);
    const results = await ledger.observeMany([
      observation(good, { finding: created(good) }),
      // A number that fits no integer column. It stands for any value that only the database refuses.
      observation(bad, {
        finding: created(bad),
        source: 'webhook',
        sellerStatus: 'x',
        attempt: 1,
        receivedAt: new Date('+275000-01-01T00:00:00Z'),
      }),
    ]);
    expect(results[0]!.problem).toBeNull();
    expect(results[1]!.problem).toBe('unwritable');
    const { rows } = await database.pool.query(
      `SELECT reason, detail FROM timeline WHERE operation_id = $1 AND kind = 'unwritable'`,
      [bad],
    );
    expect(rows[0].reason).toBe('it could not be recorded, and is kept as it came');
    expect(rows[0].detail.error).toMatch(/out of range/);
    expect(rows[0].detail.observation.finding.outcome.mediaBuyId).toBe(`mb_${bad}`);
    expect((await database.pool.query(`SELECT status FROM operations WHERE id = $1`, [good])).rows[0].status).toBe(
      'created',
    );
  });

  describe('evidence that was found by a reference', () => {
    const found = (id: string, more: Partial<Observation> & Pick<Observation, 'finding'>) =>
      ledger.observe(observation(id, { source: 'reconcile', attempt: 1, ofTheCall: true, ...more }));
    const settledAs = async (id: string) =>
      (await database.pool.query(`SELECT status, task_id, outcome FROM operations WHERE id = $1`, [id])).rows[0];

    /** An operation that ended badly under a number, and another whose call under the same number was lost. */
    async function reuse(): Promise<{ first: string; second: string }> {
      const poNumber = `PO-${randomUUID()}`;
      const first = await accept(poNumber);
      await send(first);
      await ledger.observe(
        observation(first, { finding: { kind: 'pending', status: 'pending_approval' }, taskId: `task_of_${first}` }),
      );
      await ledger.observe(
        observation(first, { source: 'poll', finding: { kind: 'settled', outcome: { status: 'rejected' } } }),
      );
      const second = await accept(poNumber);
      await send(second);
      return { first, second };
    }

    it.each([
      ['pending', { kind: 'pending', status: 'pending_approval' }],
      ['rejected', { kind: 'settled', outcome: { status: 'rejected' } }],
      ['created', created('any')],
    ] as const)("is none when its task is another operation's: %s", async (_, finding) => {
      const { first, second } = await reuse();
      const observed = await found(second, { finding, taskId: `task_of_${first}` });
      expect(observed.decision).toMatchObject({ verdict: 'transitions', to: ['in_doubt'] });
      expect(await settledAs(second)).toEqual({ status: 'in_doubt', task_id: null, outcome: null });
    });

    it('is none when it is a bad end without a task, which the earlier operation of the number may have had', async () => {
      const { second } = await reuse();
      await found(second, { finding: { kind: 'settled', outcome: { status: 'rejected' } } });
      expect(await settledAs(second)).toMatchObject({ status: 'in_doubt' });
      const alone = await accept();
      await send(alone);
      await found(alone, { finding: { kind: 'settled', outcome: { status: 'rejected' } } });
      expect(await settledAs(alone)).toMatchObject({ status: 'rejected' });
    });

    it('is none when it is a bad end that the earlier operation may have had, whose only call came before a retry', async () => {
      const poNumber = `PO-${randomUUID()}`;
      const first = await accept(poNumber);
      await send(first);
      const taskId = `task_of_${first}`;
      const rejected = { kind: 'settled', outcome: { status: 'rejected' } } as const;
      await ledger.observe(observation(first, { finding: { kind: 'pending', status: 'pending_input' }, taskId }));
      await ledger.observe(
        observation(first, { source: 'operator', finding: { kind: 'retry_requested', acceptsDoubleBooking: true } }),
      );
      await ledger.observe(observation(first, { source: 'webhook', finding: rejected, taskId }));
      expect(await settledAs(first)).toMatchObject({ status: 'rejected' });
      const second = await accept(poNumber);
      await send(second);
      await found(second, { finding: rejected });
      expect(await settledAs(second)).toMatchObject({ status: 'in_doubt' });
    });

    it('is none when it is a bad end that the earlier operation of the buyer_ref may have had', async () => {
      const buyerRef = `ref-${randomUUID()}`;
      const first = await accept(undefined, buyerRef);
      await send(first);
      await ledger.observe(observation(first, { finding: { kind: 'settled', outcome: { status: 'rejected' } } }));
      const second = await accept(undefined, buyerRef);
      await send(second);
      await found(second, { finding: { kind: 'settled', outcome: { status: 'rejected', mediaBuyId: 'mb_first' } } });
      expect(await settledAs(second)).toMatchObject({ status: 'in_doubt' });
    });

    it("is none when its media buy is another operation's", async () => {
      const mediaBuyId = `mb_${randomUUID()}`;
      const booked = { kind: 'settled', outcome: { status: 'created', mediaBuyId } } as const;
      const owner = await accept();
      await send(owner);
      await ledger.observe(observation(owner, { finding: booked }));
      const other = await accept();
      await send(other);
      await found(other, { finding: booked });
      expect(await settledAs(other)).toMatchObject({ status: 'in_doubt' });
    });

    it('is a doubt for an operation that waits without a task, when it may be the earlier one that was rejected', async () => {
      const { second } = await reuse();
      await ledger.observe(observation(second, { finding: { kind: 'pending', status: 'pending_approval' } }));
      const polled = { source: 'poll', finding: { kind: 'settled', outcome: { status: 'rejected' } } } as const;
      await ledger.observe(observation(second, polled));
      expect(await settledAs(second)).toMatchObject({ status: 'in_doubt' });
    });

    it('is a doubt for an operation whose own task is gone, when it may be the earlier one that was rejected', async () => {
      const { second } = await reuse();
      await ledger.observe(
        observation(second, { finding: { kind: 'pending', status: 'pending_approval' }, taskId: `task_of_${second}` }),
      );
      const polled = { source: 'poll', finding: { kind: 'settled', outcome: { status: 'rejected' } } } as const;
      await ledger.observe(observation(second, polled));
      expect(await settledAs(second)).toMatchObject({ status: 'in_doubt', task_id: `task_of_${second}` });
      await ledger.observe(observation(second, { ...polled, taskId: `task_of_${second}` }));
      expect(await settledAs(second)).toMatchObject({ status: 'rejected' });
    });

    it('is overtaken when a worker that was taken for dead says it of the task before a retry', async () => {
      const id = await accept();
      await send(id);
      const word = { finding: { kind: 'pending', status: 'pending_input' }, taskId: `task_of_${id}` } as const;
      await ledger.observe(observation(id, { ...word, source: 'webhook' }));
      await ledger.observe(
        observation(id, { source: 'operator', finding: { kind: 'retry_requested', acceptsDoubleBooking: true } }),
      );
      await claimDue(database.pool, { limit: 10, owner: 'w1', leaseSeconds: 60, now: clock.now(), busy: new Map() });
      await database.pool.query(`UPDATE operations SET attempt = 2, call_started_at = now() WHERE id = $1`, [id]);
      await ledger.observe(observation(id, { ...word, attempt: 1 }));
      expect(await settledAs(id)).toEqual({ status: 'submitting', task_id: null, outcome: null });
      await ledger.observe(observation(id, { ...word, attempt: 2 }));
      expect(await settledAs(id)).toMatchObject({ status: 'pending_input', task_id: `task_of_${id}` });
    });

    it("is a doubt after a retry, when it may be the operation's own first task that was rejected", async () => {
      const id = await accept();
      await send(id);
      await ledger.observe(
        observation(id, { finding: { kind: 'pending', status: 'pending_input' }, taskId: `task_of_${id}` }),
      );
      await ledger.observe(
        observation(id, { source: 'operator', finding: { kind: 'retry_requested', acceptsDoubleBooking: true } }),
      );
      await claimDue(database.pool, { limit: 10, owner: 'w1', leaseSeconds: 60, now: clock.now(), busy: new Map() });
      await database.pool.query(`UPDATE operations SET attempt = 2, call_started_at = now() WHERE id = $1`, [id]);
      const rejected = { kind: 'settled', outcome: { status: 'rejected' } } as const;
      await ledger.observe(observation(id, { source: 'reconcile', attempt: 2, ofTheCall: true, finding: rejected }));
      expect(await settledAs(id)).toMatchObject({ status: 'in_doubt' });
    });

    it('counts when the earlier operation of the number was never sent', async () => {
      const poNumber = `PO-${randomUUID()}`;
      const first = await accept(poNumber);
      await ledger.observe(observation(first, { source: 'operator', finding: { kind: 'cancel_requested' } }));
      const second = await accept(poNumber);
      await send(second);
      await found(second, { finding: { kind: 'settled', outcome: { status: 'rejected' } } });
      expect(await settledAs(second)).toMatchObject({ status: 'rejected' });
    });

    it('does not stop others of its batch with a task that the database cannot keep', async () => {
      const { second } = await reuse();
      const other = await accept();
      await send(other);
      const odd = {
        taskId: 'a\u0000',
        finding: { kind: 'settled', outcome: { status: 'created', mediaBuyId: 'b\u0000' } },
      };
      const results = await ledger.observeMany([
        observation(second, { source: 'reconcile', attempt: 1, ofTheCall: true, ...odd } as never),
        observation(other, { finding: { kind: 'pending', status: 'pending_approval' } }),
      ]);
      expect(results.map(({ problem }) => problem)).toEqual([null, null]);
    });

    it('counts when nobody else has it', async () => {
      const { second } = await reuse();
      await found(second, {
        finding: { kind: 'settled', outcome: { status: 'rejected' } },
        taskId: `task_of_${second}`,
      });
      expect(await settledAs(second)).toMatchObject({ status: 'rejected', task_id: `task_of_${second}` });
    });
  });

  it('takes text that jsonb refuses', async () => {
    const id = await accept();
    const result = await ledger.observe(
      observation(id, {
        source: 'webhook',
        finding: { kind: 'pending', status: 'pending_approval' },
        message: 'nul \u0000 and half \ud800 pair',
      }),
    );
    expect(result.problem).toBeNull();
    expect((await database.pool.query(`SELECT message FROM operations WHERE id = $1`, [id])).rows[0].message).toBe(
      'nul \ufffd and half \ufffd pair',
    );
  });

  it('does not see an operation through another tenant', async () => {
    const id = await accept();
    const result = await ledger.observe({ ...observation(id, { finding: created(id) }), tenantId: randomUUID() });
    expect(result.problem).toBe('unknown_operation');
  });
});
