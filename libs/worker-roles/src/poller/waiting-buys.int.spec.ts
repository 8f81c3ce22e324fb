import { randomBytes } from 'node:crypto';
import type { JsonObject } from '@adcp-orchestrator/domain';
import { Ledger, claimDue, startCall } from '@adcp-orchestrator/ledger';
import { SecretBox, createLogger } from '@adcp-orchestrator/platform';
import { McpSessions, SellerDirectory, createDialects } from '@adcp-orchestrator/sellers';
import { type TestDatabase, TestClock, TestDesk, createTestDatabase, timings } from '@adcp-orchestrator/testing';
import { ScriptedSeller } from '@adcp-orchestrator/testing/scripted-seller';
import { SellerPoller } from './asking/seller-poller';

const log = createLogger('test', 'silent');
/** The tools that each seller lists. Its dialect asks for them when the seller is first used. */
const none = { create_media_buy: () => ({}), get_media_buys: () => ({}), tasks_get: () => ({}) };

/** From the answer to the end, with a real MCP publisher and a real database. */
describe('a buy that its publisher has named and not approved', () => {
  const clock = new TestClock();
  let database: TestDatabase;
  let publisher: ScriptedSeller;
  let sessions: McpSessions;
  let directory: SellerDirectory;
  let ledger: Ledger;
  let desk: TestDesk;

  beforeAll(async () => {
    database = await createTestDatabase();
    publisher = await ScriptedSeller.start({ tools: { ...none } });
    sessions = new McpSessions({ allowPrivateNetworks: true, callTimeoutSeconds: 30 });
    const { pool } = database;
    ledger = new Ledger({ pool, clock, timings, chance: () => 0.5, hints: { send: () => undefined } });
    const box = new SecretBox(randomBytes(32));
    directory = new SellerDirectory({ pool, box, dialectOf: createDialects({ sessions }), clock, log });
  });
  afterAll(async () => {
    await sessions.close();
    await publisher.close();
    await database.drop();
  });
  beforeEach(async () => {
    desk = new TestDesk(database, clock);
    await desk.open();
    await desk.addSeller('acme', { dialect: 'adcp-v3' });
    await database.pool.query(`UPDATE sellers SET agent_url = $1, capabilities = NULL`, [publisher.url]);
  });

  const seller = () => ({ tenantId: desk.tenantId, sellerId: 'acme' });

  async function bought(answer: JsonObject): Promise<string> {
    publisher.tools.create_media_buy = () => answer;
    const id = await desk.accept('acme', { dialect: 'adcp-v3' });
    const now = clock.now();
    const claims = await claimDue(database.pool, { limit: 9, owner: 'w', leaseSeconds: 60, now, busy: new Map() });
    const started = await startCall(database.pool, {
      operation: claims.find(({ operation }) => operation.id === id)!.operation,
      owner: 'w',
      leaseSeconds: 60,
      frozenCallSealed: Buffer.from('x'),
      sellerRevision: 1,
      now,
    });
    const known = await directory.find(seller());
    const call = { tool: 'create_media_buy', arguments: {} };
    const learned = await known.dialect.submit(known.seller, started!, call, new AbortController().signal);
    await ledger.observe({
      ...learned,
      tenantId: desk.tenantId,
      operationId: id,
      source: 'response',
      receivedAt: now,
      attempt: 1,
    });
    return id;
  }

  /** What the publisher shows from now on, and a poll of it. */
  async function shown(status: string | null, mediaBuyId = 'mb_1'): Promise<void> {
    publisher.tools.get_media_buys = () => ({
      media_buys: status === null ? [] : [{ media_buy_id: mediaBuyId, status }],
    });
    clock.advance({ seconds: 310 });
    await new SellerPoller({
      pool: database.pool,
      ledger,
      directory,
      clock,
      hints: { send: () => undefined },
      log,
      owner: 'p',
      leaseSeconds: 60,
      soonSeconds: 0,
    }).poll(seller());
  }

  const settled = { media_buy_id: 'mb_1', packages: [] };
  const submitted = { status: 'submitted', media_buy_id: 'mb_1', media_buy_status: 'pending_approval' };

  it.each<JsonObject>([submitted, { ...settled, status: 'pending_approval', replayed: true }])(
    'waits as long as it does, and is created once it is approved: %j',
    async (answer) => {
      const id = await bought(answer);
      expect(await desk.read(id)).toMatchObject({
        status: 'pending_approval',
        pendingMediaBuyId: 'mb_1',
        outcome: null,
      });
      for (const word of ['pending_approval', null, 'pending_approval']) {
        await shown(word);
        expect((await desk.read(id)).status).toBe('pending_approval');
      }
      await shown('pending_creatives');
      expect(await desk.read(id)).toMatchObject({ status: 'created', outcome: { mediaBuyId: 'mb_1' } });
      const { rows } = await database.pool.query(`SELECT type FROM events WHERE operation_id = $1 ORDER BY sequence`, [
        id,
      ]);
      expect(rows.map(({ type }: { type: string }) => type)).toEqual([
        'operation.pending_approval',
        'operation.created',
      ]);
    },
  );

  it.each(['rejected', 'canceled'] as const)('ends as %s when the publisher shows that', async (word) => {
    const id = await bought(submitted);
    await shown(word);
    expect(await desk.read(id)).toMatchObject({ status: word, outcome: { mediaBuyId: 'mb_1' } });
  });

  it('goes on when its task is done before it is approved', async () => {
    const id = await bought({ ...submitted, task_id: 't1' });
    publisher.tools.tasks_get = () => ({
      task_id: 't1',
      status: 'completed',
      result: { ...submitted, status: 'completed' },
    });
    await shown('pending_approval');
    expect(await desk.read(id)).toMatchObject({ status: 'pending_approval', taskId: 't1' });
    await shown('active');
    expect((await desk.read(id)).status).toBe('active');
  });

  it('is in doubt when the publisher has named the buy of another operation', async () => {
    const first = await bought({ ...settled, status: 'pending_creatives' });
    const second = await bought(submitted);
    await shown('active');
    expect(await desk.read(second)).toMatchObject({
      status: 'in_doubt',
      error: { code: 'MEDIA_BUY_OF_ANOTHER_OPERATION', details: { operation_id: first } },
    });
  });

  it('is heard of late, after its deadline', async () => {
    const id = await bought(submitted);
    clock.advance({ hours: 25 });
    const finding = { kind: 'deadline_passed' } as const;
    await ledger.observe({
      tenantId: desk.tenantId,
      operationId: id,
      source: 'timer',
      receivedAt: clock.now(),
      finding,
    });
    expect((await desk.read(id)).status).toBe('timed_out');
    clock.advance({ hours: 2 });
    await shown('pending_start');
    expect(await desk.read(id)).toMatchObject({ status: 'created', late: true });
  });
});
