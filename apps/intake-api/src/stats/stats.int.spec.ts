import { sumUpDays } from '@adcp-orchestrator/ledger';
import { ApiUnderTest, type TestTenant } from '../../testing/api-under-test';

describe('the figures of a desk', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;
  const now = new Date('2026-04-01T12:00:00Z');

  beforeAll(async () => {
    api = await ApiUnderTest.start({}, { clock: { now: () => now } });
    desk = await api.newTenant();
    for (const id of ['acme', 'globe']) await api.addSeller(desk, id);
    await api.database.pool.query(
      `INSERT INTO operations (id, tenant_id, seller_id, dialect, type, status, request, request_hash, request_key,
         deadline_at, created_at, updated_at, pending_since, settled_at, approval_seconds, attempt, calls,
         deadline_passed_at)
       SELECT (lpad(to_hex((extract(epoch FROM ended) * 1000)::bigint), 12, '0')
           || right(replace(gen_random_uuid()::text, '-', ''), 20))::uuid, -- in the order of time, as intake makes them
         $1, seller, 'hitl-v1', type, status, '{}', 'hash', gen_random_uuid(), ended, ended, ended,
         ended - interval '1 hour', CASE WHEN status <> 'timed_out' THEN ended END, seconds, 2,
         '[{"fate": "not_executed"}, {"fate": "answered"}]', CASE WHEN status = 'timed_out' THEN ended END
       FROM (VALUES
         ('acme', 'create_media_buy', 'created', '2026-03-30T10:00:00Z'::timestamptz, 100::float8),
         ('acme', 'create_media_buy', 'active', '2026-03-30T11:00:00Z', 300),
         ('acme', 'update_media_buy', 'rejected', '2026-03-31T23:59:00Z', NULL),
         ('globe', 'create_media_buy', 'created', '2026-04-01T01:00:00Z', NULL),
         ('globe', 'create_media_buy', 'timed_out', '2026-03-31T12:00:00Z', NULL),
         ('globe', 'create_media_buy', 'created', '2026-02-01T01:00:00Z', 5)
       ) v(seller, type, status, ended, seconds)`,
      [desk.id],
    );
  });
  afterAll(() => api.stop());

  const stats = async (query = '') => {
    const { status, body } = await api.call('GET', `/v1/stats${query}`, { key: desk.keys.viewer });
    expect(status).toBe(200);
    return body as unknown as Record<string, unknown>;
  };
  const near = (seconds: number): unknown => expect.closeTo(seconds, -Math.log10(seconds / 8));

  it('are the same before and after the days are summed up', async () => {
    const before = [await stats(), await stats('?group_by=seller'), await stats('?group_by=day&seller_id=acme')];
    expect(before[0]).toMatchObject({
      from: '2026-03-03',
      to: '2026-04-02',
      ended: 4,
      average_approval_seconds: (100 + 300 + 3_600) / 3,
      rejection_rate: 0.25,
      timeout_rate: 0.2,
      api_error_rate: 0.5,
      groups: null,
    });
    expect(before[0]).toMatchObject({ approval_p50_seconds: near(300), approval_p90_seconds: near(3_600) });
    expect(before[1]?.groups).toMatchObject([
      { key: 'acme', ended: 3, timeout_rate: 0 },
      { key: 'globe', ended: 1, timeout_rate: 0.5, rejection_rate: 0 },
    ]);
    expect(before[2]?.groups).toMatchObject([
      { key: '2026-03-30', ended: 2, average_approval_seconds: 200 },
      { key: '2026-03-31', ended: 1, rejection_rate: 1, approval_p50_seconds: null },
    ]);
    let days = 0;
    for (let done = -1; done !== 0; days += done) done = await sumUpDays(api.database.pool, now);
    expect(days).toBe(59);
    const { rows } = await api.database.pool.query(
      `SELECT day::text, seller_id FROM operation_days WHERE seller_id <> '' ORDER BY 1, 2`,
    );
    expect(rows).toMatchObject([
      { day: '2026-02-01', seller_id: 'globe' },
      { day: '2026-03-30', seller_id: 'acme' },
      { day: '2026-03-31', seller_id: 'acme' },
      { day: '2026-03-31', seller_id: 'globe' },
    ]);
    expect([await stats(), await stats('?group_by=seller'), await stats('?group_by=day&seller_id=acme')]).toEqual(
      before,
    );
  });

  it('count an operation once that ended after its deadline, before and after its day is summed up', async () => {
    const late = await api.newTenant();
    await api.addSeller(late, 'acme');
    const row = (status: string, passed: string | null, settled: string | null) =>
      api.database.pool.query(
        `INSERT INTO operations (id, tenant_id, seller_id, dialect, type, status, request, request_hash, request_key,
           deadline_at, created_at, updated_at, deadline_passed_at, settled_at)
         VALUES (('019d0000-0000-7000-8000-' || right(gen_random_uuid()::text, 12))::uuid, $1, 'acme', 'hitl-v1',
           'create_media_buy', $2, '{}', 'hash', gen_random_uuid(), '2026-03-20', '2026-03-20', '2026-03-20', $3, $4)`,
        [late.id, status, passed, settled],
      );
    await row('created', '2026-03-21T10:00:00Z', '2026-03-22T10:00:00Z');
    await row('failed', '2026-03-21T11:00:00Z', '2026-03-21T11:00:00Z');
    await row('timed_out', '2026-03-21T12:00:00Z', null);
    await row('created', null, '2026-03-21T13:00:00Z');
    const rates = async () => {
      const of = async (query: string) => {
        const { body } = await api.call('GET', `/v1/stats${query}`, { key: late.keys.viewer });
        const { ended, timeout_rate: rate } = body as unknown as { ended: number; timeout_rate: number };
        return [ended, rate];
      };
      return [await of(''), await of('?seller_id=acme'), await of('?from=2026-03-22&to=2026-03-23')];
    };
    // Four operations, of which three passed their deadline. On the day of the late outcome nothing else ended.
    const expected = [
      [3, 0.75],
      [3, 0.75],
      [1, null],
    ];
    expect(await rates()).toEqual(expected);
    for (let done = -1; done !== 0;) done = await sumUpDays(api.database.pool, now);
    expect(await rates()).toEqual(expected);
  });

  it('count what waits of the seller and the type that are asked for', async () => {
    const waiting = await api.newTenant();
    for (const id of ['acme', 'globe']) await api.addSeller(waiting, id);
    for (const seller of ['acme', 'acme', 'globe']) {
      const { body } = await api.handOver(waiting, seller);
      await api.database.pool.query(`UPDATE operations SET status = 'pending_approval' WHERE id = $1`, [body.id]);
    }
    const pending = async (query: string) =>
      (await api.call('GET', `/v1/stats${query}`, { key: waiting.keys.viewer })).body as unknown;
    for (const [query, found] of [
      ['', { create_media_buy: 3 }],
      ['?seller_id=acme', { create_media_buy: 2 }],
      ['?type=create_media_buy&seller_id=globe', { create_media_buy: 1 }],
      ['?type=update_media_buy', {}],
    ] as const) {
      expect(await pending(query)).toHaveProperty('pending_by_type', found);
    }
  });

  it('are of the days, the type and the seller that are asked for, and empty where there is nothing', async () => {
    expect(await stats('?from=2026-03-31&to=2026-04-01&type=update_media_buy')).toMatchObject({
      ended: 1,
      rejection_rate: 1,
    });
    expect(await stats('?from=2025-01-01&to=2025-01-02')).toMatchObject({
      ended: 0,
      average_approval_seconds: null,
      approval_p90_seconds: null,
      rejection_rate: null,
    });
    const refused = await api.call('GET', '/v1/stats?from=2026-03-02&to=2026-03-01', { key: desk.keys.viewer });
    expect(refused.body.errors).toMatchObject([{ in: 'query', pointer: '/to' }]);
  });
});
