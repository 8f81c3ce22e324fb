import { Registry } from 'prom-client';
import type { Timings } from '@adcp-orchestrator/domain';
import { Ledger } from '@adcp-orchestrator/ledger';
import { MetricName, createLogger } from '@adcp-orchestrator/platform';
import { TestClock, type TestDatabase, TestDesk, createTestDatabase } from '@adcp-orchestrator/testing';
import { registerDatabaseGauges } from './database-gauges';
import { GaugeLease } from './gauge-lease';

const log = createLogger('test', 'silent');
const timings = {} as Timings;

/** The gauges of one process. */
class Exporter {
  elapsedMs = 0;
  readonly lease: GaugeLease;
  private readonly registry = new Registry();

  constructor({ pool }: TestDatabase, clock: TestClock) {
    this.lease = new GaugeLease({ pool, name: 'test', log, elapsedMs: () => this.elapsedMs });
    registerDatabaseGauges({ registry: this.registry, log, pool, clock, lease: this.lease, limitMs: 60_000 });
  }

  /** @returns the samples of one gauge, as a scrape sees them; absent: of operations that need a person */
  async scrape(name: string = MetricName.attentionOperations): Promise<string[]> {
    return samplesIn(await this.registry.getSingleMetricAsString(name));
  }

  /** @returns the samples of all gauges */
  async scrapeAll(): Promise<string[]> {
    return samplesIn(await this.registry.metrics());
  }
}

/** Seconds are rounded to minutes: some pass while a test runs. */
const samplesIn = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.replace(/ \d+\.\d+$/, (value) => ` ${Math.round(Number(value) / 60) * 60}`));

/** Ten seconds on, when nothing that was read before counts any more. */
async function later(look: () => Promise<void>): Promise<void> {
  const now = jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 10_000);
  try {
    await look();
  } finally {
    now.mockRestore();
  }
}

describe('the gauges over the database', () => {
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
  /** The first was made for a year, the second for a week. */
  async function keysThatEndIn(first: string, second: string): Promise<void> {
    await database.pool.query(
      `WITH made AS (
         INSERT INTO api_keys (tenant_id, id, name, role, key_hash, created_at)
         SELECT $1, gen_random_uuid(), left_for, 'desk', sha256(left_for::bytea), now() + left_for::interval - lasts::interval
         FROM (VALUES ($2::text, '365 days'), ($3, '7 days')) k(left_for, lasts) RETURNING tenant_id, id, name)
       INSERT INTO api_key_details (tenant_id, key_id, expires_at)
       SELECT tenant_id, id, now() + name::interval FROM made`,
      [desk.tenantId, first, second],
    );
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

  it('are all exported by one process at a time, whichever has the lease', async () => {
    await database.pool.query(
      `INSERT INTO seller_settings (tenant_id, seller_id, paused_at) VALUES ($1, 'acme', now())`,
      [desk.tenantId],
    );
    await database.pool.query(`INSERT INTO seller_health (tenant_id, seller_id) VALUES ($1, 'acme')`, [desk.tenantId]);
    await database.pool.query(
      `INSERT INTO seller_orphans (tenant_id, seller_id, side, subject, task_id, first_seen_at)
       VALUES ($1, 'acme', 'theirs', 't1', 't1', now())`,
      [desk.tenantId],
    );
    await database.pool.query(
      `INSERT INTO deliveries (tenant_id, id, event_id, subscription_id, status, created_at)
       VALUES ($1, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'dead', now())`,
      [desk.tenantId],
    );
    await keysThatEndIn('10 days', '5 days');
    const ids = [await timedOut(), await desk.accept('acme'), await desk.accept('acme')];
    await database.pool.query(`UPDATE operations SET status = 'working', overdue = true WHERE id = $1`, [ids[2]]);
    const labels = `tenant="${desk.tenantId}",seller="acme"`;
    const all = [
      'adcp_orchestrator_overdue_rows{kind="submit"} 0',
      'adcp_orchestrator_overdue_rows{kind="poll"} 0',
      'adcp_orchestrator_overdue_rows{kind="notify"} 0',
      'adcp_orchestrator_overdue_age_seconds{kind="submit"} 0',
      'adcp_orchestrator_overdue_age_seconds{kind="poll"} 0',
      'adcp_orchestrator_overdue_age_seconds{kind="notify"} 0',
      `adcp_orchestrator_ageing_operations{${labels}} 2`,
      `adcp_orchestrator_dead_deliveries{tenant="${desk.tenantId}"} 1`,
      `adcp_orchestrator_api_key_ends_in_seconds{tenant="${desk.tenantId}"} 864000`,
      `adcp_orchestrator_seller_circuit{${labels},state="closed"} 1`,
      `adcp_orchestrator_orphan_tasks{${labels}} 1`,
      `adcp_orchestrator_paused_operations{${labels}} 2`,
      sample(1),
      `adcp_orchestrator_attention_age_seconds{tenant="${desk.tenantId}",type="create_media_buy",reason="timed_out"} 0`,
      'adcp_orchestrator_pending_operations{type="create_media_buy",status="working"} 1',
    ];
    const processes = [new Exporter(database, clock), new Exporter(database, clock), new Exporter(database, clock)];
    for (const { lease } of processes) await lease.turn();
    const exported = await Promise.all(processes.map((one) => one.scrapeAll()));
    expect(exported).toEqual([all, [], []]);

    await processes[0]!.lease.stop();
    for (const { lease } of processes.slice(1)) await lease.turn();
    expect(await Promise.all(processes.map((one) => one.scrapeAll()))).toEqual([[], all, []]);

    await database.pool.query('DELETE FROM seller_settings');
    for (const id of ids.slice(1)) await database.pool.query(`UPDATE operations SET due_at = NULL WHERE id = $1`, [id]);
    await settle(ids[0]!);
  });

  it('tell for how long the oldest due work waits, and count none that may not be done yet', async () => {
    const holder = new Exporter(database, clock);
    await holder.lease.turn();
    const ages = (): Promise<string[]> => holder.scrape(MetricName.overdueAge);
    const age = (kind: string, seconds: number): string => `${MetricName.overdueAge}{kind="${kind}"} ${seconds}`;
    const [sent, polled] = [await desk.accept('acme'), await desk.accept('acme')];
    await database.pool.query(`UPDATE operations SET status = 'working', due_kind = 'poll' WHERE id = $1`, [polled]);
    clock.advance({ seconds: 90 });
    expect(await ages()).toEqual([age('submit', 90), age('poll', 90), age('notify', 0)]);

    await database.pool.query(
      `UPDATE sellers SET limits = limits || '{"minPollSeconds": 60}', polled_at = $2 WHERE tenant_id = $1`,
      [desk.tenantId, new Date(clock.now().getTime() - 80_000).toISOString()],
    );
    await database.pool.query(
      `INSERT INTO seller_settings (tenant_id, seller_id, paused_at) VALUES ($1, 'acme', now())`,
      [desk.tenantId],
    );
    await later(async () => {
      expect(await ages()).toEqual([age('submit', 0), age('poll', 20), age('notify', 0)]);
    });
    await database.pool.query('DELETE FROM seller_settings');
    await database.pool.query(`UPDATE operations SET due_at = NULL WHERE id = ANY ($1)`, [[sent, polled]]);
    await database.pool.query(`UPDATE sellers SET limits = limits - 'minPollSeconds'`);
  });

  it('go to the next process as soon as the one that exports them stops', async () => {
    const id = await timedOut();
    const [first, second] = [new Exporter(database, clock), new Exporter(database, clock)];
    for (const { lease } of [first, second, first]) await lease.turn();
    expect(await first.scrape()).toEqual([sample(1)]);
    expect(await second.scrape()).toEqual([]);

    await first.lease.stop();
    expect(await first.scrape()).toEqual([]);
    await second.lease.turn();
    expect(await second.scrape()).toEqual([sample(1)]);
    await settle(id);
  });

  it('are taken over from a process that died, no sooner than its lease ends', async () => {
    const [dead, heir] = [new Exporter(database, clock), new Exporter(database, clock)];
    await dead.lease.turn();
    await heir.lease.turn();
    expect(heir.lease.isHeld).toBe(false);
    await database.pool.query(`UPDATE process_leases SET until = clock_timestamp() - interval '1 ms'`);
    await heir.lease.turn();
    expect(heir.lease.isHeld).toBe(true);
    await dead.lease.turn();
    expect(dead.lease.isHeld).toBe(false);
  });

  it('are left out by a process that could not renew in time, although it read them a moment ago', async () => {
    const id = await timedOut();
    const holder = new Exporter(database, clock);
    await holder.lease.turn();
    expect(await holder.scrape()).toEqual([sample(1)]);
    holder.elapsedMs = 6_000;
    expect(holder.lease.isHeld).toBe(false);
    expect(await holder.scrape()).toEqual([]);
    await holder.lease.turn();
    expect(await holder.scrape()).toEqual([sample(1)]);
    await settle(id);
  });

  it('never stay at an old value: what has ended is gone at the next reading', async () => {
    const ids = [await timedOut(), await timedOut()];
    const holder = new Exporter(database, clock);
    await holder.lease.turn();
    expect(await holder.scrape()).toEqual([sample(2)]);
    for (const id of ids) await settle(id);
    await later(async () => {
      expect(await holder.scrape()).toEqual([]);
    });
  });

  it('follow a lease that runs its turns by itself, and is given back when its process stops', async () => {
    const { lease } = new Exporter(database, clock);
    lease.start();
    while (!lease.isHeld) await new Promise((resolve) => setTimeout(resolve, 10));
    await lease.stop();
    expect((await database.pool.query('SELECT 1 FROM process_leases')).rowCount).toBe(0);
  });
});
