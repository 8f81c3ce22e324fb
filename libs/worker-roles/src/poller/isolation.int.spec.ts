import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Ledger, claimDue, startCall } from '@adcp-orchestrator/ledger';
import { SecretBox, createLogger, createRateStore } from '@adcp-orchestrator/platform';
import {
  CallBook,
  Circuits,
  McpSessions,
  RateLimits,
  SellerDirectory,
  SellerManners,
  createDialects,
} from '@adcp-orchestrator/sellers';
import {
  type TestDatabase,
  TestClock,
  TestDesk,
  createTestDatabase,
  pendingAnswer,
  timings,
  untilTrue,
} from '@adcp-orchestrator/testing';
import { ScriptedSeller } from '@adcp-orchestrator/testing/scripted-seller';
import { SellerPoller } from './asking/seller-poller';

const log = createLogger('test', 'silent');
const SLOW_MS = 120_000;
const CALL_TIMEOUT_SECONDS = 180;

/** One poller as in production, real MCP sellers, and a real database. Only the queue is left out. */
describe('the poller, between its sellers', () => {
  const clock = new TestClock();
  const remotes: ScriptedSeller[] = [];
  let database: TestDatabase;
  let desk: TestDesk;
  let ledger: Ledger;
  let sessions: McpSessions;
  let poller: SellerPoller;

  beforeAll(async () => {
    database = await createTestDatabase();
    const { pool } = database;
    desk = new TestDesk(database, clock);
    await desk.open();
    const manners = new SellerManners({
      circuits: new Circuits({ pool, clock, log, owner: randomUUID(), freshMs: 0, chance: () => 0 }),
      limits: new RateLimits({ store: createRateStore({ redisUrl: null, pool, log }), log }),
      book: new CallBook({ pool, clock, log }),
    });
    sessions = new McpSessions({ allowPrivateNetworks: true, callTimeoutSeconds: CALL_TIMEOUT_SECONDS, manners });
    ledger = new Ledger({ pool, clock, timings, chance: () => 0.5, hints: { send: () => undefined } });
    const box = new SecretBox(randomBytes(32));
    const directory = new SellerDirectory({ pool, box, dialectOf: createDialects({ sessions }), clock, log });
    poller = new SellerPoller({
      pool,
      ledger,
      directory,
      clock,
      hints: { send: () => undefined },
      log,
      owner: 'p',
      leaseSeconds: 60,
      soonSeconds: 10,
    });
  });
  afterAll(async () => {
    poller.stop();
    await Promise.all(remotes.map((remote) => remote.close()));
    await poller.finish();
    await sessions.close();
    await database.drop();
  });

  /** A seller that has approved every task, and takes this long to say so. */
  async function open(id: string, afterMs: number): Promise<ScriptedSeller> {
    const remote = await ScriptedSeller.start({
      tools: {
        get_pending_tasks: async () => {
          await sleep(afterMs, undefined, { ref: false });
          const { rows } = await database.pool.query<{ task_id: string }>(
            'SELECT task_id FROM operations WHERE tenant_id = $1 AND seller_id = $2',
            [desk.tenantId, id],
          );
          const tasks = rows.map(({ task_id: taskId }) => ({
            task_id: taskId,
            task_type: 'manual_approval',
            status: 'completed',
            resolution: 'approved',
            result: { media_buy_id: `mb_${taskId}`, status: 'pending_activation' },
          }));
          return { tasks, total_count: tasks.length, overdue_count: 0 };
        },
      },
    });
    remotes.push(remote);
    await desk.addSeller(id);
    await database.pool.query('UPDATE sellers SET agent_url = $3 WHERE tenant_id = $1 AND id = $2', [
      desk.tenantId,
      id,
      remote.url,
    ]);
    return remote;
  }

  /** Accepted, sent, and waiting for the publisher's people. */
  async function pending(sellerId: string): Promise<string> {
    const id = await desk.accept(sellerId);
    const lease = { owner: 'w', leaseSeconds: 60, now: clock.now() };
    const [claimed] = await claimDue(database.pool, { ...lease, limit: 1, busy: new Map() });
    await startCall(database.pool, {
      ...lease,
      operation: claimed!.operation,
      frozenCallSealed: Buffer.from('x'),
      sellerRevision: 1,
    });
    await ledger.observe({
      ...pendingAnswer(`task_${id}`),
      tenantId: desk.tenantId,
      operationId: id,
      source: 'response',
      receivedAt: clock.now(),
      attempt: 1,
    });
    return id;
  }

  const settled = (id: string): Promise<void> =>
    untilTrue('the buy', async () => (await desk.read(id)).status === 'created', { everyMs: 20 });

  it('does not let sellers that answer in two minutes, or never, delay the polls of one that answers in 5 ms', async () => {
    await open('slow', SLOW_MS);
    const dead = await open('dead', 0);
    dead.intercept = () => true;
    await open('fast', 5);
    const slow = await pending('slow');
    await pending('dead');
    const fast = await pending('fast');
    clock.advance({ seconds: 31 });
    expect(await poller.sweep()).toMatchObject({ rows: 3 });
    await settled(fast);
    await untilTrue('its turn to end', () => poller.sellersInWork <= 2, { everyMs: 10 });
    expect(poller.sellersInWork).toBe(2);
    // Once more, while the others still have their turns.
    const next = await pending('fast');
    clock.advance({ seconds: 31 });
    expect(await poller.sweep()).toMatchObject({ rows: 1 });
    await settled(next);
    expect((await desk.read(slow)).status).toBe('pending_approval');
  });

  it('puts the polls of a seller off while its circuit is open, and asks nothing', async () => {
    const remote = await open('broken', 5);
    const id = await pending('broken');
    remote.intercept = (_, response) => {
      response.writeHead(503).end();
      return true;
    };
    const seller = { tenantId: desk.tenantId, sellerId: 'broken' };
    const attemptsOf = async () => (await desk.read(id)).pollAttempt;
    for (let n = 0; n < 5; n += 1) {
      clock.advance({ seconds: 400 });
      await poller.poll(seller);
      if ((await circuitOf('broken')) === 'open') break;
    }
    expect(await circuitOf('broken')).toBe('open');
    const attempts = await attemptsOf();
    await database.pool.query(`UPDATE operations SET due_at = $2 WHERE id = $1`, [id, clock.now()]);
    const before = remote.requests.length;
    await poller.poll(seller);
    expect(remote.requests).toHaveLength(before);
    expect(await desk.read(id)).toMatchObject({ status: 'pending_approval', pollAttempt: attempts + 1 });
    remote.intercept = () => false;
    clock.advance({ seconds: 400 });
    await poller.poll(seller);
    await settled(id);
    expect(await circuitOf('broken')).toBe('closed');
  });

  async function circuitOf(id: string): Promise<string | undefined> {
    const { rows } = await database.pool.query<{ state: string }>(
      'SELECT state FROM seller_health WHERE tenant_id = $1 AND seller_id = $2',
      [desk.tenantId, id],
    );
    return rows[0]?.state;
  }
});
