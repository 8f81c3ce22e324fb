import type { JsonObject } from '@adcp-orchestrator/domain';
import { canonicalHash } from '@adcp-orchestrator/platform';
import { McpSessions, createDialects, openSeller } from '@adcp-orchestrator/sellers';
import { TestClock, type TestDatabase, createTestDatabase } from '@adcp-orchestrator/testing';
import { ReceiverUnderTest } from '../testing/receiver-under-test';

/** The traps of sellers' webhooks, by the names that docs/sellers.md lists them under. */
describe('protocol traps of webhooks', () => {
  let database: TestDatabase;
  let desk: ReceiverUnderTest;
  const sessions = new McpSessions({ allowPrivateNetworks: true });
  beforeAll(async () => {
    database = await createTestDatabase();
    const dialectOf = createDialects({ sessions });
    desk = new ReceiverUnderTest({ pool: database.pool, clock: new TestClock(), openSeller, dialectOf });
  });
  afterAll(async () => {
    await sessions.close();
    await database.drop();
  });

  const completed = (more: JsonObject): JsonObject => ({
    idempotency_key: `whk_${canonicalHash(more)}`,
    task_type: 'create_media_buy',
    status: 'completed',
    timestamp: '2026-03-02T09:00:00Z',
    result: { media_buy_id: 'mb_1', status: 'pending_creatives', packages: [] },
    ...more,
  });

  it('a delivery may omit operation_id and context: the route and the task tell whose it is', async () => {
    const seller = await desk.addSeller({ mode: 'hmac', dialect: 'adcp-v3' });
    const id = await desk.pending(seller, 'task_1');
    expect((await desk.post(seller, completed({ task_id: 'task_1' }))).status).toBe(200);
    expect(await desk.row(id)).toMatchObject({ status: 'created' });
  });

  it('a delivery may come before the answer that names its task', async () => {
    const seller = await desk.addSeller({ mode: 'hmac', dialect: 'adcp-v3' });
    const id = await desk.send(seller);
    expect((await desk.post(seller, completed({ task_id: 'task_2' }))).status).toBe(202);
    await desk.answer(seller, id, 'task_2');
    expect(await desk.row(id)).toMatchObject({ status: 'created' });
  });

  it('a synchronous completion may send one too, under an invented sync- task: no second outcome', async () => {
    const seller = await desk.addSeller({ mode: 'hmac', dialect: 'adcp-v3' });
    const id = await desk.send(seller);
    await desk.ledger.observe({
      tenantId: seller.tenantId,
      operationId: id,
      source: 'response',
      receivedAt: desk.clock.now(),
      attempt: 1,
      finding: { kind: 'settled', outcome: { status: 'created', mediaBuyId: 'mb_1' } },
    });
    const invented = completed({ task_id: 'sync-6f0e4b0a', operation_id: id });
    expect((await desk.post(seller, invented)).status).toBe(200);
    expect(await desk.row(id)).toMatchObject({ status: 'created', conflicts: 0 });
  });

  it('the guide shows no authentication: without proof nothing is heard', async () => {
    const seller = await desk.addSeller({ mode: 'bearer' });
    const stranger = { ...seller, secret: 'somebody else’s, of thirty-two characters' };
    expect((await desk.post(stranger, { event: 'task_completed', task_id: 't', resolution: 'approved' })).status).toBe(
      401,
    );
  });

  it.each(['task_created', 'task_assigned', 'heartbeat'])(
    'the guide’s route takes the event %s and answers "received"',
    async (event) => {
      const seller = await desk.addSeller({ mode: 'bearer' });
      const id = await desk.pending(seller, 'task_3');
      const response = await desk.post(seller, { event, task_id: 'task_3', at: '2026-03-02T09:00:00Z' });
      expect(response).toMatchObject({ status: 200, body: { status: 'received' } });
      expect(await desk.row(id)).toMatchObject({ status: 'pending_approval' });
      expect(await desk.claims(seller)).toEqual([]);
    },
  );
});
