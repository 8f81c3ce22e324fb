import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SellerLimits } from '@adcp-orchestrator/domain';
import { BatchingLedger, Ledger } from '@adcp-orchestrator/ledger';
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
import { type TestDatabase, TestDesk, createTestDatabase, timings, until, untilTrue } from '@adcp-orchestrator/testing';
import { ScriptedSeller, type Tool } from '@adcp-orchestrator/testing/scripted-seller';
import { Submitter } from './claiming/submitter';
import { OperationSender } from './sending/operation-sender';

const log = createLogger('test', 'silent');
const clock = { now: () => new Date() };
const SLOW_MS = 120_000;
const CALL_TIMEOUT_SECONDS = 180;

/** One submitter as in production, real MCP sellers, and a real database. Only the queue is left out. */
describe('the submitter, between its sellers', () => {
  let database: TestDatabase;
  let desk: TestDesk;
  let sessions: McpSessions;
  let submitter: Submitter;
  const remotes: ScriptedSeller[] = [];
  const waiting = new Set<() => void>();

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  beforeEach(async () => {
    desk = new TestDesk(database, clock);
    await desk.open();
    const { pool } = database;
    const manners = new SellerManners({
      circuits: new Circuits({ pool, clock, log, owner: randomUUID() }),
      limits: new RateLimits({ store: createRateStore({ redisUrl: null, pool, log }), log }),
      book: new CallBook({ pool, clock, log }),
    });
    sessions = new McpSessions({ allowPrivateNetworks: true, callTimeoutSeconds: CALL_TIMEOUT_SECONDS, manners });
    const box = new SecretBox(randomBytes(32));
    const owner = `submitter/${randomUUID()}`;
    const ledger = new Ledger({ pool, clock, timings, hints: { send: () => undefined } });
    const sender = new OperationSender({
      pool,
      ledger: new BatchingLedger(ledger),
      directory: new SellerDirectory({ pool, box, dialectOf: createDialects({ sessions }), clock, log }),
      sessions,
      box,
      clock,
      log,
      owner,
      leaseSeconds: 60,
      webhookUrl: null,
    });
    submitter = new Submitter({
      pool,
      sender,
      clock,
      log,
      owner,
      leaseSeconds: 60,
      callTimeoutSeconds: CALL_TIMEOUT_SECONDS,
    });
    submitter.start();
  });
  afterEach(async () => {
    for (const answer of waiting) answer();
    await submitter.stopClaiming();
    // A seller that would never answer breaks its connections, so that nobody waits for the time limit.
    await Promise.all(remotes.splice(0).map((remote) => remote.close()));
    await submitter.finish();
    await sessions.close();
    await database.pool.query(`UPDATE operations SET due_kind = NULL, due_at = NULL`);
  });

  /** A seller whose people are quick, and whose server takes this long to answer. */
  async function open(id: string, afterMs: number, limits: Partial<SellerLimits> = {}): Promise<ScriptedSeller> {
    const book: Tool = async ({ po_number: poNumber }) => {
      await Promise.race([
        sleep(afterMs, undefined, { ref: false }),
        new Promise<void>((resolve) => waiting.add(resolve)),
      ]);
      return { status: 'pending_activation', media_buy_id: `mb_${poNumber as string}` };
    };
    const remote = await ScriptedSeller.start({ tools: { create_media_buy: book } });
    remotes.push(remote);
    await desk.addSeller(id, { limits });
    await pointTo(id, remote.url);
    return remote;
  }

  const pointTo = (id: string, url: string): Promise<unknown> =>
    database.pool.query('UPDATE sellers SET agent_url = $3 WHERE tenant_id = $1 AND id = $2', [desk.tenantId, id, url]);
  const accept = (id: string, n: number): Promise<string[]> =>
    Promise.all(Array.from({ length: n }, () => desk.accept(id)));

  async function count(sellerId: string, status: string): Promise<number> {
    const { rows } = await database.pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM operations WHERE tenant_id = $1 AND seller_id = $2 AND status = $3`,
      [desk.tenantId, sellerId, status],
    );
    return rows[0]!.n;
  }

  async function untilCreated(sellerId: string, n: number): Promise<void> {
    let seen = 0;
    await untilTrue(
      `${n} buys at ${sellerId}`,
      async () => {
        seen = await count(sellerId, 'created');
        return seen >= n;
      },
      { everyMs: 25, seen: () => `${seen} are created` },
    );
  }

  it('does not let sellers that answer in two minutes, or never, delay one that answers in 5 ms', async () => {
    const slow = [await open('slow-1', SLOW_MS), await open('slow-2', SLOW_MS)];
    const dead = await open('dead', 0);
    dead.intercept = () => true;
    await open('fast', 5);
    for (const id of ['slow-1', 'slow-2', 'dead']) await accept(id, 40);
    await submitter.wake();
    const called = (remote: ScriptedSeller): boolean => remote.callsTo('create_media_buy').length > 0;
    await untilTrue('calls at each of them', () => dead.requests.length > 0 && slow.every(called));
    await accept('fast', 100);
    await submitter.wake();
    await untilCreated('fast', 100);
    for (const remote of slow) {
      expect(remote.callsTo('create_media_buy').length).toBeGreaterThan(0);
      expect(remote.callsTo('create_media_buy').length).toBeLessThanOrEqual(16);
    }
    expect(await count('slow-1', 'created')).toBe(0);
    // The permits that stay free are for whoever comes next.
    await untilTrue('the permits of the fast one to be free', () => submitter.callsInFlight <= 56);
  });

  it('sends nothing to a seller whose circuit is open, says so on the operation, and goes on after the probe', async () => {
    const remote = await open('broken', 5);
    let down = true;
    remote.intercept = (_, response, rpc) => {
      // The session opens and the calls fail. So the operations are in doubt, not merely unsent.
      const fails = down && rpc?.method !== 'initialize' && rpc?.method !== 'notifications/initialized';
      if (fails) response.writeHead(503).end();
      return fails;
    };
    for (let n = 0; n < 5; n += 1) {
      await sessions.callTool(await sellerOf('broken'), {
        tool: 'get_pending_tasks',
        arguments: {},
        mutating: false,
        signal: AbortSignal.timeout(60_000),
      });
    }
    const [id] = await accept('broken', 1);
    await submitter.wake();
    await untilTrue('the error', async () => (await desk.read(id!)).error !== null, { everyMs: 20 });
    const held = await desk.read(id!);
    expect(held).toMatchObject({
      status: 'requested',
      error: { code: 'CIRCUIT_OPEN', recovery: 'transient' },
      attempt: 0,
      callStartedAt: null,
      frozenRevision: null,
      mayHaveExecuted: false,
      dueKind: 'submit',
    });
    expect(held.dueAt!.getTime()).toBeGreaterThan(held.updatedAt.getTime());
    expect(remote.callsTo('create_media_buy')).toHaveLength(0);
    down = false;
    await database.pool.query(`UPDATE seller_health SET next_probe_at = now() - interval '1 s'`);
    await sleep(1_100); // until the state is read again; due before, it could be claimed and refused meanwhile
    await database.pool.query(`UPDATE operations SET due_at = now() - interval '1 s' WHERE id = $1`, [id]);
    await submitter.wake();
    await untilCreated('broken', 1);
    expect(await desk.read(id!)).toMatchObject({ attempt: 1, error: null });
  });

  it('keeps to the rate of a seller, without holding permits for what has to wait', async () => {
    const remote = await open('limited', 5, { requestsPerSecond: 4 });
    await accept('limited', 60);
    const startedAt = Date.now();
    await submitter.wake();
    await sleep(3_000);
    const sent = (): number => remote.callsTo('create_media_buy').length;
    await untilTrue('five calls', async () => {
      // As the sweep would: after a stall, all that waits may have been put off.
      await submitter.wake();
      return sent() >= 5;
    });
    // Four in each second that has begun, and some more if the store of the rates was too slow for a moment.
    expect(sent()).toBeLessThanOrEqual(4 * (Math.ceil((Date.now() - startedAt) / 1000) + 2));
    expect(submitter.callsInFlight).toBeLessThanOrEqual(16);
    const putOff = await until('what is put off', async () => {
      const { rows } = await database.pool.query<{ code: string | null; n: number }>(
        `SELECT error->>'code' AS code, count(*)::int AS n FROM operations
         WHERE tenant_id = $1 AND status = 'requested' AND due_at > now() GROUP BY 1`,
        [desk.tenantId],
      );
      if (rows.length > 0) return rows;
      await submitter.wake();
      return undefined;
    });
    expect(putOff).toEqual([{ code: 'RATE_LIMIT_REACHED', n: expect.any(Number) as number }]);
    // Each is put off about once, to a time of its own. They must not all come back every second: that would be 60.
    const claims = await database.pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM timeline WHERE tenant_id = $1 AND kind = 'claimed'`,
      [desk.tenantId],
    );
    expect(claims.rows[0]!.n).toBeLessThan((50 * (Date.now() - startedAt)) / 1000);
  });

  async function sellerOf(id: string) {
    const directory = new SellerDirectory({
      pool: database.pool,
      box: new SecretBox(randomBytes(32)),
      dialectOf: createDialects({ sessions }),
      clock,
      log,
    });
    return (await directory.find({ tenantId: desk.tenantId, sellerId: id })).seller;
  }
});
