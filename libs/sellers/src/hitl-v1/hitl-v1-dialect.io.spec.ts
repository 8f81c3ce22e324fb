import {
  type Answer,
  type JsonObject,
  type Observation,
  type Operation,
  WebhookMalformedError,
  decide,
} from '@adcp-orchestrator/domain';
import { canonicalHash } from '@adcp-orchestrator/platform';
import { McpSessions } from '../mcp/mcp-sessions';
import { SellerUnavailableError } from '../dialect/seller-unavailable';
import { ScriptedSeller, type Tool, operationOf, sellerAt } from '@adcp-orchestrator/testing/scripted-seller';
import { HitlV1Dialect } from './hitl-v1-dialect';
import { taskIdOf } from './task-id';

const { signal } = new AbortController();
let sessions: McpSessions;
let server: ScriptedSeller;
let dialect: HitlV1Dialect;

beforeEach(async () => {
  server = await ScriptedSeller.start();
  sessions = new McpSessions({ allowPrivateNetworks: true, callTimeoutSeconds: 30 });
  dialect = new HitlV1Dialect(sessions);
});
afterEach(async () => {
  await sessions.close();
  await server.close();
});

const create: JsonObject = { packages: ['premium_sports'], po_number: 'PO-1', total_budget: 50_000 };
const waiting = (overrides: Partial<Operation> = {}): Operation =>
  operationOf({ status: 'pending_approval', taskId: 'task_1', poNumber: 'PO-1', ...overrides });

async function submit(answer: Tool | JsonObject, overrides: Partial<Operation> = {}): Promise<Answer> {
  const operation = operationOf(overrides);
  server.tools[operation.type] = typeof answer === 'function' ? answer : () => answer;
  return dialect.submit(sellerAt(server.url), operation, { tool: operation.type, arguments: create }, signal);
}

async function poll(tasks: JsonObject[], operations: Operation[], more: JsonObject = {}) {
  server.tools.get_pending_tasks = () => ({ tasks, total_count: tasks.length, overdue_count: 0, ...more });
  return dialect.poll(sellerAt(server.url), operations, signal);
}

const task = (overrides: JsonObject = {}): JsonObject => ({
  task_id: 'task_1',
  task_type: 'manual_approval',
  status: 'pending',
  operation: 'create_media_buy',
  created_at: '2025-07-28T10:00:00Z',
  ...overrides,
});

describe('the task id', () => {
  it.each([
    'Manual approval required. Task ID: task_123',
    'Manual approval required (task id: task_123).',
    'Queued for a person; task_id=task_123',
    'Task-Id #task_123: somebody will look at it',
    'Your task ID is "task_123".',
  ])('is read from "%s"', (detail) => {
    expect(taskIdOf({ detail })).toBe('task_123');
  });

  it('is the body’s own before the prose’s', () => {
    expect(taskIdOf({ task_id: 'task_9', detail: 'Task ID: task_123' })).toBe('task_9');
  });

  it('is not guessed from prose that names none', () => {
    expect(taskIdOf({ detail: 'The task identifier follows by mail' })).toBeUndefined();
  });
});

describe('the answer to create_media_buy', () => {
  it('pending_manual waits for approval, bound to its task', async () => {
    const answer = await submit({ status: 'pending_manual', detail: 'Manual approval required. Task ID: task_123' });
    expect(answer).toMatchObject({
      finding: { kind: 'pending', status: 'pending_approval' },
      sellerStatus: 'pending_manual',
      taskId: 'task_123',
      httpStatus: 200,
    });
    expect(server.callsTo('create_media_buy')).toEqual([create]);
  });

  it.each([
    ['pending_approval', 'pending_approval'],
    ['pending_permission', 'pending_permission'],
  ])('%s waits', async (status, ours) => {
    expect((await submit({ status, detail: 'wait' })).finding).toEqual({ kind: 'pending', status: ours });
  });

  it('pending_activation is created, with its deadline for creatives', async () => {
    const answer = await submit({
      status: 'pending_activation',
      media_buy_id: 'mb_1',
      creative_deadline: '2025-08-01T00:00:00Z',
    });
    expect(answer.finding).toMatchObject({
      kind: 'settled',
      outcome: { status: 'created', mediaBuyId: 'mb_1', creativeDeadline: '2025-08-01T00:00:00Z' },
    });
  });

  it('active is created and delivering', async () => {
    const { finding } = await submit({ status: 'active', media_buy_id: 'mb_1' });
    expect(finding).toMatchObject({ kind: 'settled', delivering: true, outcome: { status: 'created' } });
  });

  it('failed settles with the seller’s own words', async () => {
    const { finding } = await submit({ status: 'failed', detail: 'No inventory left' });
    expect(finding).toMatchObject({
      kind: 'settled',
      outcome: { status: 'failed', error: { message: 'No inventory left' } },
    });
  });

  it('is read from text when the server sends no structured content', async () => {
    const answer = await submit(() => ({
      content: [{ type: 'text', text: JSON.stringify({ status: 'pending_activation', media_buy_id: 'mb_1' }) }],
    }));
    expect(answer.finding).toMatchObject({ kind: 'settled', outcome: { mediaBuyId: 'mb_1' } });
  });

  it('is in doubt when no table has its word', async () => {
    expect((await submit({ status: 'toString' })).finding).toEqual({ kind: 'unknown_word', word: 'toString' });
  });

  it('is approved, and not created, when it names no buy', async () => {
    expect((await submit({ status: 'pending_activation' })).finding).toEqual({ kind: 'pending', status: 'approved' });
  });

  it('a documented error fails it, with field and suggestion', async () => {
    const { finding } = await submit({
      error: {
        code: 'INVALID_PARAMETER',
        message: 'Start date must be in the future',
        field: 'start_date',
        suggestion: 'Later',
      },
    });
    expect(finding).toMatchObject({
      kind: 'settled',
      outcome: { status: 'failed', error: { code: 'INVALID_PARAMETER', field: 'start_date', suggestion: 'Later' } },
    });
  });

  it('an error of unknown meaning is escalated, because nothing may be sent again', async () => {
    const { finding } = await submit({ error: { code: 'X_ODD', message: 'odd' } });
    expect(finding).toMatchObject({ kind: 'unproven', escalate: true });
  });

  it('prose that says nothing proves nothing', async () => {
    const { finding } = await submit(() => ({ content: [{ type: 'text', text: 'Something happened' }] }));
    expect(finding.kind).toBe('unproven');
  });
});

describe('the answers to other tools', () => {
  it('an accepted update is completed', async () => {
    const { finding } = await submit(
      { status: 'accepted', implementation_date: '2025-08-01' },
      { type: 'update_media_buy' },
    );
    expect(finding).toMatchObject({ kind: 'settled', outcome: { status: 'completed' } });
  });

  it('a failed update gives its reason', async () => {
    const { finding } = await submit({ status: 'failed', reason: 'flight is over' }, { type: 'update_media_buy' });
    expect(finding).toMatchObject({
      kind: 'settled',
      outcome: { status: 'failed', error: { message: 'flight is over' } },
    });
  });

  it('reviewed assets are completed although no word is said for the whole', async () => {
    const { finding } = await submit(
      { asset_statuses: [{ creative_id: 'c1', status: 'approved' }] },
      { type: 'add_creative_assets' },
    );
    expect(finding).toMatchObject({ kind: 'settled', outcome: { status: 'completed' } });
  });
});

describe('polling', () => {
  it('asks once for many operations', async () => {
    const many = Array.from({ length: 50 }, (_, n) => waiting({ id: `op-${n}`, taskId: `task_${n}` }));
    const answers = await poll(
      many.map(({ taskId }) => task({ task_id: taskId, status: 'assigned' })),
      many,
    );
    expect(answers.size).toBe(50);
    expect(answers.get('op-7')).toMatchObject({ finding: { kind: 'pending' }, sellerTaskStatus: 'assigned' });
    expect(server.calls).toEqual([{ tool: 'get_pending_tasks', arguments: { task_type: 'manual_approval' } }]);
  });

  it.each(['pending', 'assigned', 'in_progress', 'escalated'])('%s still waits', async (status) => {
    const operation = waiting();
    expect((await poll([task({ status })], [operation])).get(operation.id)?.finding).toEqual({
      kind: 'pending',
      status: 'pending_approval',
    });
  });

  it('a resolution comes before the status', async () => {
    const operation = waiting();
    const answers = await poll(
      [task({ status: 'in_progress', resolution: 'rejected', resolution_detail: 'Brand unsafe' })],
      [operation],
    );
    expect(answers.get(operation.id)?.finding).toMatchObject({
      kind: 'settled',
      outcome: { status: 'rejected', error: { message: 'Brand unsafe' } },
    });
  });

  it.each([
    [{ status: 'completed', resolution: 'cannot_complete' }, 'rejected'],
    [{ status: 'failed', error_detail: 'Declined' }, 'rejected'],
    [
      { status: 'completed', resolution: 'approved', result: { media_buy_id: 'mb_1', status: 'pending_activation' } },
      'created',
    ],
    [{ status: 'completed', resolution: 'completed', result: { media_buy_id: 'mb_1' } }, 'created'],
    [{ status: 'completed', resolution: 'approved', result: { media_buy_id: 'mb_1', status: 'scheduled' } }, 'created'],
    [{ status: 'completed', resolution: 'approved', result: { status: 'failed', detail: 'sold out' } }, 'failed'],
  ])('%j settles as %s', async (fields, status) => {
    const operation = waiting();
    expect((await poll([task(fields)], [operation])).get(operation.id)?.finding).toMatchObject({ outcome: { status } });
  });

  it.each(['awaiting_ad_server', 'pending_approval'])(
    'approved work whose buy is "%s" has not created it, and the buy is looked for',
    async (status) => {
      const operation = waiting();
      const done = task({ status: 'completed', resolution: 'approved', result: { media_buy_id: 'mb_1', status } });
      expect((await poll([done], [operation])).get(operation.id)?.finding).toEqual({
        kind: 'pending',
        status: 'approved',
      });
    },
  );

  it('approved without a result is approved first, and its buy is looked for the next time', async () => {
    const operation = waiting();
    const done = task({ status: 'completed', resolution: 'approved', media_buy_id: 'mb_1' });
    expect((await poll([done], [operation])).get(operation.id)?.finding).toEqual({
      kind: 'pending',
      status: 'approved',
    });
    server.tools.check_media_buy_status = () => ({ media_buy_id: 'mb_1', status: 'active' });
    const answer = (await poll([done], [{ ...operation, status: 'approved' }])).get(operation.id);
    expect(answer?.finding).toMatchObject({
      kind: 'settled',
      delivering: true,
      outcome: { status: 'created', mediaBuyId: 'mb_1' },
    });
    expect(server.callsTo('check_media_buy_status')).toEqual([{ media_buy_id: 'mb_1' }]);
  });

  it('a task that is gone is decided by the buy, which its po_number finds', async () => {
    server.tools.check_media_buy_status = () => ({ media_buy_id: 'mb_7', status: 'scheduled' });
    const operation = waiting();
    expect((await poll([], [operation])).get(operation.id)?.finding).toMatchObject({
      outcome: { status: 'created', mediaBuyId: 'mb_7' },
    });
    expect(server.callsTo('check_media_buy_status')).toEqual([{ po_number: 'PO-1' }]);
  });

  it('a task that is gone without a trace leaves no evidence', async () => {
    server.tools.check_media_buy_status = () => ({ error: { code: 'MEDIA_BUY_NOT_FOUND', message: 'unknown' } });
    const operation = waiting();
    expect((await poll([], [operation])).get(operation.id)?.finding).toEqual({ kind: 'no_evidence' });
  });

  it('a task that is merely not shown is not taken for gone', async () => {
    server.tools.check_media_buy_status = () => ({ error: { code: 'NOT_FOUND', message: 'unknown' } });
    const operation = waiting();
    const answers = await poll([task({ task_id: 'task_2' })], [operation], { total_count: 9_000 });
    expect(answers.get(operation.id)?.finding).toMatchObject({
      kind: 'ask_failed',
      error: { code: 'SELLER_LIST_INCOMPLETE' },
    });
  });

  it('the only task left over is never bound by elimination', async () => {
    server.tools.check_media_buy_status = () => ({ error: { code: 'MEDIA_BUY_NOT_FOUND', message: 'unknown' } });
    const operation = waiting({ taskId: null });
    const answer = (await poll([task({ task_id: 'task_77' })], [operation])).get(operation.id);
    expect(answer).toMatchObject({ finding: { kind: 'no_evidence' } });
    expect(answer?.taskId).toBeUndefined();
  });

  it('a task that names our po_number is ours', async () => {
    const operation = waiting({ taskId: null });
    const ours = task({ task_id: 'task_77', po_number: 'PO-1', created_at: operation.createdAt.toISOString() });
    const answers = await poll([ours], [operation]);
    expect(answers.get(operation.id)).toMatchObject({ taskId: 'task_77', finding: { kind: 'pending' } });
  });

  it('a task that names our po_number, and is older than the operation, is an earlier request of that number', async () => {
    const operation = waiting({ taskId: null });
    server.tools.check_media_buy_status = () => ({ error: { code: 'MEDIA_BUY_NOT_FOUND', message: 'unknown' } });
    const before = (minutes: number) => new Date(operation.createdAt.getTime() - minutes * 60_000).toISOString();
    const asked = async (created_at: string) =>
      (await poll([task({ task_id: 'task_7', po_number: 'PO-1', created_at })], [operation])).get(operation.id)
        ?.finding;
    expect(await asked(before(60))).toEqual({ kind: 'no_evidence' });
    // Clocks differ, and a time without its offset may be any zone's.
    expect(await asked(before(4))).toMatchObject({ kind: 'pending' });
    expect(await asked(before(60).replace('Z', ''))).toMatchObject({ kind: 'pending' });
  });

  it('binds the listed task that the buy of our number says it waits for, unless that is an earlier request’s', async () => {
    const operation = waiting({ taskId: null, status: 'submitting' });
    server.tools.check_media_buy_status = () => ({
      media_buy_id: null,
      status: 'pending_manual',
      detail: 'Manual approval required. Task ID: task_77',
    });
    const at = (minutes: number) => new Date(operation.createdAt.getTime() + minutes * 60_000).toISOString();
    const asked = async (asTask: JsonObject, of = operation) =>
      (await poll([task({ task_id: 'task_77', ...asTask })], [of])).get(operation.id);
    const pending = { kind: 'pending', status: 'pending_approval' };
    expect(await asked({ created_at: at(1) })).toMatchObject({ finding: pending, taskId: 'task_77' });
    for (const other of [
      await asked({ created_at: at(-60) }),
      await asked({ created_at: at(1), operation: 'update_media_buy' }),
      await asked({ created_at: at(1), task_id: 'task_78' }),
      await asked({ created_at: at(1) }, { ...operation, taskId: 'task_1' }),
    ]) {
      expect([other?.finding, other?.taskId]).toEqual([pending, undefined]);
    }
  });

  it('looks for the buy too, beside a task that was found by its number: only a booking is believed then', async () => {
    const operation = waiting({ taskId: null });
    const ours = task({ task_id: 'task_77', po_number: 'PO-1', created_at: operation.createdAt.toISOString() });
    server.tools.check_media_buy_status = () => ({ po_number: 'PO-1', status: 'rejected' });
    expect((await poll([ours], [operation])).get(operation.id)).toMatchObject({ finding: { kind: 'pending' } });
    server.tools.check_media_buy_status = () => ({ media_buy_id: 'mb_9', status: 'active' });
    expect((await poll([ours], [operation])).get(operation.id)?.finding).toMatchObject({
      outcome: { mediaBuyId: 'mb_9' },
    });
  });

  it('leaves open whose the bad end is that the buy of its number shows, when the task is approved and names no buy', async () => {
    const operation = waiting({ status: 'approved' });
    server.tools.check_media_buy_status = () => ({ status: 'rejected' });
    const approved = { status: 'completed', resolution: 'approved' };
    const open = (await poll([task(approved)], [operation])).get(operation.id)!;
    expect([open.finding, open.taskId]).toMatchObject([{ outcome: { status: 'rejected' } }, undefined]);
    const named = (await poll([task({ ...approved, media_buy_id: 'mb_1' })], [operation])).get(operation.id)!;
    expect([named.finding, named.taskId]).toMatchObject([{ outcome: { status: 'rejected' } }, 'task_1']);
  });

  it('looks for the outcome of what was approved after its deadline', async () => {
    const operation = waiting({ status: 'timed_out' });
    server.tools.check_media_buy_status = () => ({ media_buy_id: 'mb_9', status: 'active' });
    const answers = await poll([task({ status: 'completed', resolution: 'approved' })], [operation]);
    expect(answers.get(operation.id)?.finding).toMatchObject({ kind: 'settled', outcome: { mediaBuyId: 'mb_9' } });
  });

  it('pending without a task follows the buy; not found leaves the state as it is', async () => {
    const operation = waiting({ taskId: null, status: 'pending_permission' });
    server.tools.check_media_buy_status = () => ({ error: { code: 'MEDIA_BUY_NOT_FOUND', message: 'unknown' } });
    const answer = (await poll([], [operation])).get(operation.id)!;
    const observation: Observation = {
      ...answer,
      tenantId: 'tenant-1',
      operationId: operation.id,
      source: 'poll',
      receivedAt: new Date(),
    };
    const context = { now: new Date(), chance: 0, newKey: 'key', timings: {} as never, seller: {} as never };
    expect(decide(operation, observation, context).verdict).toBe('unchanged');
    server.tools.check_media_buy_status = () => ({ media_buy_id: 'mb_1', status: 'pending_approval' });
    expect((await poll([], [operation])).get(operation.id)?.finding).toEqual({
      kind: 'pending',
      status: 'pending_approval',
    });
  });

  it('a buy other than the one asked for proves nothing', async () => {
    server.tools.check_media_buy_status = () => ({ media_buy_id: 'mb_9', po_number: 'PO-2', status: 'active' });
    const operation = waiting();
    expect((await poll([], [operation])).get(operation.id)?.finding).toEqual({ kind: 'no_evidence' });
  });

  it('an update is not proved by its buy', async () => {
    const operation = waiting({ type: 'update_media_buy' });
    expect((await poll([], [operation])).get(operation.id)?.finding).toEqual({ kind: 'no_evidence' });
    expect(server.callsTo('check_media_buy_status')).toEqual([]);
  });

  it('a list beyond 1 MiB falls back to one question per buy', async () => {
    const operation = waiting();
    server.tools.check_media_buy_status = () => ({ media_buy_id: 'mb_1', status: 'active' });
    const tasks = Array.from({ length: 9_000 }, (_, n) => task({ task_id: `t${n}`, error_detail: 'x'.repeat(100) }));
    expect((await poll(tasks, [operation])).get(operation.id)?.finding).toMatchObject({
      outcome: { status: 'created' },
    });
  });

  it('that fails tells nothing of the operations, and hears how long to wait', async () => {
    server.intercept = (_, response, rpc) => {
      if (rpc?.method === 'tools/call') response.writeHead(503, { 'retry-after': '40' }).end();
      return rpc?.method === 'tools/call';
    };
    const [first, second] = [waiting({ id: 'a' }), waiting({ id: 'b', taskId: 'task_2' })];
    const answers = await poll([], [first, second]);
    for (const id of ['a', 'b']) {
      expect(answers.get(id)).toMatchObject({
        finding: { kind: 'ask_failed' },
        retryAfterSeconds: 40,
        httpStatus: 503,
      });
    }
  });

  it('a seller that is down costs one question and not one per buy', async () => {
    server.intercept = (request, _, rpc) => {
      const params = (rpc?.params ?? {}) as JsonObject;
      if (params.name === 'check_media_buy_status') request.socket.destroy();
      return params.name === 'check_media_buy_status';
    };
    const many = Array.from({ length: 60 }, (_, n) => waiting({ id: `op-${n}`, taskId: `t${n}`, poNumber: `PO-${n}` }));
    const answers = await poll([], many);
    expect([...answers.values()].every(({ finding }) => finding.kind === 'ask_failed')).toBe(true);
    expect(server.requests.length).toBeLessThan(20);
  });
});

describe('the webhook', () => {
  const read = (body: JsonObject) => dialect.parseWebhook(sellerAt(server.url), body);

  it('of the guide settles as created', () => {
    const body = {
      event: 'task_completed',
      task_id: 'task_1',
      resolution: 'approved',
      result: { media_buy_id: 'mb_1' },
    };
    expect(read(body)).toMatchObject({
      taskId: 'task_1',
      operationId: null,
      deliveryKey: canonicalHash(body),
      answer: { taskId: 'task_1', finding: { kind: 'settled', outcome: { status: 'created', mediaBuyId: 'mb_1' } } },
    });
  });

  it('of the guide settles as rejected, with the reason', () => {
    const word = read({ event: 'task_completed', task_id: 'task_1', resolution: 'rejected', reason: 'Not our brand' });
    expect(word?.answer.finding).toMatchObject({
      outcome: { status: 'rejected', error: { message: 'Not our brand' } },
    });
  });

  it.each<JsonObject>([{}, { result: {} }, { result: { detail: 'ok' } }])(
    'that approves with %j is approved only',
    (more) => {
      const word = read({ event: 'task_completed', task_id: 'task_1', resolution: 'approved', ...more });
      expect(word?.answer.finding).toEqual({ kind: 'pending', status: 'approved' });
    },
  );

  it('of an update is completed', () => {
    const word = read({
      event: 'task_completed',
      task_id: 't',
      resolution: 'approved',
      result: { status: 'accepted', media_buy_id: 'mb' },
    });
    expect(word?.answer.finding).toMatchObject({ outcome: { status: 'completed' } });
  });

  it('of another event tells nothing of an operation', () => {
    expect(read({ event: 'task_assigned', task_id: 't', assignee: 'someone' })).toBeNull();
  });

  it('has the same delivery key whatever the order of its fields', () => {
    const one = read({ event: 'task_completed', task_id: 't', resolution: 'rejected' });
    const other = read({ resolution: 'rejected', task_id: 't', event: 'task_completed' });
    expect(one).toMatchObject({ deliveryKey: other?.deliveryKey });
  });

  it.each<JsonObject>([
    {},
    { event: 7, task_id: 't' },
    { event: 'task_completed' },
    { event: 'task_completed', task_id: 't', resolution: 'maybe' },
  ])('is malformed as %j', (body) => {
    expect(() => read(body)).toThrow(WebhookMalformedError);
  });
});

describe('what the seller can do', () => {
  it('is read from its tool list; it has no idempotency', async () => {
    server.tools = { create_media_buy: () => ({}), get_pending_tasks: () => ({}) };
    expect(await dialect.capabilities(sellerAt(server.url), signal)).toEqual({
      replayWindowSeconds: null,
      pollTool: 'get_pending_tasks',
      tools: ['create_media_buy', 'get_pending_tasks'],
    });
  });

  it('cannot be told by a seller that does not answer', async () => {
    const target = sellerAt('http://127.0.0.1:1/mcp');
    await expect(dialect.capabilities(target, signal)).rejects.toThrow(SellerUnavailableError);
  });

  it('lists its open tasks, and not those that are over', async () => {
    server.tools.get_pending_tasks = () => ({
      tasks: [task({ po_number: 'PO-1' }), task({ task_id: 't2', status: 'completed' })],
    });
    expect(await dialect.listOpenTasks(sellerAt(server.url), signal)).toEqual([
      {
        taskId: 'task_1',
        status: 'pending',
        operation: 'create_media_buy',
        poNumber: 'PO-1',
        mediaBuyId: null,
        createdAt: '2025-07-28T10:00:00Z',
      },
    ]);
  });
});
