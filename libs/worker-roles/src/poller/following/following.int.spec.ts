import { randomBytes, randomUUID } from 'node:crypto';
import { type BuyAnswer, MediaBuyStatus } from '@adcp-orchestrator/domain';
import { Ledger, type MediaBuyRow, claimDue, startCall } from '@adcp-orchestrator/ledger';
import { SecretBox, createLogger } from '@adcp-orchestrator/platform';
import { SellerDirectory } from '@adcp-orchestrator/sellers';
import {
  ScriptedDialect,
  type TestDatabase,
  TestClock,
  TestDesk,
  createTestDatabase,
  timings,
} from '@adcp-orchestrator/testing';
import { BuyFollower } from './buy-follower';
import { watchCreatives } from './creative-watch';

const log = createLogger('test', 'silent');
const box = new SecretBox(randomBytes(32));
const waiting: BuyAnswer = {
  kind: 'shown',
  status: MediaBuyStatus.pending,
  sellerStatus: 'pending_activation',
  awaitsCreatives: true,
  creativeDeadline: null,
};
const active: BuyAnswer = { ...waiting, status: MediaBuyStatus.active, sellerStatus: 'active', awaitsCreatives: false };

describe('a media buy, after it was booked', () => {
  let database: TestDatabase;
  let clock: TestClock;
  let desk: TestDesk;
  let dialect: ScriptedDialect;
  let ledger: Ledger;
  let directory: SellerDirectory;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    clock = new TestClock();
    desk = new TestDesk(database, clock);
    await desk.open();
    await desk.addSeller('acme');
    dialect = new ScriptedDialect();
    ledger = new Ledger({ pool: database.pool, clock, timings, chance: () => 0.5, hints: { send: () => undefined } });
    directory = new SellerDirectory({ pool: database.pool, box, dialectOf: () => dialect, clock, log });
  });
  afterEach(async () => {
    await database.pool.query('UPDATE media_buys SET due_at = NULL, creatives_warn_at = NULL');
    await database.pool.query('UPDATE operations SET due_kind = NULL, due_at = NULL');
  });

  const makeFollower = (owner = 'f1'): BuyFollower =>
    new BuyFollower({ pool: database.pool, ledger, directory, clock, log, owner, timings, chance: () => 0.5 });
  const seller = () => ({ tenantId: desk.tenantId, sellerId: 'acme' });
  const answer = (word: BuyAnswer): void => {
    dialect.onFollowBuys = (buys) => Promise.resolve(new Map(buys.map(({ mediaBuyId }) => [mediaBuyId, word])));
  };

  async function booked(creativeDeadline?: string, replayed?: boolean): Promise<string> {
    const id = await desk.accept('acme');
    const claim = { limit: 1, owner: 'w', leaseSeconds: 60, now: clock.now(), busy: new Map<string, number>() };
    const [claimed] = await claimDue(database.pool, claim);
    await startCall(database.pool, {
      operation: claimed!.operation,
      owner: 'w',
      leaseSeconds: 60,
      frozenCallSealed: Buffer.from('x'),
      sellerRevision: 1,
      now: clock.now(),
    });
    await ledger.observe({
      tenantId: desk.tenantId,
      operationId: id,
      source: 'response',
      receivedAt: clock.now(),
      attempt: 1,
      replayed,
      sellerStatus: 'pending_activation',
      finding: { kind: 'settled', outcome: { status: 'created', mediaBuyId: `mb_${id}`, creativeDeadline } },
    });
    return id;
  }

  async function buyOf(id: string): Promise<MediaBuyRow> {
    const { rows } = await database.pool.query<MediaBuyRow>('SELECT * FROM media_buys WHERE operation_id = $1', [id]);
    return rows[0]!;
  }

  async function eventsOf(id: string): Promise<string[]> {
    const { rows } = await database.pool.query<{ type: string }>(
      'SELECT type FROM events WHERE operation_id = $1 ORDER BY sequence',
      [id],
    );
    return rows.map(({ type }) => type);
  }

  const minutesUntil = (date: Date | null): number => (date!.getTime() - clock.now().getTime()) / 60_000;

  it('is asked about after a quarter of an hour, together with the seller’s others, and becomes active once', async () => {
    const first = await booked();
    clock.advance({ seconds: 60 });
    const second = await booked();
    const follower = makeFollower();
    clock.advance({ minutes: 10 });
    await follower.follow(seller());
    expect(dialect.count('followBuys')).toBe(0);

    clock.advance({ minutes: 5 });
    answer(waiting);
    await follower.follow(seller());
    expect(dialect.asked.at(-1)?.operations).toEqual([`mb_${first}`, `mb_${second}`]);
    expect(await buyOf(first)).toMatchObject({ status: 'pending', seller_status: 'pending_activation' });
    expect(minutesUntil((await buyOf(first)).due_at)).toBe(15);

    clock.advance({ minutes: 15 });
    answer(active);
    await follower.follow(seller());
    expect(await desk.read(first)).toMatchObject({ status: 'active', outcome: { status: 'created' } });
    expect(await buyOf(first)).toMatchObject({ status: 'active', seller_status: 'active' });
    expect(minutesUntil((await buyOf(first)).due_at)).toBe(60);

    clock.advance({ minutes: 60 });
    await follower.follow(seller());
    expect(await eventsOf(first)).toEqual(['operation.created', 'operation.active']);
  });

  it('is followed through a pause to its end, and then no more', async () => {
    const id = await booked();
    for (const [status, word] of [
      ['paused', 'paused'],
      ['canceled', 'canceled'],
    ] as const) {
      clock.advance({ hours: 1 });
      answer({ ...active, status, sellerStatus: word });
      await makeFollower().follow(seller());
      expect(await buyOf(id)).toMatchObject({ status });
    }
    expect((await buyOf(id)).due_at).toBeNull();
    expect((await desk.read(id)).status).toBe('created');
  });

  it.each<[string, BuyAnswer | null]>([
    ['is not shown', { kind: 'not_shown' }],
    ['has a word that no table knows', { ...waiting, status: null, sellerStatus: 'marinating' }],
    ['cannot be asked about', null],
  ])('that %s stays as it is, and is asked about again', async (_, word) => {
    const id = await booked();
    clock.advance({ hours: 1 });
    if (word !== null) answer(word);
    else dialect.onFollowBuys = () => Promise.reject(new Error('a fault of the dialect'));
    await makeFollower().follow(seller());
    expect((await buyOf(id)).status).toBe('pending');
    expect(minutesUntil((await buyOf(id)).due_at)).toBe(15);
  });

  it('is asked about by one worker at a time, found by the sweep', async () => {
    await booked();
    clock.advance({ hours: 1 });
    answer(waiting);
    const followers = [makeFollower('f1'), makeFollower('f2'), makeFollower('f3')];
    await Promise.all(followers.map((follower) => follower.sweep()));
    for (const follower of followers) follower.stop();
    await Promise.all(followers.map((follower) => follower.follow(seller())));
    expect(dialect.count('followBuys')).toBe(1);
  });

  it('whose answer was a replay is asked about at once', async () => {
    const id = await booked(undefined, true);
    expect((await buyOf(id)).due_at).toEqual(clock.now());
  });

  it('that still waits for creatives a day before they are due owes one warning to every subscriber', async () => {
    await database.pool.query(
      `INSERT INTO subscriptions (id, tenant_id, url, events, secret_sealed)
       VALUES ($1, $2, 'http://127.0.0.1:2/', '{media_buy.creative_deadline_near}', '\\x00')`,
      [randomUUID(), desk.tenantId],
    );
    const id = await booked(new Date(clock.now().getTime() + 7 * 86_400_000).toISOString());
    const watch = () => watchCreatives({ pool: database.pool, ledger, clock });
    clock.advance({ hours: 6 * 24 - 1 });
    expect(await watch()).toBe(0);
    clock.advance({ hours: 2 });
    expect((await Promise.all([watch(), watch()])).reduce((sum, due) => sum + due)).toBe(1);
    clock.advance({ hours: 1 });
    expect(await watch()).toBe(0);
    expect(await eventsOf(id)).toEqual(['operation.created', 'media_buy.creative_deadline_near']);
    const { rowCount } = await database.pool.query('SELECT 1 FROM deliveries WHERE tenant_id = $1', [desk.tenantId]);
    expect(rowCount).toBe(1);
  });

  it('whose creatives have come is not warned of', async () => {
    const id = await booked(new Date(clock.now().getTime() + 7 * 86_400_000).toISOString());
    clock.advance({ hours: 1 });
    answer({ ...waiting, sellerStatus: 'pending_start', awaitsCreatives: false });
    await makeFollower().follow(seller());
    clock.advance({ hours: 7 * 24 });
    expect(await watchCreatives({ pool: database.pool, ledger, clock })).toBe(0);
    expect(await eventsOf(id)).toEqual(['operation.created']);
  });
});
