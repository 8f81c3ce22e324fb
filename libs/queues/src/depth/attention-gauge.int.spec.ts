import { Registry } from 'prom-client';
import type { Timings } from '@adcp-orchestrator/domain';
import { Ledger } from '@adcp-orchestrator/ledger';
import { MetricName, createLogger } from '@adcp-orchestrator/platform';
import { TestClock, type TestDatabase, TestDesk, createTestDatabase } from '@adcp-orchestrator/testing';
import { registerAttentionGauge } from './attention-gauge';
import { GaugeLease } from './gauge-lease';

const log = createLogger('test', 'silent');
const timings = {} as Timings;

/** The gauges of one process. */
class Exporter {
  elapsedMs = 0;
  readonly lease: GaugeLease;
  private readonly registry = new Registry();

  constructor(database: TestDatabase) {
    this.lease = new GaugeLease({ pool: database.pool, name: 'test', log, elapsedMs: () => this.elapsedMs });
    registerAttentionGauge(this.registry, log, database.pool, this.lease);
  }

  /** @returns the samples that a scrape sees */
  async scrape(): Promise<string[]> {
    const text = await this.registry.getSingleMetricAsString(MetricName.attentionOperations);
    return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  }
}

describe('the gauge of operations that need a person', () => {
  let database: TestDatabase;
  let clock: TestClock;
  let desk: TestDesk;
  let sample: (count: number) => string;

  beforeAll(async () => {
    database = await createTestDatabase();
    clock = new TestClock();
    desk = new TestDesk(database, clock);
    await desk.open();
    await desk.addSeller('acme');
    sample = (count) =>
      `adcp_orchestrator_attention_operations{tenant="${desk.tenantId}",type="create_media_buy",reason="timed_out"} ${count}`;
  });
  afterAll(() => database.drop());
  beforeEach(() => database.pool.query('DELETE FROM process_leases'));

  async function timedOut(): Promise<string> {
    const id = await desk.accept('acme', { deadlineSeconds: 60 });
    await database.pool.query(`UPDATE operations SET attempt = 1, call_started_at = $2 WHERE id = $1`, [
      id,
      clock.now().toISOString(),
    ]);
    clock.advance({ seconds: 61 });
    await learn(id, 'timer', { kind: 'deadline_passed' });
    return id;
  }
  const learn = (
    operationId: string,
    source: 'timer' | 'webhook' | 'operator',
    finding: Parameters<Ledger['observe']>[0]['finding'],
  ) =>
    new Ledger({
      pool: database.pool,
      clock,
      timings: { ...timings, lateWatchSeconds: 3600 },
      hints: { send: () => undefined },
    }).observe({ tenantId: desk.tenantId, operationId, source, receivedAt: clock.now(), finding });
  const settle = async (id: string) => {
    await learn(id, 'webhook', { kind: 'settled', outcome: { status: 'created', mediaBuyId: `mb_${id}` } });
    await learn(id, 'operator', { kind: 'acknowledged', note: 'it came late, and we keep it' });
  };

  it('is exported by one process at a time, and by the next one as soon as that one stops', async () => {
    const id = await timedOut();
    const [first, second] = [new Exporter(database), new Exporter(database)];
    for (const { lease } of [first, second, first]) await lease.turn();
    expect(await first.scrape()).toEqual([sample(1)]);
    expect(await second.scrape()).toEqual([]);

    await first.lease.stop();
    expect(await first.scrape()).toEqual([]);
    await second.lease.turn();
    expect(await second.scrape()).toEqual([sample(1)]);
    await settle(id);
  });

  it('is taken over from a process that died, no sooner than its lease ends', async () => {
    const [dead, heir] = [new Exporter(database), new Exporter(database)];
    await dead.lease.turn();
    await heir.lease.turn();
    expect(heir.lease.isHeld).toBe(false);
    await database.pool.query(`UPDATE process_leases SET until = clock_timestamp() - interval '1 ms'`);
    await heir.lease.turn();
    expect(heir.lease.isHeld).toBe(true);
    await dead.lease.turn();
    expect(dead.lease.isHeld).toBe(false);
  });

  it('is left out by a process that could not renew in time, although it read it a moment ago', async () => {
    const id = await timedOut();
    const holder = new Exporter(database);
    await holder.lease.turn();
    expect(await holder.scrape()).toEqual([sample(1)]);
    holder.elapsedMs = 6_000;
    expect(holder.lease.isHeld).toBe(false);
    expect(await holder.scrape()).toEqual([]);
    await holder.lease.turn();
    expect(await holder.scrape()).toEqual([sample(1)]);
    await settle(id);
  });

  it('never stays at an old value: what has ended is gone at the next reading', async () => {
    const ids = [await timedOut(), await timedOut()];
    const holder = new Exporter(database);
    await holder.lease.turn();
    expect(await holder.scrape()).toEqual([sample(2)]);
    for (const id of ids) await settle(id);
    const later = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 10_000);
    expect(await holder.scrape()).toEqual([]);
    later.mockRestore();
  });

  it('runs its turns by itself, and gives the lease back when it stops', async () => {
    const { lease } = new Exporter(database);
    lease.start();
    while (!lease.isHeld) await new Promise((resolve) => setTimeout(resolve, 10));
    await lease.stop();
    expect((await database.pool.query('SELECT 1 FROM process_leases')).rowCount).toBe(0);
  });
});
