import type { Finding, Observation } from '@adcp-orchestrator/domain';
import {
  TestClock,
  type TestDatabase,
  TestDesk,
  awaitLockWaits,
  createTestDatabase,
  timings,
} from '@adcp-orchestrator/testing';
import { type LedgerOptions, Ledger, type Observed } from './ledger';

describe('a media buy that two operations name', () => {
  let database: TestDatabase;
  let desk: TestDesk;
  let ledger: Ledger;
  let options: LedgerOptions;
  const clock = new TestClock();
  let buys = 0;
  let mediaBuyId: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    desk = new TestDesk(database, clock);
    await desk.open();
    await desk.addSeller('acme', { dialect: 'adcp-v3' });
    options = { pool: database.pool, clock, timings, chance: () => 0.5, hints: { send: () => undefined } };
    ledger = new Ledger(options);
  });
  afterAll(() => database.drop());
  beforeEach(() => {
    mediaBuyId = `mb_${(buys += 1)}`;
  });

  /** A create whose seller's people must approve, under a task of its own. */
  async function waiting(
    owner = desk,
    sellerId = 'acme',
    fields: Parameters<TestDesk['accept']>[1] = {},
  ): Promise<string> {
    const id = await owner.accept(sellerId, { dialect: 'adcp-v3', ...fields });
    await database.pool.query(
      `UPDATE operations SET status = 'pending_approval', task_id = 't' || id, attempt = 1, attempts_in_budget = 1,
         call_started_at = now(), first_call_at = now(), due_kind = 'poll' WHERE id = $1`,
      [id],
    );
    return id;
  }

  const created = (more: object = {}): Finding => ({
    kind: 'settled',
    outcome: { status: 'created', mediaBuyId },
    ...more,
  });

  const word = (operationId: string, finding = created(), more: Partial<Observation> = {}): Observation => ({
    tenantId: desk.tenantId,
    operationId,
    source: 'webhook',
    receivedAt: clock.now(),
    taskId: `t${operationId}`,
    finding,
    ...more,
  });

  const buysOf = async (operationId: string) =>
    (await database.pool.query(`SELECT * FROM media_buys WHERE operation_id = $1`, [operationId])).rows;
  const eventsOf = async (operationId: string): Promise<{ type: string; message: string }[]> =>
    (
      await database.pool.query<{ type: string; message: string }>(
        `SELECT type, payload->>'message' AS message FROM events WHERE operation_id = $1 ORDER BY sequence`,
        [operationId],
      )
    ).rows;

  const verdicts = (observed: readonly Observed[]) => observed.map(({ decision }) => decision?.verdict);

  async function expectDoubt(loser: string, holder: string): Promise<void> {
    const { status, outcome, conflicts, error } = await desk.read(loser);
    expect({ status, outcome, conflicts }).toEqual({ status: 'in_doubt', outcome: null, conflicts: 1 });
    expect(error).toMatchObject({ code: 'MEDIA_BUY_OF_ANOTHER_OPERATION', details: { operation_id: holder } });
    expect(await eventsOf(loser)).toEqual([
      { type: 'operation.in_doubt', message: expect.stringContaining(holder) },
      { type: 'operation.attention', message: expect.stringContaining('cannot prove') },
    ]);
    expect(await buysOf(loser)).toEqual([]);
  }

  it("is the first one's, unchanged; the second one is in doubt, and the desk is told of which", async () => {
    const [first, second] = [await waiting(), await waiting()];
    await ledger.observe(word(first, created(), { sellerStatus: 'pending_start' }));
    const before = await buysOf(first);
    expect(before).toHaveLength(1);
    clock.advance({ seconds: 30 });
    expect(verdicts([await ledger.observe(word(second, created(), { sellerStatus: 'active' }))])).toEqual(['conflict']);
    await expectDoubt(second, first);
    expect(await buysOf(first)).toEqual(before);
    expect((await desk.read(first)).status).toBe('created');
  });

  it("is one's when both come in one batch", async () => {
    const [first, second] = [await waiting(), await waiting()];
    const observed = await ledger.observeMany([word(second), word(first)]);
    expect(verdicts(observed).sort()).toEqual(['conflict', 'transitions']);
    await expectDoubt(second, first);
  });

  it("is one's when two processes book it at the same moment", async () => {
    for (let round = 0; round < 10; round += 1) {
      mediaBuyId = `mb_race_${round}`;
      const pair = [await waiting(), await waiting()];
      const observed = await Promise.all(pair.map((id) => new Ledger(options).observe(word(id))));
      expect(verdicts(observed).sort()).toEqual(['conflict', 'transitions']);
      const [first, second] = observed[0]?.decision?.verdict === 'transitions' ? pair : pair.reverse();
      await expectDoubt(second!, first!);
    }
  });

  it('is decided again when another process commits it while ours writes', async () => {
    const [first, second] = [await waiting(), await waiting()];
    const client = await database.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query(
        `INSERT INTO media_buys (tenant_id, seller_id, media_buy_id, operation_id, status, created_at, updated_at)
         VALUES ($1, 'acme', $2, $3, 'pending', now(), now())`,
        [desk.tenantId, mediaBuyId, first],
      );
      const observed = ledger.observe(word(second));
      await awaitLockWaits(database.pool, 1);
      await client.query('COMMIT');
      expect((await observed).decision?.verdict).toBe('conflict');
    } finally {
      client.release();
    }
    await expectDoubt(second, first);
  });

  it('does not hold up the others of the batch', async () => {
    const [holder, loser, third] = [await waiting(), await waiting(), await waiting()];
    await ledger.observe(word(holder));
    const own: Finding = { kind: 'settled', outcome: { status: 'created', mediaBuyId: `${mediaBuyId}_own` } };
    const observed = await ledger.observeMany([
      word(loser),
      word(third, own),
      word(holder, created({ delivering: true })),
    ]);
    expect(verdicts(observed)).toEqual(['conflict', 'transitions', 'transitions']);
    expect([(await desk.read(third)).status, (await desk.read(holder)).status]).toEqual(['created', 'active']);
  });

  it('settles the second one by no later word, and tells of polls that repeat it only once', async () => {
    const [first, second] = [await waiting(), await waiting()];
    await ledger.observe(word(first));
    await ledger.observe(word(second));
    for (const source of ['poll', 'reconcile', 'webhook'] as const) {
      const more = source === 'webhook' ? {} : { attempt: 1 };
      await ledger.observe(word(second, created({ delivering: true }), { source, ...more }));
    }
    const { status, conflicts } = await desk.read(second);
    expect([status, conflicts]).toEqual(['in_doubt', 2]);
    expect((await eventsOf(second)).map(({ type }) => type)).toEqual(['operation.in_doubt', 'operation.attention']);
  });

  it('cannot be the bad end of the second one either', async () => {
    const [first, second] = [await waiting(), await waiting()];
    await ledger.observe(word(first));
    await ledger.observe(word(second, { kind: 'settled', outcome: { status: 'rejected', mediaBuyId } }));
    await expectDoubt(second, first);
  });

  it('is refused to a person who resolves the second one with it; any other end is taken', async () => {
    const [first, second] = [await waiting(), await waiting()];
    await ledger.observe(word(first));
    await ledger.observe(word(second));
    const resolve = (id: string) =>
      ledger.observe(
        word(
          second,
          { kind: 'resolved', outcome: { status: 'created', mediaBuyId: id }, note: 'n' },
          {
            source: 'operator',
            taskId: undefined,
          },
        ),
      );
    expect((await resolve(mediaBuyId)).decision).toMatchObject({ verdict: 'refused', holder: first });
    expect((await desk.read(second)).status).toBe('in_doubt');
    expect((await resolve(`${mediaBuyId}_own`)).decision?.verdict).toBe('transitions');
    expect(await desk.read(second)).toMatchObject({ status: 'created', outcome: { mediaBuyId: `${mediaBuyId}_own` } });
  });

  it('is no conflict for an update, for the same operation again, at another seller or for another tenant', async () => {
    const first = await waiting();
    await ledger.observe(word(first));
    expect(verdicts([await ledger.observe(word(first))])).toEqual(['duplicate']);
    const update = await waiting(desk, 'acme', { type: 'update_media_buy' });
    await ledger.observe(word(update, { kind: 'settled', outcome: { status: 'completed', mediaBuyId } }));
    expect((await desk.read(update)).status).toBe('completed');
    await desk.addSeller('other', { dialect: 'adcp-v3' });
    const elsewhere = await waiting(desk, 'other');
    await ledger.observe(word(elsewhere));
    expect((await desk.read(elsewhere)).status).toBe('created');
    const stranger = new TestDesk(database, clock);
    await stranger.open();
    await stranger.addSeller('acme', { dialect: 'adcp-v3' });
    const theirs = await waiting(stranger);
    await ledger.observe({ ...word(theirs), tenantId: stranger.tenantId });
    expect((await stranger.read(theirs)).status).toBe('created');
  });

  it("is a repetition's own when the first one ended badly and was booked in truth", async () => {
    const first = await waiting();
    await ledger.observe(word(first, { kind: 'settled', outcome: { status: 'failed' } }));
    expect(verdicts([await ledger.observe(word(first))])).toEqual(['conflict']);
    const second = await waiting();
    await database.pool.query(`UPDATE operations SET retry_of = $2 WHERE id = $1`, [second, first]);
    await ledger.observe(word(second));
    expect(await desk.read(second)).toMatchObject({ status: 'created', conflicts: 0 });
  });

  it('lets what was created twice before this was looked at deliver', async () => {
    const [first, second] = [await waiting(), await waiting()];
    await ledger.observe(word(first));
    await database.pool.query(
      `UPDATE operations SET status = 'created', outcome = $2, settled_at = now(), due_kind = NULL, due_at = NULL WHERE id = $1`,
      [second, { status: 'created', mediaBuyId }],
    );
    expect(verdicts([await ledger.observe(word(second, created({ delivering: true })))])).toEqual(['transitions']);
    expect((await desk.read(second)).status).toBe('active');
    expect(await buysOf(second)).toEqual([]);
  });
});

describe("seller's names that fit no index", () => {
  let database: TestDatabase;
  let desk: TestDesk;
  let ledger: Ledger;
  const clock = new TestClock();
  // Postgres would compress a text that repeats itself.
  const long = Array.from({ length: 600 }, (_, n) => Math.sin(n).toString(36).slice(-6)).join('');

  beforeAll(async () => {
    database = await createTestDatabase();
    desk = new TestDesk(database, clock);
    await desk.open();
    await desk.addSeller('acme', { dialect: 'adcp-v3' });
    ledger = new Ledger({ pool: database.pool, clock, timings, hints: { send: () => undefined } });
  });
  afterAll(() => database.drop());

  it.each([
    ['task_id', { finding: { kind: 'pending', status: 'pending_approval' }, taskId: long }],
    ['media_buy_id', { finding: { kind: 'settled', outcome: { status: 'created', mediaBuyId: long } } }],
    ['media_buy_id', { finding: { kind: 'pending', status: 'pending_approval' }, mediaBuyId: long }],
  ] as const)('leave a doubt that says so, and nothing of the database: %s', async (field, learned) => {
    for (const source of ['response', 'poll', 'webhook', 'reconcile'] as const) {
      const operationId = await desk.accept('acme', { dialect: 'adcp-v3' });
      await database.pool.query(
        `UPDATE operations SET status = $2, attempt = 1, attempts_in_budget = 1, call_started_at = now() WHERE id = $1`,
        [operationId, source === 'response' ? 'submitting' : 'pending_input'],
      );
      const observed = await ledger.observe({
        ...learned,
        tenantId: desk.tenantId,
        operationId,
        source,
        receivedAt: clock.now(),
      });
      expect(observed.problem).toBeNull();
      const { status, taskId, error } = await desk.read(operationId);
      expect({ status, taskId, code: error?.code }).toEqual({
        status: 'in_doubt',
        taskId: null,
        code: 'SELLER_ID_TOO_LONG',
      });
      const { rows } = await database.pool.query(`SELECT reason, detail FROM timeline WHERE operation_id = $1`, [
        operationId,
      ]);
      expect(JSON.stringify(rows)).toContain(`names a ${field} of ${long.length} characters; at most 512`);
      expect(JSON.stringify(rows)).not.toMatch(/index|btree/);
      expect(JSON.stringify(rows)).not.toContain(long);
    }
  });

  it('of 512 characters, however wide, are kept', async () => {
    const wide = Array.from({ length: 512 }, (_, n) => String.fromCharCode(0x4e00 + ((n * 7919) % 20_000))).join('');
    const operationId = await desk.accept('acme', { dialect: 'adcp-v3' });
    await database.pool.query(
      `UPDATE operations SET status = 'submitting', attempt = 1, call_started_at = now() WHERE id = $1`,
      [operationId],
    );
    const heard = { tenantId: desk.tenantId, operationId, receivedAt: clock.now(), taskId: wide };
    await ledger.observe({ ...heard, source: 'response', finding: { kind: 'pending', status: 'pending_approval' } });
    const finding: Finding = { kind: 'settled', outcome: { status: 'created', mediaBuyId: wide } };
    expect((await ledger.observe({ ...heard, source: 'poll', finding })).operation).toMatchObject({
      status: 'created',
    });
  });
});
