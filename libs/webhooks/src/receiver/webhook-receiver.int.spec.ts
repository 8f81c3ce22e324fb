import type { JsonObject } from '@adcp-orchestrator/domain';
import { KeptSweep, MAX_KEPT_OF_SELLER, deleteOldWebhooks, matchKeptWebhooks } from '@adcp-orchestrator/ledger';
import { McpSessions, createDialects, openSeller } from '@adcp-orchestrator/sellers';
import { TestClock, type TestDatabase, createTestDatabase } from '@adcp-orchestrator/testing';
import { type TestSeller, ReceiverUnderTest } from '../../testing/receiver-under-test';
import type { WebhookResponse } from './webhook-request';

const approved = (taskId: string, mediaBuyId = `mb_${taskId}`): JsonObject => ({
  event: 'task_completed',
  task_id: taskId,
  resolution: 'approved',
  result: { media_buy_id: mediaBuyId, status: 'pending_activation' },
});
const rejected = (taskId: string): JsonObject => ({
  event: 'task_completed',
  task_id: taskId,
  resolution: 'rejected',
  reason: 'brand safety',
});
const completed = (key: string, more: JsonObject): JsonObject => ({
  idempotency_key: `whk_of_a_seller_${key}`,
  task_type: 'create_media_buy',
  status: 'completed',
  timestamp: '2026-03-02T09:00:00Z',
  result: { media_buy_id: `mb_${key}`, status: 'pending_creatives', packages: [] },
  ...more,
});
const typeOf = (response: WebhookResponse): unknown => response.body.type;

describe('the webhook receiver', () => {
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
  beforeEach(() => {
    desk.observed.length = 0;
    desk.beforeGate = null;
  });

  const match = { now: (): Date => desk.clock.now() };
  const options = () => ({ ...match, pool: desk.pool, gate: desk.ledger });

  describe("the guide's flow", () => {
    it.each(['bearer', 'hmac'] as const)('settles an approved task and answers "received" (%s)', async (mode) => {
      const seller = await desk.addSeller({ mode });
      const id = await desk.pending(seller, `task_${mode}`);
      expect(await desk.post(seller, approved(`task_${mode}`))).toMatchObject({
        status: 200,
        body: { status: 'received' },
      });
      expect(await desk.row(id)).toMatchObject({ status: 'created' });
      expect(await desk.claims(seller)).toEqual(['done']);
    });

    it('settles a rejected task with its reason', async () => {
      const seller = await desk.addSeller({ mode: 'bearer' });
      const id = await desk.pending(seller, 'task_r');
      expect((await desk.post(seller, rejected('task_r'))).status).toBe(200);
      expect(await desk.row(id)).toMatchObject({ status: 'rejected' });
    });
  });

  describe('the sender', () => {
    const refusal = (response: WebhookResponse) => ({
      status: response.status,
      type: typeOf(response),
      challenge: response.headers['www-authenticate'],
    });
    const refused = (code: string) => ({
      status: 401,
      type: 'urn:adcp-orchestrator:problem:webhook-unauthenticated',
      challenge: `Signature error="${code}"`,
    });
    const json = { 'content-type': 'application/json' };

    it('is refused without proof, with a wrong secret, and at an unknown URL, all alike', async () => {
      const seller = await desk.addSeller({ mode: 'bearer' });
      const id = await desk.pending(seller, 'task_1');
      const post = (change: Parameters<ReceiverUnderTest['post']>[2]) => desk.post(seller, approved('task_1'), change);
      const wrong = { ...json, authorization: 'Bearer wrong' };
      expect(refusal(await post({ headers: json }))).toEqual(refused('webhook_signature_required'));
      const known = await post({ headers: wrong });
      expect(refusal(known)).toEqual(refused('webhook_signature_invalid'));
      expect(await post({ headers: wrong, routeToken: 'nobody' })).toEqual(known);
      expect(await post({ headers: wrong, routeToken: 'no\u0000body' })).toEqual(known);
      expect(await post({ headers: wrong, routeToken: null })).toEqual(known);
      expect(await desk.row(id)).toMatchObject({ status: 'pending_approval' });
      expect(await desk.claims(seller)).toEqual([]);
    });

    it('is refused when the body was changed or the signature is too old, and told which', async () => {
      const seller = await desk.addSeller({ mode: 'hmac' });
      const request = desk.request(seller, approved('task_1'));
      const changed = { ...request, rawBody: Buffer.from(request.rawBody.toString().replace('approved', 'rejected')) };
      expect(refusal(await desk.receiver.receive(changed))).toEqual(refused('webhook_signature_invalid'));
      const late = { ...request, receivedAt: new Date(request.receivedAt.getTime() + 301_000) };
      expect(refusal(await desk.receiver.receive(late))).toEqual(refused('webhook_signature_window_invalid'));
    });

    it('is held to the one mode that was agreed', async () => {
      const hmac = await desk.addSeller({ mode: 'hmac' });
      const bearer = await desk.post(hmac, approved('task_1'), {
        headers: { ...json, authorization: `Bearer ${hmac.secret}` },
      });
      expect(refusal(bearer)).toEqual(refused('webhook_signature_invalid'));
      const rfc9421 = await desk.post(hmac, approved('task_1'), {
        headers: { ...json, 'signature-input': 'sig1=()', signature: 'sig1=:AA==:' },
      });
      expect(refusal(rfc9421)).toEqual(refused('webhook_mode_mismatch'));
      const none = await desk.addSeller({ mode: 'none' });
      expect((await desk.post(none, approved('task_1'))).status).toBe(401);
    });

    it('is asked to come again while it cannot be verified', async () => {
      const sealedElsewhere = await desk.addSeller({ mode: 'bearer', sealed: Buffer.alloc(64, 1) });
      expect((await desk.post(sealedElsewhere, approved('task_1'))).status).toBe(503);
    });
  });

  describe("the guide's bare route", () => {
    const bare = { routeToken: null };

    it('knows the sender by its bearer secret, also when it was added a moment ago', async () => {
      const first = await desk.addSeller({ mode: 'bearer' });
      const id = await desk.pending(first, 'task_1');
      expect((await desk.post(first, approved('task_1'), bare)).status).toBe(200);
      expect(await desk.row(id)).toMatchObject({ status: 'created' });
      const second = await desk.addSeller({ mode: 'bearer' });
      const other = await desk.pending(second, 'task_1');
      expect((await desk.post(second, rejected('task_1'), bare)).status).toBe(200);
      expect(await desk.row(other)).toMatchObject({ status: 'rejected' });
    });

    it('forgets a secret as soon as the seller is deleted', async () => {
      const seller = await desk.addSeller({ mode: 'bearer' });
      await desk.pending(seller, 'task_1');
      expect((await desk.post(seller, approved('task_1'), bare)).status).toBe(200);
      await desk.pool.query('UPDATE sellers SET deleted_at = now() WHERE tenant_id = $1', [seller.tenantId]);
      expect((await desk.post(seller, approved('task_1'), bare)).status).toBe(401);
    });

    it('tells sellers that share a secret apart by the task, or refuses', async () => {
      const one = await desk.addSeller({ mode: 'bearer' });
      const other = await desk.addSeller({ mode: 'bearer', secret: one.secret });
      const id = await desk.pending(other, 'task_of_other');
      expect((await desk.post(one, approved('task_of_other'), bare)).status).toBe(200);
      expect(await desk.row(id)).toMatchObject({ status: 'created' });
      expect((await desk.post(one, approved('task_of_nobody'), bare)).status).toBe(401);
    });

    it('knows the sender of an HMAC by its task', async () => {
      const seller = await desk.addSeller({ mode: 'hmac' });
      const id = await desk.pending(seller, 'task_single');
      expect((await desk.post(seller, approved('task_single'), bare)).status).toBe(200);
      expect(await desk.row(id)).toMatchObject({ status: 'created' });
      expect((await desk.post(seller, approved('task_unknown'), bare)).status).toBe(401);
      expect((await desk.post(seller, '{"task_id":', bare)).status).toBe(401);
    });

    it('knows the sender of an HMAC among sellers of several tenants that have such a task by its secret', async () => {
      const one = await desk.addSeller({ mode: 'hmac' });
      const other = await desk.addSeller({ mode: 'hmac' });
      const sealedElsewhere = await desk.addSeller({ mode: 'hmac', sealed: Buffer.alloc(64, 1) });
      await desk.pending(sealedElsewhere, 'task_shared');
      const ids = [await desk.pending(one, 'task_shared'), await desk.pending(other, 'task_shared')];
      expect((await desk.post(other, rejected('task_shared'), bare)).status).toBe(200);
      expect((await desk.post(one, approved('task_shared'), bare)).status).toBe(200);
      expect(await desk.row(ids[0]!)).toMatchObject({ status: 'created', conflicts: 0 });
      expect(await desk.row(ids[1]!)).toMatchObject({ status: 'rejected', conflicts: 0 });
      // The webhook may come from the seller that cannot be verified now.
      const stranger = await desk.addSeller({ mode: 'hmac' });
      expect((await desk.post(stranger, approved('task_shared'), bare)).status).toBe(503);
    });

    it('refuses an HMAC of none, or of several, of the sellers that have its task, or of too many', async () => {
      const [one, other] = [await desk.addSeller({ mode: 'hmac' }), await desk.addSeller({ mode: 'hmac' })];
      const sharing = await desk.addSeller({ mode: 'hmac', secret: one.secret });
      for (const seller of [one, other]) await desk.pending(seller, 'task_of_two');
      expect((await desk.post(await desk.addSeller({ mode: 'hmac' }), approved('task_of_two'), bare)).status).toBe(401);
      await desk.pending(sharing, 'task_of_two');
      expect((await desk.post(one, approved('task_of_two'), bare)).status).toBe(401);
      expect((await desk.post(other, approved('task_of_two'), bare)).status).toBe(200);

      const many = await Promise.all(Array.from({ length: 20 }, () => desk.addSeller({ mode: 'hmac' })));
      for (const seller of many) await desk.pending(seller, 'task_of_many');
      expect((await desk.post(many[19]!, approved('task_of_many'), bare)).status).toBe(200);
      await desk.pending(one, 'task_of_many');
      expect((await desk.post(many[18]!, approved('task_of_many'), bare)).status).toBe(401);
    });

    it('knows the sender of an HMAC by a task that its operation had before a person sent it again', async () => {
      const seller = await desk.addSeller({ mode: 'hmac' });
      const id = await desk.pending(seller, 'task_former');
      await desk.pool.query(
        `WITH former AS (
           INSERT INTO former_tasks (tenant_id, seller_id, task_id, operation_id)
           SELECT tenant_id, seller_id, task_id, id FROM operations WHERE id = $1
         )
         UPDATE operations SET task_id = NULL WHERE id = $1`,
        [id],
      );
      expect((await desk.post(seller, approved('task_former'), bare)).status).toBe(200);
      expect(desk.observed.map(({ operationId }) => operationId)).toEqual([id]);
    });
  });

  it("counts on the bare route only what was verified: a guessed task uses up nobody's share", async () => {
    const seller = await desk.addSeller({ mode: 'hmac' });
    await desk.pending(seller, 'task_guessed');
    const receiver = desk.createReceiver({ limit: { requests: 2, seconds: 10 } });
    const genuine = () => desk.request(seller, approved('task_guessed'), { routeToken: null });
    const forged = { ...genuine(), headers: { ...genuine().headers, 'x-adcp-signature': `sha256=${'0'.repeat(64)}` } };
    for (let n = 0; n < 4; n += 1) expect((await receiver.receive(forged)).status).toBe(401);
    expect((await receiver.receive(genuine())).status).toBe(200);
    expect((await receiver.receive(genuine())).status).toBe(200);
    expect((await receiver.receive(genuine())).status).toBe(429);
  });

  describe('the body', () => {
    let seller: TestSeller;
    beforeAll(async () => {
      seller = await desk.addSeller({ mode: 'bearer' });
    });

    it.each([
      ['no JSON', '{"event":'],
      ['a key twice', '{"event":"task_completed","task_id":"t","resolution":"approved","resolution":"rejected"}'],
      ['no object', '[]'],
      ['nothing', ''],
      ['an event that is no text', JSON.stringify({ ...approved('t'), event: 7 })],
      ['a task id beyond every bound', JSON.stringify(approved('t'.repeat(2_000)))],
      ['a NUL in the task id', JSON.stringify(approved('t\u0000'))],
    ])('is malformed with %s', async (_what, body) => {
      expect(await desk.post(seller, body)).toMatchObject({
        status: 400,
        headers: { 'content-type': 'application/problem+json' },
        body: { type: 'urn:adcp-orchestrator:problem:webhook-malformed' },
      });
    });

    it('is JSON of at most 1 MiB', async () => {
      const headers = desk.request(seller, approved('t')).headers;
      const as = (type: string | undefined) =>
        desk.post(seller, approved('t'), { headers: { ...headers, 'content-type': type } });
      expect((await as('text/plain')).status).toBe(415);
      expect((await as(undefined)).status).toBe(415);
      expect((await as('application/json; charset=utf-8')).status).toBe(200);
      const large = { ...approved('t'), padding: 'x'.repeat(1_048_576) };
      expect((await desk.post(seller, large)).status).toBe(413);
    });

    it('may hold what the database cannot', async () => {
      const id = await desk.pending(seller, 'task_nul');
      expect((await desk.post(seller, { ...rejected('task_nul'), reason: 'a\u0000b\ud800' })).status).toBe(200);
      expect(await desk.row(id)).toMatchObject({ status: 'rejected' });
      const other = await desk.pending(seller, 'task_nul_name');
      const odd = { ...rejected('task_nul_name'), result: { 'a\u0000b': { '\ud800': [{ 'c\u0000': 1 }] } } };
      expect((await desk.post(seller, odd)).status).toBe(200);
      expect(await desk.row(other)).toMatchObject({ status: 'rejected' });
    });
  });

  describe('the claim', () => {
    it('makes a delivery that comes many times at once one observation', async () => {
      const seller = await desk.addSeller({ mode: 'hmac' });
      const id = await desk.pending(seller, 'task_1');
      const others = Array.from({ length: 7 }, () => desk.createReceiver());
      const responses = await Promise.all(
        [desk.receiver, ...others].map((receiver) => receiver.receive(desk.request(seller, approved('task_1')))),
      );
      expect(desk.observed).toHaveLength(1);
      expect(await desk.row(id)).toMatchObject({ status: 'created', conflicts: 0 });
      const statuses = new Set(responses.map(({ status }) => status));
      expect([...statuses].every((status) => status === 200 || status === 503)).toBe(true);
      expect(statuses.has(200)).toBe(true);
      expect((await desk.post(seller, approved('task_1'))).status).toBe(200);
      expect(desk.observed).toHaveLength(1);
    });

    it('answers 503 with Retry-After while the delivery is worked on elsewhere', async () => {
      const seller = await desk.addSeller({ mode: 'bearer' });
      await desk.pending(seller, 'task_1');
      let letPass = (): void => undefined;
      const passes = new Promise<void>((resolve) => {
        letPass = resolve;
      });
      const entered = new Promise<void>((resolve) => {
        desk.beforeGate = () => {
          resolve();
          return passes;
        };
      });
      const first = desk.post(seller, approved('task_1'));
      await entered;
      const second = await desk.createReceiver().receive(desk.request(seller, approved('task_1')));
      expect(second.status).toBe(503);
      expect(Number(second.headers['retry-after'])).toBeGreaterThan(0);
      letPass();
      expect((await first).status).toBe(200);
      expect(desk.observed).toHaveLength(1);
    });

    it('answers no 2xx before the gate has committed, and works on the same delivery again', async () => {
      const seller = await desk.addSeller({ mode: 'bearer' });
      const id = await desk.pending(seller, 'task_1');
      desk.beforeGate = () => Promise.reject(new Error('the database is away'));
      expect((await desk.post(seller, approved('task_1'))).status).toBe(503);
      expect(await desk.row(id)).toMatchObject({ status: 'pending_approval' });
      desk.beforeGate = null;
      expect((await desk.post(seller, approved('task_1'))).status).toBe(200);
      expect(await desk.row(id)).toMatchObject({ status: 'created' });
    });

    it('refuses the same key with another payload', async () => {
      const seller = await desk.addSeller({ mode: 'hmac', dialect: 'adcp-v3' });
      const id = await desk.pending(seller, 'task_1');
      expect((await desk.post(seller, completed('key_1', { task_id: 'task_1' }))).status).toBe(200);
      const other = await desk.post(seller, completed('key_1', { task_id: 'task_1', status: 'rejected' }));
      expect([other.status, typeOf(other)]).toEqual([409, 'urn:adcp-orchestrator:problem:webhook-key-reused']);
      expect(await desk.row(id)).toMatchObject({ status: 'created', conflicts: 0 });
    });

    it('records an outcome that contradicts the settled one and answers 409, every time', async () => {
      const seller = await desk.addSeller({ mode: 'bearer' });
      const id = await desk.pending(seller, 'task_1');
      await desk.post(seller, approved('task_1'));
      for (let time = 0; time < 2; time += 1) {
        const response = await desk.post(seller, rejected('task_1'));
        expect([response.status, typeOf(response)]).toEqual([409, 'urn:adcp-orchestrator:problem:webhook-conflict']);
      }
      expect(await desk.row(id)).toMatchObject({ status: 'created', conflicts: 1 });
    });

    it("is answered 409, every time, when it names the buy by what fits no index, or by another operation's", async () => {
      const seller = await desk.addSeller({ mode: 'bearer' });
      // Postgres compresses text that repeats itself. This text does not.
      const long = Array.from({ length: 600 }, (_, n) => Math.sin(n).toString(36).slice(-6)).join('');
      const holder = await desk.pending(seller, 'task_holder');
      expect((await desk.post(seller, approved('task_holder', 'mb_held'))).status).toBe(200);
      for (const [task, mediaBuyId] of [
        ['task_long', long],
        ['task_held', 'mb_held'],
      ] as const) {
        const id = await desk.pending(seller, task);
        for (let n = 0; n < 2; n += 1) {
          const answer = await desk.post(seller, approved(task, mediaBuyId));
          expect([answer.status, typeOf(answer)]).toEqual([409, 'urn:adcp-orchestrator:problem:webhook-conflict']);
        }
        expect(await desk.row(id)).toMatchObject({ status: 'in_doubt', conflicts: 1 });
      }
      expect(await desk.row(holder)).toMatchObject({ status: 'created' });
    });

    it('is taken over from a receiver that died, by the sweep if its sender does not come again', async () => {
      const seller = await desk.addSeller({ mode: 'bearer' });
      const id = await desk.pending(seller, 'task_1');
      desk.beforeGate = () => Promise.reject(new Error('killed'));
      await desk.post(seller, approved('task_1'));
      desk.beforeGate = null;
      await desk.pool.query(
        `UPDATE webhook_claims SET held_until = now() - interval '2 minutes' WHERE seller_id = $1`,
        [seller.id],
      );
      const [swept, ...others] = (await new KeptSweep(options()).sweep(100, 10)).filter(
        ({ sellerId }) => sellerId === seller.id,
      );
      expect([swept?.operationId, swept?.result, others.length]).toEqual([id, 'done', 0]);
      expect(await desk.row(id)).toMatchObject({ status: 'created' });
      expect((await desk.post(seller, approved('task_1'))).status).toBe(200);
    });
  });

  describe('the operation', () => {
    it('is found by our own id before the seller has named a task', async () => {
      const seller = await desk.addSeller({ mode: 'hmac', dialect: 'adcp-v3' });
      const id = await desk.send(seller);
      const response = await desk.post(seller, completed('k1', { task_id: 'task_9', operation_id: id }));
      expect(response).toMatchObject({ status: 200, body: { status: 'received' } });
      expect(await desk.row(id)).toMatchObject({ status: 'created', task_id: 'task_9' });
    });

    it('tells the type that a webhook leaves out: a rejected buy is none that was created', async () => {
      const seller = await desk.addSeller({ mode: 'hmac', dialect: 'adcp-v3' });
      const task = (id: string): JsonObject => ({
        id,
        status: { state: 'completed' },
        artifacts: [{ parts: [{ data: { media_buy_id: `mb_${id}`, status: 'rejected' } }] }],
      });
      const known = await desk.pending(seller, 'task_known');
      expect((await desk.post(seller, task('task_known'))).status).toBe(200);
      expect(await desk.row(known)).toMatchObject({ status: 'rejected' });
      // It was kept before its operation was known. A poll, which knows the type, hears it.
      const early = await desk.send(seller);
      expect((await desk.post(seller, task('task_early'))).status).toBe(202);
      await desk.answer(seller, early, 'task_early');
      expect(await desk.row(early)).toMatchObject({ status: 'approved' });
      expect(await desk.claims(seller)).toEqual(['done', 'done']);
    });

    it("is never another seller's or tenant's, whatever id is named", async () => {
      const victim = await desk.addSeller({ mode: 'hmac', dialect: 'adcp-v3' });
      const sibling = await desk.addSeller({ mode: 'hmac', dialect: 'adcp-v3', tenantId: victim.tenantId });
      const stranger = await desk.addSeller({ mode: 'hmac', dialect: 'adcp-v3' });
      const id = await desk.pending(victim, 'task_v');
      for (const seller of [sibling, stranger]) {
        const response = await desk.post(seller, completed('k', { task_id: 'task_v', operation_id: id }));
        expect(response.status).toBe(202);
        expect(await desk.claims(seller)).toEqual(['unmatched']);
      }
      expect(await desk.row(id)).toMatchObject({ status: 'pending_approval' });
    });

    it('is not guessed when two operations have the task', async () => {
      const seller = await desk.addSeller({ mode: 'bearer' });
      const ids = [await desk.pending(seller, 'task_twice'), await desk.pending(seller, 'task_twice')];
      expect((await desk.post(seller, approved('task_twice'))).status).toBe(200);
      for (const id of ids) expect(await desk.row(id)).toMatchObject({ status: 'pending_approval' });
      expect(await desk.claims(seller)).toEqual(['unmatched']);
    });
  });

  describe('a webhook that comes before its task is known', () => {
    /** Leaves what a process leaves that dies between the gate's commit and the matching. */
    const bindSilently = (id: string, taskId: string) =>
      desk.pool.query('UPDATE operations SET task_id = $2 WHERE id = $1', [id, taskId]);

    it('is kept, and heard as soon as the task is bound', async () => {
      const seller = await desk.addSeller({ mode: 'hmac', dialect: 'adcp-v3' });
      const id = await desk.send(seller);
      const early = completed('early', { task_id: 'task_early' });
      expect((await desk.post(seller, early)).status).toBe(202);
      expect((await desk.post(seller, early)).status).toBe(202);
      await desk.answer(seller, id, 'task_early');
      expect(await desk.row(id)).toMatchObject({ status: 'created' });
      expect((await desk.post(seller, early)).status).toBe(200);
      expect(await desk.claims(seller)).toEqual(['done']);
    });

    it('is matched once, however many look at the same time', async () => {
      const seller = await desk.addSeller({ mode: 'bearer' });
      const id = await desk.send(seller);
      await desk.post(seller, approved('task_1'));
      await bindSilently(id, 'task_1');
      const binding = { tenantId: seller.tenantId, sellerId: seller.id, taskId: 'task_1' };
      const matched = await Promise.all(Array.from({ length: 6 }, () => matchKeptWebhooks(options(), [binding])));
      expect(matched.flat().map(({ operationId, result }) => [operationId, result])).toEqual([[id, 'done']]);
      expect(await desk.row(id)).toMatchObject({ status: 'created', conflicts: 0 });
    });

    it('is found by the sweep when nobody matched it', async () => {
      const seller = await desk.addSeller({ mode: 'bearer' });
      const id = await desk.send(seller);
      expect(await desk.post(seller, approved('task_1'))).toMatchObject({ status: 200, body: { status: 'received' } });
      const sweep = new KeptSweep(options());
      expect(await sweep.sweep(100, 10)).toEqual([]);
      await bindSilently(id, 'task_1');
      expect((await sweep.sweep(100, 10)).map(({ operationId }) => operationId)).toEqual([id]);
      expect(await desk.row(id)).toMatchObject({ status: 'created' });
    });

    it('is found by the sweep behind any number that nobody waits for, a part with each', async () => {
      const seller = await desk.addSeller({ mode: 'bearer' });
      const ids = [await desk.send(seller), await desk.send(seller)];
      for (const task of ['task_1', 'task_2', 'task_3', 'task_8', 'task_9']) await desk.post(seller, approved(task));
      await desk.pool.query(`DELETE FROM webhook_claims WHERE status = 'unmatched' AND seller_id <> $1`, [seller.id]);
      await bindSilently(ids[0]!, 'task_1');
      await bindSilently(ids[1]!, 'task_9');
      const sweep = new KeptSweep(options());
      const found: (string | undefined)[] = [];
      for (let n = 0; n < 4; n += 1) found.push((await sweep.sweep(2, 10))[0]?.operationId);
      expect(found).toEqual([ids[0], undefined, ids[1], undefined]);
      // After the last task, the look begins with the first again.
      const late = await desk.send(seller);
      await bindSilently(late, 'task_2');
      for (let n = 0; n < 2; n += 1) found.push((await sweep.sweep(2, 10))[0]?.operationId);
      expect(found.slice(4)).toContain(late);
    });

    it('is asked to come again while too many of its seller are kept', async () => {
      const seller = await desk.addSeller({ mode: 'bearer' });
      await desk.pool.query(
        `INSERT INTO webhook_claims (tenant_id, seller_id, delivery_key, payload_hash, status, task_id, body, answer)
         SELECT $1, $2, n, n, 'unmatched', n, '{}', '{}' FROM generate_series(1, $3) n`,
        [seller.tenantId, seller.id, MAX_KEPT_OF_SELLER],
      );
      const early = await desk.post(seller, approved('task_1'));
      expect([early.status, typeOf(early)]).toEqual([429, 'urn:adcp-orchestrator:problem:webhook-rate-limited']);
      expect(Number(early.headers['retry-after'])).toBeGreaterThan(0);
      const id = await desk.pending(seller, 'task_1');
      expect((await desk.post(seller, approved('task_1'))).status).toBe(200);
      expect(await desk.row(id)).toMatchObject({ status: 'created' });
      const other = await desk.addSeller({ mode: 'bearer', tenantId: seller.tenantId });
      expect((await desk.post(other, approved('task_2'))).status).toBe(200);
      expect(await desk.claims(other)).toEqual(['unmatched']);
    });

    it('counts as conflict when the outcome was another one meanwhile', async () => {
      const seller = await desk.addSeller({ mode: 'bearer' });
      const id = await desk.send(seller);
      await desk.post(seller, rejected('task_1'));
      await bindSilently(id, 'task_1');
      await desk.post(seller, approved('task_1'));
      await matchKeptWebhooks(options(), [{ tenantId: seller.tenantId, sellerId: seller.id, taskId: 'task_1' }]);
      expect(await desk.row(id)).toMatchObject({ status: 'created', conflicts: 1 });
      expect((await desk.claims(seller)).sort()).toEqual(['conflict', 'done']);
      expect((await desk.post(seller, rejected('task_1'))).status).toBe(409);
    });
  });

  it('forgets claims after 30 days, and those alone', async () => {
    const seller = await desk.addSeller({ mode: 'bearer' });
    await desk.post(seller, approved('task_old'));
    const later = (days: number): Date => new Date(desk.clock.now().getTime() + days * 86_400_000);
    await deleteOldWebhooks(desk.pool, later(29), 1_000);
    expect(await desk.claims(seller)).toEqual(['unmatched']);
    expect(await deleteOldWebhooks(desk.pool, later(31), 1)).toBe(1);
    while ((await deleteOldWebhooks(desk.pool, later(31), 100)) === 100);
    expect(await desk.claims(seller)).toEqual([]);
  });
});
