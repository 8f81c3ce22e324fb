import { openCircuit, recordCalls } from '@adcp-orchestrator/ledger';
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
      approval_seconds: null,
      operations: { open: 0, pending: 0, attention: 0, by_status: {} },
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
      operations: { open: 0, pending: 2, attention: 0, by_status: { pending_approval: 2 } },
      poll_lag_seconds: 60,
    });
  });
});
