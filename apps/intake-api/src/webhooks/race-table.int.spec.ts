import { createHmac, randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Answer as Learned, Observation } from '@adcp-orchestrator/domain';
import { canonicalHash } from '@adcp-orchestrator/platform';
import { Ledger, claimDue, insertOperation, startCall, takePollTurn } from '@adcp-orchestrator/ledger';
import { awaitLockWaits } from '@adcp-orchestrator/testing';
import { type Answer, ApiUnderTest, type TestTenant } from '../../testing/api-under-test';

/**
 * The normative race table of AdCP's asynchronous identity and convergence (docs, L3), row by row, against the real
 * gate and the real webhook route. Two kinds of its rows have no counterpart here. Continuation generations: AdCP 3.x
 * over MCP defines no continuation. Legacy atomic operations: no operation here makes several mutations.
 */
describe('the race table', () => {
  const secret = 'race-table-secret-of-at-least-32-characters';
  const seller = 'modern';
  let api: ApiUnderTest;
  let twin: ApiUnderTest;
  let desk: TestTenant;
  let ledger: Ledger;
  let webhookPath: string;

  beforeAll(async () => {
    api = await ApiUnderTest.start({ PUBLIC_URL: 'https://orchestrator.example' });
    twin = await api.twin();
    desk = await api.newTenant();
    ledger = api.ledger;
    const added = await api.addSeller(desk, seller, { dialect: 'adcp-v3', webhooks: { mode: 'hmac', secret } });
    webhookPath = new URL(added.body.webhook_urls.adcp).pathname;
    await api.call('POST', '/v1/subscriptions', { key: desk.keys.admin, body: { url: 'http://127.0.0.1:1/' } });
  });
  afterAll(async () => {
    await twin.stop();
    await api.stop();
  });

  /** An operation whose call is under way. */
  async function calling(): Promise<string> {
    const id = uuidv7();
    await insertOperation(api.database.pool, {
      id,
      tenantId: desk.id,
      sellerId: seller,
      dialect: 'adcp-v3',
      type: 'create_media_buy',
      request: {},
      requestHash: id,
      requestKey: randomUUID(),
      idempotencyHeader: null,
      poNumber: id,
      userId: null,
      account: null,
      buyerRef: null,
      deadlineAt: new Date(Date.now() + 86_400_000),
      retryOf: null,
      now: new Date(),
      actor: 'test',
    });
    await startCallOf(id);
    return id;
  }

  async function startCallOf(id: string): Promise<void> {
    const claims = await claimDue(api.database.pool, {
      limit: 100,
      owner: 'w',
      leaseSeconds: 60,
      now: new Date(),
      busy: new Map(),
    });
    const claim = claims.find(({ operation }) => operation.id === id)!;
    const started = await startCall(api.database.pool, {
      operation: claim.operation,
      owner: 'w',
      leaseSeconds: 60,
      frozenCallSealed: Buffer.from('frozen'),
      sellerRevision: 1,
      now: new Date(),
    });
    expect(started).not.toBeNull();
  }

  async function submitted(): Promise<{ id: string; taskId: string }> {
    const id = await calling();
    const taskId = `task_${randomUUID()}`;
    await learn(id, 'response', {
      finding: { kind: 'pending', status: 'pending_approval' },
      sellerTaskStatus: 'submitted',
      taskId,
    });
    return { id, taskId };
  }

  function learn(operationId: string, source: Observation['source'], learned: Learned) {
    return ledger.observe({ ...learned, tenantId: desk.id, operationId, source, receivedAt: new Date() });
  }

  async function whileLocked<T>(lock: string, values: string[], work: () => Promise<T>): Promise<T> {
    const client = await api.database.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query(lock, values);
      return await work();
    } finally {
      await client.query('COMMIT');
      client.release();
    }
  }

  /**
   * Both read and judge the operation before either may write it. Then they write in this order. The second one has
   * judged a row that is gone by then.
   */
  async function race<First, Second>(
    id: string,
    first: () => Promise<First>,
    second: () => Promise<Second>,
  ): Promise<[First, Second]> {
    const both = await whileLocked('SELECT 1 FROM operations WHERE id = $1 FOR UPDATE', [id], async () => {
      const one = first();
      await awaitLockWaits(api.database.pool, 1);
      const two = second();
      await awaitLockWaits(api.database.pool, 2);
      return { done: Promise.all([one, two]) };
    });
    return both.done;
  }

  const orders = ['webhook last', 'webhook first'] as const;

  /** Races a delivery against what was learned otherwise, in either order. */
  async function raceWebhook(
    order: (typeof orders)[number],
    id: string,
    learned: () => ReturnType<typeof learn>,
    body: object,
  ): Promise<{ verdict: string | undefined; status: number }> {
    if (order === 'webhook first') {
      const [delivery, observed] = await race(id, () => deliver(body), learned);
      return { verdict: observed.decision?.verdict, status: delivery.status };
    }
    const [observed, delivery] = await race(id, learned, () => deliver(body));
    return { verdict: observed.decision?.verdict, status: delivery.status };
  }

  /** Each row has buys of its own. A buy that an earlier row booked would be a contradiction by itself. */
  let row = 0;
  beforeEach(() => {
    row += 1;
  });
  const ofRow = (mediaBuyId: string): string => (mediaBuyId === '' ? '' : `${mediaBuyId}/${row}`);

  const result = (mediaBuyId: string) => ({
    media_buy_id: ofRow(mediaBuyId),
    status: 'pending_creatives',
    packages: [],
  });

  /** What a poll or an answer says when the task completed with this buy. */
  const completed = (taskId: string, mediaBuyId: string): Learned => ({
    taskId,
    sellerTaskStatus: 'completed',
    finding: {
      kind: 'settled',
      outcome: { status: 'created', mediaBuyId: ofRow(mediaBuyId), result: result(mediaBuyId) },
    },
  });

  function webhook(taskId: string, mediaBuyId: string, more: Record<string, unknown> = {}) {
    return {
      idempotency_key: `whk_${randomUUID()}`,
      task_id: taskId,
      task_type: 'create_media_buy',
      status: 'completed',
      timestamp: '2026-03-02T09:00:00Z',
      result: result(mediaBuyId),
      ...more,
    };
  }

  function deliver(body: object, receiver = api): Promise<Answer> {
    const rawBody = JSON.stringify(body);
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', secret).update(`${timestamp}.${rawBody}`).digest('hex');
    return receiver.call('POST', webhookPath, {
      rawBody,
      headers: {
        'content-type': 'application/json',
        'x-adcp-timestamp': timestamp,
        'x-adcp-signature': `sha256=${signature}`,
      },
    });
  }

  async function story(id: string) {
    const { pool } = api.database;
    const [operation, events, timeline] = await Promise.all([
      pool.query(
        `SELECT status, task_id, conflicts, outcome->>'mediaBuyId' AS media_buy_id FROM operations WHERE id = $1`,
        [id],
      ),
      pool.query<{ type: string }>(`SELECT type FROM events WHERE operation_id = $1 ORDER BY sequence`, [id]),
      pool.query<{ kind: string }>(
        `SELECT kind FROM timeline WHERE operation_id = $1 AND source <> 'intake' ORDER BY id`,
        [id],
      ),
    ]);
    const [found] = operation.rows as {
      status: string;
      task_id: string | null;
      conflicts: number;
      media_buy_id: string | null;
    }[];
    return {
      ...found!,
      media_buy_id: found?.media_buy_id?.replace(`/${row}`, '') ?? null,
      settlements: events.rows.filter(({ type }) => type === 'operation.created').length,
      kinds: timeline.rows.map(({ kind }) => kind),
    };
  }

  /** What an answer says when the seller did the work at once. */
  const direct = (mediaBuyId: string): Learned => ({
    finding: { kind: 'settled', outcome: { status: 'created', mediaBuyId: ofRow(mediaBuyId) } },
  });

  it.each(orders)(
    'direct terminal response against terminal webhook, %s: one wins, the equal one is a duplicate, both are acknowledged',
    async (order) => {
      const id = await calling();
      const body = webhook(`sync-${randomUUID()}`, 'mb_a', { operation_id: id });
      const { verdict, status } = await raceWebhook(order, id, () => learn(id, 'response', direct('mb_a')), body);
      expect(status).toBe(200);
      expect(verdict).toBe(order === 'webhook first' ? 'duplicate' : 'transitions');
      expect(await story(id)).toMatchObject({ status: 'created', media_buy_id: 'mb_a', settlements: 1, conflicts: 0 });
    },
  );

  it.each(orders)(
    'direct terminal response against a different terminal webhook, %s: the first is preserved, the other is a conflict',
    async (order) => {
      const id = await calling();
      const body = webhook(`sync-${randomUUID()}`, 'mb_b', { operation_id: id });
      const { verdict, status } = await raceWebhook(order, id, () => learn(id, 'response', direct('mb_a')), body);
      const webhookWon = order === 'webhook first';
      expect([verdict, status]).toEqual(webhookWon ? ['conflict', 200] : ['transitions', 409]);
      expect(await story(id)).toMatchObject({
        media_buy_id: webhookWon ? 'mb_b' : 'mb_a',
        settlements: 1,
        conflicts: 1,
      });
    },
  );

  it.each(orders)('poll against webhook, %s: the first wins whichever channel it came by', async (order) => {
    const { id, taskId } = await submitted();
    const poll = () => learn(id, 'poll', completed(taskId, 'mb_p'));
    const { verdict, status } = await raceWebhook(order, id, poll, webhook(taskId, 'mb_p'));
    expect(status).toBe(200);
    expect(verdict).toBe(order === 'webhook first' ? 'duplicate' : 'transitions');
    expect(await story(id)).toMatchObject({ status: 'created', settlements: 1, conflicts: 0 });
  });

  it.each(orders)(
    'poll against a different webhook, %s: polling and webhook order give neither priority',
    async (order) => {
      const { id, taskId } = await submitted();
      const poll = () => learn(id, 'poll', completed(taskId, 'mb_p'));
      const { verdict, status } = await raceWebhook(order, id, poll, webhook(taskId, 'mb_w'));
      const webhookWon = order === 'webhook first';
      expect([verdict, status]).toEqual(webhookWon ? ['conflict', 200] : ['transitions', 409]);
      expect(await story(id)).toMatchObject({
        media_buy_id: webhookWon ? 'mb_w' : 'mb_p',
        settlements: 1,
        conflicts: 1,
      });
    },
  );

  it('terminal webhook before the answer: its result is preserved; the later pending answer is stale and binds the task', async () => {
    const id = await calling();
    const taskId = `task_${randomUUID()}`;
    expect((await deliver(webhook(taskId, 'mb_e', { operation_id: id }))).status).toBe(200);
    const late = await learn(id, 'response', {
      finding: { kind: 'pending', status: 'pending_approval' },
      sellerTaskStatus: 'submitted',
      taskId,
    });
    expect(late.decision?.verdict).toBe('stale');
    expect(await story(id)).toMatchObject({ status: 'created', task_id: taskId, settlements: 1 });
  });

  it('webhook before the task is known: kept and acknowledged, heard when the answer binds the task', async () => {
    const id = await calling();
    const taskId = `task_${randomUUID()}`;
    expect((await deliver(webhook(taskId, 'mb_k'))).status).toBe(202);
    expect((await story(id)).status).toBe('submitting');
    await learn(id, 'response', { finding: { kind: 'pending', status: 'pending_approval' }, taskId });
    expect(await story(id)).toMatchObject({ status: 'created', media_buy_id: 'mb_k', settlements: 1 });
  });

  it('webhook whose task is bound while it is being kept: heard at once, and not kept', async () => {
    const id = await calling();
    const taskId = `task_${randomUUID()}`;
    const delivery = await whileLocked('LOCK TABLE webhook_claims IN SHARE MODE', [], async () => {
      const answer = deliver(webhook(taskId, 'mb_s'));
      // The webhook has looked for its operation in vain, and is about to be kept.
      await awaitLockWaits(api.database.pool, 1);
      await api.database.pool.query(
        `UPDATE operations SET status = 'pending_approval', task_id = $2, version = version + 1 WHERE id = $1`,
        [id, taskId],
      );
      return { answer };
    });
    expect((await delivery.answer).status).toBe(200);
    expect(await story(id)).toMatchObject({ status: 'created', media_buy_id: 'mb_s', settlements: 1 });
  });

  it('terminal callback against a resume: a resume that was not dispatched is stale and is never sent', async () => {
    const { id, taskId } = await submitted();
    await learn(id, 'poll', { finding: { kind: 'pending', status: 'pending_input' }, taskId });
    const retried = await api.call('POST', `/v1/operations/${id}/retry`, {
      key: desk.keys.trader,
      body: { accept_double_booking: true },
    });
    expect(retried.status).toBe(200);
    const { pool } = api.database;
    const claims = await claimDue(pool, {
      limit: 100,
      owner: 'w2',
      leaseSeconds: 60,
      now: new Date(),
      busy: new Map(),
    });
    const claim = claims.find(({ operation }) => operation.id === id)!;
    expect((await deliver(webhook(taskId, 'mb_r', { operation_id: id }))).status).toBe(200);
    const started = await startCall(pool, {
      operation: claim.operation,
      owner: 'w2',
      leaseSeconds: 60,
      frozenCallSealed: null,
      sellerRevision: 1,
      now: new Date(),
    });
    expect(started).toBeNull();
    expect(await story(id)).toMatchObject({ status: 'created', media_buy_id: 'mb_r', settlements: 1 });
  });

  it('a task from before a resume: its terminal webhook is heard although the operation is bound to nothing yet', async () => {
    const { id, taskId } = await submitted();
    await learn(id, 'poll', { finding: { kind: 'pending', status: 'pending_input' }, taskId });
    await api.call('POST', `/v1/operations/${id}/retry`, {
      key: desk.keys.trader,
      body: { accept_double_booking: true },
    });
    expect((await story(id)).task_id).toBeNull();
    expect((await deliver(webhook(taskId, 'mb_old'))).status).toBe(200);
    expect(await story(id)).toMatchObject({ status: 'created', media_buy_id: 'mb_old', settlements: 1 });
  });

  it('a task from before a resume, after another one was bound: recorded as a conflict, never merged', async () => {
    const { id, taskId } = await submitted();
    await learn(id, 'poll', { finding: { kind: 'pending', status: 'pending_input' }, taskId });
    await api.call('POST', `/v1/operations/${id}/retry`, {
      key: desk.keys.trader,
      body: { accept_double_booking: true },
    });
    await learn(id, 'response', {
      finding: { kind: 'pending', status: 'pending_approval' },
      taskId: `task_${randomUUID()}`,
    });
    expect((await deliver(webhook(taskId, 'mb_old'))).status).toBe(409);
    expect(await story(id)).toMatchObject({ status: 'pending_approval', conflicts: 1, settlements: 0 });
  });

  it('a task from before a resume, while the resumed call is under way: its progress binds nothing, its bad end ends nothing', async () => {
    const { id, taskId } = await submitted();
    await learn(id, 'poll', { finding: { kind: 'pending', status: 'pending_input' }, taskId });
    await api.call('POST', `/v1/operations/${id}/retry`, {
      key: desk.keys.trader,
      body: { accept_double_booking: true },
    });
    await startCallOf(id);
    expect((await deliver(webhook(taskId, '', { status: 'working', result: {} }))).status).toBe(200);
    expect((await deliver(webhook(taskId, '', { status: 'failed', result: {} }))).status).toBe(200);
    expect(await story(id)).toMatchObject({ status: 'submitting', task_id: null, settlements: 0, conflicts: 0 });
    const secondTask = `task_${randomUUID()}`;
    await learn(id, 'response', { finding: { kind: 'pending', status: 'pending_approval' }, taskId: secondTask });
    expect((await deliver(webhook(secondTask, 'mb_second'))).status).toBe(200);
    expect(await story(id)).toMatchObject({ status: 'created', media_buy_id: 'mb_second', settlements: 1 });
  });

  it('the same delivery key many times at once: one publishes, the others come again or are acknowledged', async () => {
    const { id, taskId } = await submitted();
    const body = webhook(taskId, 'mb_m');
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => deliver(body, n % 2 === 0 ? api : twin)));
    const statuses = new Set(answers.map(({ status }) => status));
    expect([...statuses].every((status) => status === 200 || status === 503)).toBe(true);
    expect(answers.filter(({ status }) => status === 503).every(({ headers }) => headers.has('retry-after'))).toBe(
      true,
    );
    expect((await deliver(body)).status).toBe(200);
    const told = await story(id);
    expect(told).toMatchObject({ status: 'created', settlements: 1 });
    expect(told.kinds.filter((kind) => kind === 'duplicate')).toEqual([]);
  });

  it('the same delivery key with another payload: 409, and the changed payload is not heard', async () => {
    const { id, taskId } = await submitted();
    const body = webhook(taskId, 'mb_1');
    expect((await deliver(body)).status).toBe(200);
    expect((await deliver({ ...body, result: result('mb_2') })).status).toBe(409);
    expect(await story(id)).toMatchObject({ media_buy_id: 'mb_1', conflicts: 0, settlements: 1 });
  });

  it('different delivery keys for the same outcome: acknowledged without publishing again', async () => {
    const { id, taskId } = await submitted();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => deliver(webhook(taskId, 'mb_d'), n % 2 === 0 ? api : twin)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    const told = await story(id);
    expect(told).toMatchObject({ settlements: 1, conflicts: 0 });
    expect(told.kinds.filter((kind) => kind === 'duplicate')).toHaveLength(7);
  });

  it('two receivers racing to publish different outcomes: one owner, established before anything is seen outside', async () => {
    const { id, taskId } = await submitted();
    const answers = await race(
      id,
      () => deliver(webhook(taskId, 'mb_x'), api),
      () => deliver(webhook(taskId, 'mb_y'), twin),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 409]);
    expect(await story(id)).toMatchObject({ media_buy_id: 'mb_x', settlements: 1, conflicts: 1 });
  });

  it.each(['before', 'after'] as const)(
    'crash between ownership and acknowledgement, %s the gate committed: the next receiver reconciles, once',
    async (when) => {
      const { id, taskId } = await submitted();
      const body = webhook(taskId, 'mb_c');
      if (when === 'after') {
        await ledger.observe({
          ...completed(taskId, 'mb_c'),
          tenantId: desk.id,
          operationId: id,
          source: 'webhook',
          receivedAt: new Date(),
        });
      }
      // A receiver that was killed leaves this behind: its claim, held until its time is over.
      await api.database.pool.query(
        `INSERT INTO webhook_claims (tenant_id, seller_id, delivery_key, payload_hash, status, held_until, task_id, operation_id, body, answer)
         VALUES ($1, $2, $3, $4, 'held', now() + interval '1 hour', $5, $6, $7, '{}')`,
        [desk.id, seller, body.idempotency_key, canonicalHash(body), taskId, id, body],
      );
      const early = await deliver(body);
      expect(early.status).toBe(503);
      await api.database.pool.query(
        `UPDATE webhook_claims SET held_until = now() - interval '1 second' WHERE delivery_key = $1`,
        [body.idempotency_key],
      );
      expect((await deliver(body, twin)).status).toBe(200);
      expect(await story(id)).toMatchObject({ status: 'created', media_buy_id: 'mb_c', settlements: 1, conflicts: 0 });
    },
  );

  it('leaves nothing to poll once a webhook has settled the operation', async () => {
    const { taskId } = await submitted();
    const { taskId: other } = await submitted();
    await deliver(webhook(taskId, 'mb_q'));
    const turn = await takePollTurn(
      api.database.pool,
      { tenantId: desk.id, sellerId: seller },
      { owner: 'p', leaseSeconds: 60, now: new Date(Date.now() + 86_400_000), soonSeconds: 0, limit: 100 },
    );
    const asked = turn?.operations.map((operation) => operation.taskId);
    expect(asked).toContain(other);
    expect(asked).not.toContain(taskId);
  });
});
