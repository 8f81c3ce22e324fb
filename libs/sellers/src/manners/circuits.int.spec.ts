import { randomUUID } from 'node:crypto';
import type { QueryConfig } from 'pg';
import type { Seller } from '@adcp-orchestrator/domain';
import { createLogger, createRateStore } from '@adcp-orchestrator/platform';
import { type TestDatabase, TestClock, TestDesk, createTestDatabase } from '@adcp-orchestrator/testing';
import { McpSessions } from '../mcp/mcp-sessions';
import { ScriptedSeller, sellerAt } from '@adcp-orchestrator/testing/scripted-seller';
import { CallBook } from './call-book';
import { Circuits } from './circuits';
import { RateLimits } from './rate-limits';
import { SellerManners } from './seller-manners';

const log = createLogger('test', 'silent');
const forever = new AbortController().signal;

describe('the circuits', () => {
  const clock = new TestClock();
  const replicas: McpSessions[] = [];
  let database: TestDatabase;
  let desk: TestDesk;
  let remote: ScriptedSeller;
  let seller: Seller;
  let a: McpSessions;
  let b: McpSessions;
  let down = false;

  beforeAll(async () => {
    database = await createTestDatabase();
    desk = new TestDesk(database, clock);
    await desk.open();
    remote = await ScriptedSeller.start({
      tools: { ask: () => ({ ok: true }), create_media_buy: () => ({ ok: true }) },
    });
    remote.intercept = (_, response) => {
      if (down) response.writeHead(503).end();
      return down;
    };
  });
  afterAll(async () => {
    await remote.close();
    await database.drop();
  });

  beforeEach(async () => {
    down = false;
    const id = `seller-${randomUUID()}`;
    await desk.addSeller(id);
    seller = sellerAt(remote.url, { tenantId: desk.tenantId, id });
    a = replica();
    b = replica();
  });
  afterEach(() => Promise.all(replicas.splice(0).map((one) => one.close())));

  function replica(pool = database.pool): McpSessions {
    const manners = new SellerManners({
      circuits: new Circuits({ pool, clock, log, owner: randomUUID(), freshMs: 0, chance: () => 0 }),
      limits: new RateLimits({ store: createRateStore({ redisUrl: null, pool, log }), log }),
      book: new CallBook({ pool, clock, log }),
    });
    const sessions = new McpSessions({ allowPrivateNetworks: true, manners });
    replicas.push(sessions);
    return sessions;
  }

  const ask = (sessions: McpSessions, of = seller) =>
    sessions.callTool(of, { tool: 'ask', arguments: {}, mutating: false, signal: forever });
  const codeOf = async (sessions: McpSessions, of = seller): Promise<string> => {
    const reply = await ask(sessions, of);
    return reply.ok ? 'ok' : reply.fault.code;
  };

  async function breakIt(): Promise<void> {
    down = true;
    for (let n = 0; n < 5; n += 1) expect(await codeOf(a)).toBe('SELLER_HTTP_ERROR');
    expect(await codeOf(a)).toBe('CIRCUIT_OPEN');
  }

  it('open after five absences in a row, for every replica, and send nothing then', async () => {
    await breakIt();
    const before = remote.requests.length;
    expect(await codeOf(b)).toBe('CIRCUIT_OPEN');
    expect(await b.admit(seller, forever)).toMatchObject({ code: 'CIRCUIT_OPEN', executed: 'no', retryAfter: 5 });
    expect([await a.admitsAtOnce(seller), await b.admitsAtOnce(seller)]).toEqual([false, false]);
    expect(remote.requests).toHaveLength(before);
  });

  it('take any answer for a sign of life, an error too', async () => {
    down = true;
    for (let n = 0; n < 4; n += 1) await ask(a);
    down = false;
    const reply = await a.callTool(seller, { tool: 'nothing', arguments: {}, mutating: false, signal: forever });
    expect(reply.ok).toBe(false);
    down = true;
    for (let n = 0; n < 4; n += 1) expect(await codeOf(a)).toBe('SELLER_HTTP_ERROR');
  });

  it('are probed by one replica, with a question that books nothing, and closed for all by its answer', async () => {
    await breakIt();
    down = false;
    clock.advance({ seconds: 6 });
    remote.requests.length = 0;
    const [first, second] = await Promise.all([a.admit(seller, forever), b.admit(seller, forever)]);
    // The other call is refused, or looks after the answer has closed the circuit. It never probes too.
    expect([first, second]).toContain(null);
    expect(remote.requests.filter(({ rpc }) => rpc === 'tools/list')).toHaveLength(1);
    expect(remote.requests.filter(({ rpc }) => rpc === 'tools/call')).toHaveLength(0);
    expect(await codeOf(a)).toBe('ok');
    expect(await codeOf(b)).toBe('ok');
  });

  it('admit at once only where nobody is to be waited for: not before the probe, nor at a seller with a rate', async () => {
    expect(await a.admitsAtOnce(seller)).toBe(true);
    expect(await a.admitsAtOnce({ ...seller, limits: { ...seller.limits, requestsPerSecond: 5 } })).toBe(false);
    await breakIt();
    down = false;
    clock.advance({ seconds: 6 });
    const before = remote.requests.length;
    expect(await a.admitsAtOnce(seller)).toBe(false);
    expect(remote.requests).toHaveLength(before);
    expect(await a.admitsAtOnce({ ...seller, revision: 2 })).toBe(true);
    expect(await a.admit(seller, forever)).toBeNull();
    expect(await a.admitsAtOnce(seller)).toBe(true);
  });

  it('wait longer after every probe that is not answered', async () => {
    await breakIt();
    clock.advance({ seconds: 6 });
    expect(await a.admit(seller, forever)).toMatchObject({ code: 'CIRCUIT_OPEN', retryAfter: 10 });
    clock.advance({ seconds: 6 });
    const before = remote.requests.length;
    expect(await codeOf(b)).toBe('CIRCUIT_OPEN');
    expect(remote.requests).toHaveLength(before);
    clock.advance({ seconds: 5 });
    expect(await b.admit(seller, forever)).toMatchObject({ code: 'CIRCUIT_OPEN', retryAfter: 20 });
  });

  it('give a probe that died with its process to another', async () => {
    await breakIt();
    clock.advance({ seconds: 6 });
    await database.pool.query(
      `UPDATE seller_health SET state = 'half_open', probe_owner = 'killed', probe_until = $2 WHERE seller_id = $1`,
      [seller.id, new Date(clock.now().getTime() + 60_000)],
    );
    down = false;
    expect(await codeOf(b)).toBe('CIRCUIT_OPEN');
    clock.advance({ seconds: 61 });
    expect(await codeOf(b)).toBe('ok');
  });

  it('do not hold for a seller whose settings were changed', async () => {
    await breakIt();
    down = false;
    expect(await codeOf(b, { ...seller, revision: 2 })).toBe('ok');
  });

  it('make a call that was admitted, and perhaps committed, even when the circuit opens before it goes out', async () => {
    expect(await a.admit(seller, forever)).toBeNull();
    await breakIt();
    down = false;
    const reply = await a.callTool(seller, {
      tool: 'create_media_buy',
      arguments: {},
      mutating: true,
      signal: forever,
    });
    expect(reply.ok).toBe(true);
  });

  it('hold in one process alone while the database is away', async () => {
    const away = { query: () => Promise.reject(new Error('the database is away')) } as unknown as typeof database.pool;
    const alone = replica(away);
    down = true;
    for (let n = 0; n < 5; n += 1) await ask(alone);
    expect(await codeOf(alone)).toBe('CIRCUIT_OPEN');
    expect(await codeOf(b)).toBe('SELLER_HTTP_ERROR');
  });

  it('are read by one statement for all who ask at the same time', async () => {
    let reads = 0;
    const counting = {
      query: (query: QueryConfig) => {
        if (query.name === 'circuit-read') reads += 1;
        return database.pool.query(query);
      },
    } as unknown as typeof database.pool;
    await breakIt();
    const other = { ...seller, id: `seller-${randomUUID()}` };
    const asking = replica(counting);
    const faults = await Promise.all(
      [seller, other, seller, other].map(async (one) => (await asking.admit(one, forever))?.code ?? null),
    );
    expect(faults).toEqual(['CIRCUIT_OPEN', null, 'CIRCUIT_OPEN', null]);
    expect(reads).toBe(1);
  });

  it('never ask more at once than the seller allows', async () => {
    let running = 0;
    let most = 0;
    remote.tools.ask = async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 10));
      running -= 1;
      return { ok: true };
    };
    const narrow = { ...seller, limits: { ...seller.limits, maxConcurrency: 3 } };
    const replies = await Promise.all(Array.from({ length: 12 }, () => ask(a, narrow)));
    expect(replies.every(({ ok }) => ok)).toBe(true);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(3);
  });
});
