import type { Pool } from 'pg';
import { openCircuit, recordCalls } from '@adcp-orchestrator/ledger';
import { POOL } from '@adcp-orchestrator/platform';
import { TestClock } from '@adcp-orchestrator/testing';
import { type Answer, ApiUnderTest, type TestTenant } from '../../../testing/api-under-test';

describe('the health of a seller', () => {
  const clock = new TestClock();
  let api: ApiUnderTest;
  let desk: TestTenant;

  beforeAll(async () => {
    api = await ApiUnderTest.start({}, { clock });
    desk = await api.newTenant();
  });
  afterAll(() => api.stop());

  const healthOf = (id: string): Promise<Answer> =>
    api.call('GET', `/v1/sellers/${id}/health`, { key: desk.keys.viewer });
  const ref = (sellerId: string) => ({ tenantId: desk.id, sellerId });

  function report(sellerId: string, calls: number, failures: number): Promise<void> {
    const at = clock.now();
    return recordCalls(
      api.database.pool,
      [
        {
          ...ref(sellerId),
          calls,
          failures,
          failuresInRow: failures,
          lastSuccessAt: failures < calls ? at : null,
          lastFailure: failures > 0 ? { at, code: 'SELLER_TIMED_OUT', message: 'no answer in 30 s' } : null,
        },
      ],
      at,
    );
  }

  it('is quiet for a seller that nobody has called', async () => {
    await api.addSeller(desk, 'fresh');
    const { status, body } = await healthOf('fresh');
    expect(status).toBe(200);
    expect(body).toEqual({
      seller_id: 'fresh',
      circuit: { state: 'closed', opened_at: null, next_probe_at: null, consecutive_failures: 0 },
      last_success_at: null,
      last_failure_at: null,
      last_error: null,
      error_rate: { window_seconds: 3600, calls: 0, failures: 0, rate: null, by_window: [] },
      poll_lag_seconds: 0,
      problems: [],
      approval_times: {
        approvals: 0,
        p50: null,
        p90: null,
        buckets: [60, 600, 3_600, 14_400, 86_400, null].map((up_to_seconds) => ({ up_to_seconds, approvals: 0 })),
      },
      approval_seconds: null,
      operations: { open: 0, pending: 0, doubtful: 0, attention: 0, by_status: {} },
    });
    expect((await healthOf('nobody')).status).toBe(404);
  });

  it('tells the error rate of the last hour, in steps of five minutes, from the sums of all processes', async () => {
    await api.addSeller(desk, 'flaky');
    await report('flaky', 10, 0);
    clock.advance({ minutes: 30 });
    await Promise.all([report('flaky', 4, 2), report('flaky', 2, 2)]);
    const { body } = await healthOf('flaky');
    expect(body).toMatchObject({
      circuit: { state: 'closed' },
      last_error: { code: 'SELLER_TIMED_OUT' },
      error_rate: { calls: 16, failures: 4, rate: 0.25, by_window: [{ calls: 10 }, { calls: 6, failures: 4 }] },
    });
    clock.advance({ minutes: 40 });
    expect((await healthOf('flaky')).body).toMatchObject({ error_rate: { calls: 6, failures: 4 } });
    clock.advance({ hours: 1 });
    await report('flaky', 1, 0);
    expect((await healthOf('flaky')).body).toMatchObject({
      circuit: { consecutive_failures: 0 },
      error_rate: { calls: 1, failures: 0, rate: 0, by_window: [{ calls: 1, failures: 0 }] },
    });
  });

  it('shows an open circuit with its next probe and the cause, until the settings of the seller change', async () => {
    await api.addSeller(desk, 'dead');
    const now = clock.now();
    const nextProbeAt = new Date(now.getTime() + 5_000);
    await openCircuit(
      api.database.pool,
      { ...ref('dead'), revision: 1 },
      { now, nextProbeAt, error: { code: 'SELLER_UNREACHABLE', message: 'connection refused' } },
    );
    expect((await healthOf('dead')).body).toMatchObject({
      circuit: { state: 'open', opened_at: now.toISOString(), next_probe_at: nextProbeAt.toISOString() },
      last_error: { code: 'SELLER_UNREACHABLE', message: 'connection refused' },
    });
    const change = { key: desk.keys.admin, body: { agent_url: 'http://127.0.0.1:2/mcp' } };
    expect((await api.call('PATCH', '/v1/sellers/dead', change)).body.revision).toBe(2);
    expect((await healthOf('dead')).body).toMatchObject({ circuit: { state: 'closed', next_probe_at: null } });
  });

  it('tells how long its people take, what waits, and how far polling is behind', async () => {
    await api.addSeller(desk, 'busy');
    const ids: string[] = [];
    for (let n = 0; n < 7; n += 1) ids.push((await api.handOver(desk, 'busy')).body.id);
    const at = clock.now().getTime();
    for (const [n, id] of ids.entries()) {
      const since = new Date(at - 1_000 * (n + 1));
      if (n < 5) {
        await api.database.pool.query(
          `UPDATE operations SET status = 'created', pending_since = $2, settled_at = $3, due_kind = NULL, due_at = NULL
           WHERE id = $1`,
          [id, since, clock.now()],
        );
      } else {
        await api.database.pool.query(
          `UPDATE operations SET status = 'pending_approval', pending_since = $2, due_kind = 'poll', due_at = $3
           WHERE id = $1`,
          [id, since, new Date(at - 60_000)],
        );
      }
    }
    expect((await healthOf('busy')).body).toMatchObject({
      approval_seconds: { median: 3, p95: 4.8, samples: 5 },
      operations: { open: 0, pending: 2, doubtful: 0, attention: 0, by_status: { pending_approval: 2 } },
      poll_lag_seconds: 60,
    });
  });

  it('shows approval times in a few steps, of the newest 200', async () => {
    await api.addSeller(desk, 'slow');
    const ids: string[] = [];
    for (let n = 0; n < 6; n += 1) ids.push((await api.handOver(desk, 'slow')).body.id);
    for (const [n, seconds] of [60, 61, 3_600, 10_000, 86_400, 100_000].entries()) {
      await api.database.pool.query(
        `UPDATE operations SET status = 'created', pending_since = created_at, settled_at = $2, approval_seconds = $3,
           due_kind = NULL, due_at = NULL WHERE id = $1`,
        [ids[n], clock.now(), seconds],
      );
    }
    expect((await healthOf('slow')).body).toMatchObject({
      approval_times: {
        approvals: 6,
        p50: 6_800,
        p90: 93_200,
        buckets: [1, 1, 1, 1, 1, 1].map((approvals) => ({ approvals })),
      },
    });
  });

  it('says what is wrong and what to do about it, with what waits behind it and its money', async () => {
    await api.addSeller(desk, 'ill');
    const change = { key: desk.keys.admin, body: { paused: true } };
    const paused = (await api.call('PATCH', '/v1/sellers/ill', change)).body as unknown as { paused_since: string };
    const [unsent, refused, polled] = [
      await api.handOver(desk, 'ill'),
      await api.handOver(desk, 'ill'),
      await api.handOver(desk, 'ill'),
    ].map(({ body }) => body.id);
    const at = clock.now();
    const before = new Date(at.getTime() - 600_000);
    const { pool } = api.database;
    await pool.query(
      `UPDATE operations SET summary = jsonb_set(summary, '{totalBudget}', '{"amount": 1000.5, "currency": "EUR"}')
       WHERE id IN ($1, $2)`,
      [unsent, refused],
    );
    await pool.query(
      `UPDATE operations SET status = 'pending_permission', error = '{"code": "AUTH_REQUIRED", "message": "no"}',
         attention_reason = 'credential_refused', attention_since = $2 WHERE id = $1`,
      [refused, before],
    );
    await pool.query(
      `UPDATE operations SET status = 'pending_approval', task_id = 'gone', due_kind = 'poll', due_at = $2 WHERE id = $1`,
      [polled, before],
    );
    await pool.query('INSERT INTO seller_refusals (tenant_id, seller_id, since) VALUES ($1, $2, $3)', [
      desk.id,
      'ill',
      before,
    ]);
    await pool.query(
      `INSERT INTO seller_orphans (tenant_id, seller_id, side, subject, task_id, operation_id, first_seen_at)
       VALUES ($1, 'ill', 'ours', $2::text, 'gone', $2::uuid, $3), ($1, 'ill', 'theirs', 'task_9', 'task_9', NULL, $3)`,
      [desk.id, polled, before],
    );
    await report('ill', 20, 10);
    type Problem = {
      code: string;
      since: string;
      what_to_do: string;
      operations: number | null;
      money: object[] | null;
    };
    const read = async () => ((await healthOf('ill')).body as unknown as { problems: Problem[] }).problems;
    const money = [{ amount: 1_000.5, currency: 'EUR' }];
    const found = await read();
    expect(found).toMatchObject([
      { code: 'credential_refused', since: before.toISOString(), operations: 1, money },
      { code: 'paused', since: paused.paused_since, operations: 1, money },
      { code: 'errors', operations: null, money: null },
      { code: 'polling_late', since: before.toISOString(), operations: 1, money: [{ amount: 1_000, currency: null }] },
      { code: 'tasks_unknown_to_seller', since: before.toISOString(), operations: 1 },
      { code: 'tasks_unknown_to_us', since: before.toISOString(), operations: null },
    ]);
    for (const { what_to_do: words } of found) expect(words).toMatch(/ill|poller|calls/);

    await openCircuit(
      pool,
      { ...ref('ill'), revision: 1 },
      {
        now: at,
        nextProbeAt: new Date(at.getTime() + 5_000),
        error: { code: 'SELLER_UNREACHABLE', message: 'refused' },
      },
    );
    // What is only the circuit's doing is not told twice.
    const codes = (await read()).map(({ code }) => code);
    expect(codes).toContain('circuit_open');
    expect(codes).not.toContain('errors');
    expect(codes).not.toContain('polling_late');
  });

  it('is told of every seller of a list at once, in the figures by which one sees which is ill', async () => {
    const other = await api.newTenant();
    for (const id of ['calm', 'sick', 'still']) await api.addSeller(other, id);
    await api.call('PATCH', '/v1/sellers/still', { key: other.keys.admin, body: { paused: true } });
    const { pool } = api.database;
    const made = [await api.handOver(other, 'sick'), await api.handOver(other, 'sick')].map(({ body }) => body.id);
    const at = clock.now();
    const before = new Date(at.getTime() - 600_000);
    await pool.query(
      `UPDATE operations SET status = 'pending_permission', error = '{"code": "AUTH_REQUIRED", "message": "no"}',
         attention_reason = 'credential_refused', attention_since = $2 WHERE id = $1`,
      [made[0], before],
    );
    await pool.query(
      `UPDATE operations SET status = 'pending_approval', task_id = 'gone', due_kind = 'poll', due_at = $2 WHERE id = $1`,
      [made[1], before],
    );
    await pool.query(
      `INSERT INTO seller_orphans (tenant_id, seller_id, side, subject, task_id, operation_id, first_seen_at)
       VALUES ($1, 'sick', 'ours', $2::text, 'gone', $2::uuid, $3), ($1, 'sick', 'theirs', 'task_9', 'task_9', NULL, $3)`,
      [other.id, made[1], before],
    );
    const called = { tenantId: other.id, sellerId: 'sick', calls: 20, failures: 10, failuresInRow: 0 };
    const lastFailure = { at, code: 'SELLER_TIMED_OUT', message: 'no answer in 30 s' };
    await recordCalls(pool, [{ ...called, lastSuccessAt: at, lastFailure }], at);
    await pool.query(
      `INSERT INTO operations (id, tenant_id, seller_id, dialect, type, status, request, request_hash, request_key, deadline_at,
         status_since, created_at, updated_at)
       SELECT gen_random_uuid(), tenant_id, 'still', dialect, type, 'requested', request, request_hash, gen_random_uuid(),
         deadline_at, status_since, created_at, updated_at FROM operations, generate_series(1, 1001) WHERE id = $1`,
      [made[1]],
    );
    const list = async (query = '') => (await api.call('GET', `/v1/sellers${query}`, { key: other.keys.viewer })).body;
    const none = { open: 0, pending: 0, doubtful: 0, attention: 0 };
    expect((await list('?include=health')).items).toMatchObject([
      {
        id: 'calm',
        health: {
          problems: [],
          circuit: 'closed',
          last_success_at: null,
          error_rate: { calls: 0, failures: 0, rate: null },
          poll_lag_seconds: 0,
          operations: none,
          orphans: { ours: 0, theirs: 0 },
        },
      },
      {
        id: 'sick',
        health: {
          problems: ['credential_refused', 'errors', 'polling_late', 'tasks_unknown_to_seller', 'tasks_unknown_to_us'],
          last_success_at: at.toISOString(),
          error_rate: { calls: 20, failures: 10, rate: 0.5 },
          poll_lag_seconds: 600,
          operations: { ...none, pending: 2, attention: 1 },
          orphans: { ours: 1, theirs: 1 },
        },
      },
      { id: 'still', health: { problems: ['paused'], operations: { ...none, open: { at_least: 1_000 } } } },
    ]);
    // The same as each by itself says.
    const { body } = await api.call('GET', '/v1/sellers/sick/health', { key: other.keys.viewer });
    const { problems } = body as unknown as { problems: { code: string }[] };
    expect(problems.map(({ code }) => code)).toEqual([
      'credential_refused',
      'errors',
      'polling_late',
      'tasks_unknown_to_seller',
      'tasks_unknown_to_us',
    ]);
    expect((await list()).items.some((seller) => 'health' in seller)).toBe(false);
    expect((await list('?include=orphans')).errors).toMatchObject([{ pointer: '/include' }]);
  });

  it('counts what needs a person as the attention list does, whatever its status', async () => {
    const other = await api.newTenant();
    for (const id of ['asked', 'quiet']) await api.addSeller(other, id);
    const make = async (sellerId: string, status: string, reason: string | null) => {
      const { id } = (await api.handOver(other, sellerId)).body;
      await api.database.pool.query(
        `UPDATE operations SET status = $2, attention_reason = $3, attention_since = CASE WHEN $3::text IS NOT NULL THEN now() END,
           due_kind = NULL, due_at = NULL, settled_at = CASE WHEN $2 IN ('created', 'failed') THEN now() END WHERE id = $1`,
        [id, status, reason],
      );
    };
    await make('asked', 'in_doubt', 'in_doubt');
    await make('asked', 'pending_input', 'input_required');
    await make('asked', 'created', 'conflict');
    await make('asked', 'failed', 'may_be_booked');
    await make('asked', 'pending_approval', null);
    await make('quiet', 'created', null);
    const key = other.keys.viewer;
    const listed = async (seller: string) =>
      (await api.call('GET', `/v1/operations?attention=true&seller_id=${seller}`, { key })).body.items.length;
    const expected = { open: 0, pending: 2, doubtful: 1, attention: 4 };
    expect(await listed('asked')).toBe(expected.attention);
    expect((await api.call('GET', '/v1/sellers/asked/health', { key })).body).toMatchObject({ operations: expected });
    const { items } = (await api.call('GET', '/v1/sellers?include=health', { key })).body;
    expect(items).toMatchObject([
      { id: 'asked', health: { operations: expected } },
      { id: 'quiet', health: { operations: { open: 0, pending: 0, doubtful: 0, attention: await listed('quiet') } } },
    ]);
  });

  it('is read on one connection, however many things it tells', async () => {
    await api.addSeller(desk, 'alone');
    const pool = api.app.get<Pool>(POOL);
    let lent = 0;
    let most = 0;
    pool.on('acquire', () => (most = Math.max(most, ++lent)));
    pool.on('release', () => (lent -= 1));
    expect((await healthOf('alone')).status).toBe(200);
    // What the API does beside it may hold another.
    expect(most).toBeLessThanOrEqual(2);
  });
});
