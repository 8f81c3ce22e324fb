import { PushNotificationConfigSchema } from '@adcp/sdk/schemas';
import {
  type Answer,
  type JsonObject,
  type Operation,
  type Seller,
  WebhookMalformedError,
  isSameOutcome,
} from '@adcp-orchestrator/domain';
import { SellerUnavailableError } from '../dialect/seller-unavailable';
import { McpSessions } from '../mcp/mcp-sessions';
import { ScriptedSeller, operationOf, sellerAt } from '../testing/scripted-seller';
import { AdcpV3Dialect } from './adcp-v3-dialect';
import { WebhookSecretMissingError } from './prepare-call';

const { signal } = new AbortController();
const account = { brand: { domain: 'nova.example' }, operator: 'desk.example' };
const key = '3f1c2f5e-6f0e-4b0a-9d52-0d9d6a3c1a11';
let sessions: McpSessions;
let server: ScriptedSeller;
let dialect: AdcpV3Dialect;

beforeEach(async () => {
  server = await ScriptedSeller.start();
  sessions = new McpSessions({ allowPrivateNetworks: true, callTimeoutSeconds: 2 });
  dialect = new AdcpV3Dialect(sessions);
});
afterEach(async () => {
  await sessions.close();
  await server.close();
});

const at = (overrides: Partial<Seller> = {}): Seller => sellerAt(server.url, { dialect: 'adcp-v3', ...overrides });
const row = (overrides: Partial<Operation> = {}): Operation =>
  operationOf({ dialect: 'adcp-v3', account, poNumber: 'PO-1', ...overrides });
const waiting = (overrides: Partial<Operation> = {}): Operation =>
  row({ status: 'pending_approval', taskId: 'task_1', ...overrides });
const isError = (body: JsonObject): JsonObject => ({
  isError: true,
  content: [{ type: 'text', text: 'error' }],
  structuredContent: body,
});
const adcpError = (code: string, more: JsonObject = {}): JsonObject =>
  isError({ adcp_error: { code, message: `it is ${code}`, ...more } });

async function submit(answer: JsonObject, overrides: Partial<Operation> = {}): Promise<Answer> {
  const operation = row(overrides);
  server.tools[operation.type] = () => answer;
  return dialect.submit(at(), operation, { tool: operation.type, arguments: { idempotency_key: key } }, signal);
}

async function poll(answer: JsonObject | ((args: JsonObject) => JsonObject), operations: Operation[]) {
  server.tools.get_task_status = typeof answer === 'function' ? answer : () => answer;
  return dialect.poll(at(), operations, signal);
}

const pollOne = async (answer: JsonObject, overrides: Partial<Operation> = {}): Promise<Answer> => {
  const operation = waiting(overrides);
  return (await poll(answer, [operation])).get(operation.id)!;
};

describe('the frozen call', () => {
  const material = (webhookUrl: string | null) => ({
    operation: row(),
    request: { po_number: 'PO-1', account },
    requestKey: key,
    webhookUrl,
  });
  const url = 'https://desk.example/webhooks/adcp/route';
  const secret = 's'.repeat(32);

  it.each([
    ['rfc9421', { url, operation_id: row().id }],
    ['hmac', { url, operation_id: row().id, authentication: { schemes: ['HMAC-SHA256'], credentials: secret } }],
    ['bearer', { url, operation_id: row().id, authentication: { schemes: ['Bearer'], credentials: secret } }],
  ] as const)('registers a webhook in the mode %s, in a form that the schema accepts', (webhookMode, registration) => {
    const call = dialect.prepare(at({ webhookMode, webhookSecret: secret }), material(url));
    expect(call).toEqual({
      tool: 'create_media_buy',
      arguments: { po_number: 'PO-1', account, idempotency_key: key, push_notification_config: registration },
    });
    expect(PushNotificationConfigSchema.safeParse(registration).success).toBe(true);
  });

  it('registers none with a seller that is only polled', () => {
    for (const call of [
      dialect.prepare(at(), material(url)),
      dialect.prepare(at({ webhookMode: 'rfc9421' }), material(null)),
    ]) {
      expect(call.arguments).toEqual({ po_number: 'PO-1', account, idempotency_key: key });
    }
  });

  it('is refused when the agreed mode has no secret', () => {
    expect(() => dialect.prepare(at({ webhookMode: 'hmac' }), material(url))).toThrow(WebhookSecretMissingError);
  });
});

describe('the answer to create_media_buy', () => {
  const buy = { media_buy_id: 'mb_1', packages: [], creative_deadline: '2025-08-01T00:00:00Z' };

  it.each(['pending_creatives', 'pending_start', 'completed', 'paused', 'brand_new_word'])(
    'with a buy and "%s" is created',
    async (status) => {
      const answer = await submit({ ...buy, status });
      expect(answer).toMatchObject({
        finding: {
          kind: 'settled',
          outcome: { status: 'created', mediaBuyId: 'mb_1', creativeDeadline: '2025-08-01T00:00:00Z' },
        },
        sellerStatus: status,
      });
      expect(answer.finding).not.toHaveProperty('delivering');
    },
  );

  it.each<JsonObject>([{ status: 'active' }, { status: 'completed', media_buy_status: 'active' }])(
    '%j is delivering',
    async (words) => {
      expect((await submit({ ...buy, ...words })).finding).toMatchObject({
        delivering: true,
        outcome: { status: 'created' },
      });
    },
  );

  it('replayed is a snapshot like any other', async () => {
    expect(await submit({ status: 'submitted', task_id: 'task_1', replayed: true })).toMatchObject({
      finding: { kind: 'pending', status: 'pending_approval' },
      taskId: 'task_1',
    });
  });

  it.each([
    ['submitted', 'pending_approval'],
    ['working', 'working'],
    ['input-required', 'pending_input'],
    ['auth-required', 'pending_permission'],
  ])('%s waits, bound to its task', async (status, ours) => {
    expect(await submit({ status, task_id: 'task_1', message: 'wait' })).toMatchObject({
      finding: { kind: 'pending', status: ours },
      taskId: 'task_1',
      sellerTaskStatus: status,
      message: 'wait',
    });
  });

  it('input-required beside a provisional buy is no success', async () => {
    expect((await submit({ ...buy, status: 'input-required' })).finding).toEqual({
      kind: 'pending',
      status: 'pending_input',
    });
  });

  it('warnings beside a buy or an open task do not undo it', async () => {
    const errors = [{ code: 'X_WARN', message: 'note', recovery: 'correctable' }];
    expect((await submit({ ...buy, errors })).finding).toMatchObject({ outcome: { status: 'created' } });
    expect((await submit({ status: 'submitted', task_id: 't', errors })).finding).toMatchObject({ kind: 'pending' });
  });

  it('errors[] without a buy fail it', async () => {
    const answer = await submit({ errors: [{ code: 'BUDGET_TOO_LOW', message: 'too low', field: 'total_budget' }] });
    expect(answer.finding).toMatchObject({
      outcome: { status: 'failed', error: { code: 'BUDGET_TOO_LOW', field: 'total_budget' } },
    });
  });

  it.each([
    [{ status: 'failed', message: 'sold out' }, 'failed'],
    [{ status: 'rejected', message: 'no' }, 'rejected'],
    [{ status: 'canceled' }, 'canceled'],
    [{ ...buy, status: 'rejected', rejection_reason: 'no' }, 'rejected'],
  ])('%j ends it', async (body, status) => {
    expect((await submit(body)).finding).toMatchObject({ kind: 'settled', outcome: { status } });
  });

  it('completed without a buy is approved', async () => {
    expect((await submit({ status: 'completed', task_id: 't' })).finding).toEqual({
      kind: 'pending',
      status: 'approved',
    });
  });

  it.each<JsonObject>([{ status: 'unknown', task_id: 't' }, { status: 'queued' }, {}])(
    '%j is a word that no table has',
    async (body) => {
      expect((await submit({ structuredContent: body })).finding.kind).toBe('unknown_word');
    },
  );

  it('is read from text when the seller sends the JSON only there', async () => {
    const text = JSON.stringify({ media_buy_id: 'mb_1', status: 'pending_start' });
    expect((await submit({ content: [{ type: 'text', text }] })).finding).toMatchObject({
      outcome: { mediaBuyId: 'mb_1' },
    });
  });
});

describe('an error', () => {
  it('RATE_LIMITED in HTTP 200 provably did not execute', async () => {
    const answer = await submit(adcpError('RATE_LIMITED', { retry_after: 5, recovery: 'transient' }));
    expect(answer).toMatchObject({ finding: { kind: 'not_executed' }, retryAfterSeconds: 5, httpStatus: 200 });
  });

  it.each(['AUTH_REQUIRED', 'AUTH_MISSING', 'AUTH_INVALID'])('%s is a missing permission', async (code) => {
    expect((await submit(adcpError(code))).finding).toMatchObject({ kind: 'not_executed', unauthorized: true });
  });

  it('HTTP 401 at the opening of the session is a missing permission too', async () => {
    server.intercept = (_, response) => {
      response.writeHead(401).end('who are you?');
      return true;
    };
    expect(await submit({})).toMatchObject({ finding: { kind: 'not_executed', unauthorized: true }, httpStatus: 401 });
  });

  it('that will pass may have executed', async () => {
    const answer = await submit(adcpError('SERVICE_UNAVAILABLE', { retry_after: 1, recovery: 'transient' }));
    expect(answer).toMatchObject({ finding: { kind: 'unproven' }, retryAfterSeconds: 1 });
    expect(answer.finding).not.toHaveProperty('escalate');
  });

  it.each([
    ['VALIDATION_ERROR', { recovery: 'correctable', issues: [{ pointer: '/a', message: 'b', keyword: 'c' }] }],
    ['ACCOUNT_SUSPENDED', { recovery: 'terminal' }],
    ['X_OWN_CODE', { recovery: 'correctable' }],
  ])('%s fails it', async (code, more) => {
    expect((await submit(adcpError(code, more))).finding).toMatchObject({
      kind: 'settled',
      outcome: { status: 'failed', error: { code } },
    });
  });

  it.each([
    ['X_OWN_CODE', {}],
    ['X_OWN_CODE', { recovery: 'deferred' }],
    ['IDEMPOTENCY_CONFLICT', {}],
  ])('%s with %j is escalated and never sent again', async (code, more) => {
    expect((await submit(adcpError(code, more))).finding).toMatchObject({
      kind: 'unproven',
      escalate: true,
      error: { code },
    });
    expect(server.callsTo('create_media_buy')).toHaveLength(1);
  });

  it('JSON in the text of an error is read', async () => {
    const text = JSON.stringify({ adcp_error: { code: 'BUDGET_TOO_LOW', message: 'low' } });
    expect((await submit({ isError: true, content: [{ type: 'text', text }] })).finding).toMatchObject({
      outcome: { status: 'failed' },
    });
  });

  it('IDEMPOTENCY_EXPIRED is settled by the buy that carries our po_number', async () => {
    server.tools.get_media_buys = () => ({
      media_buys: [{ media_buy_id: 'mb_5', status: 'pending_start', po_number: 'PO-1' }],
    });
    expect((await submit(adcpError('IDEMPOTENCY_EXPIRED'))).finding).toMatchObject({
      outcome: { status: 'created', mediaBuyId: 'mb_5' },
    });
  });

  it('IDEMPOTENCY_EXPIRED without evidence is escalated', async () => {
    server.tools.get_media_buys = () => ({ media_buys: [] });
    expect((await submit(adcpError('IDEMPOTENCY_EXPIRED'))).finding).toMatchObject({
      kind: 'unproven',
      escalate: true,
    });
  });

  it('SCOPE_INSUFFICIENT is tried three times, then a person must see to it', async () => {
    const early = await submit(adcpError('SCOPE_INSUFFICIENT'), { attemptsInBudget: 2 });
    expect(early.finding).toMatchObject({ kind: 'not_executed' });
    expect(early.finding).not.toHaveProperty('unauthorized');
    expect(early.retryAfterSeconds).toBeGreaterThanOrEqual(1);
    expect(early.retryAfterSeconds).toBeLessThanOrEqual(5);
    const last = await submit(adcpError('SCOPE_INSUFFICIENT'), { attemptsInBudget: 3 });
    expect(last.finding).toMatchObject({ kind: 'not_executed', unauthorized: true });
  });
});

describe('the answers to other tools', () => {
  it.each([
    ['update_media_buy', { media_buy_id: 'mb_1', status: 'canceled', affected_packages: [] }],
    ['update_media_buy', { media_buy_id: 'mb_1', status: 'active' }],
    ['sync_creatives', { creatives: [{ creative_id: 'c', action: 'created' }] }],
  ] as const)('%s with %j is completed', async (type, body) => {
    const { finding } = await submit(body as unknown as JsonObject, { type });
    expect(finding).toMatchObject({ kind: 'settled', outcome: { status: 'completed' } });
    expect(finding).not.toHaveProperty('delivering');
  });
});

describe('polling', () => {
  const done = {
    task_id: 'task_1',
    task_type: 'create_media_buy',
    status: 'completed',
    result: { media_buy_id: 'mb_1', status: 'active', packages: [] },
  };

  it('names the account, asks for the result, and settles with a fingerprint', async () => {
    const answer = await pollOne(done);
    expect(answer).toMatchObject({
      finding: {
        kind: 'settled',
        delivering: true,
        outcome: { status: 'created', mediaBuyId: 'mb_1' },
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      sellerTaskStatus: 'completed',
      sellerStatus: 'active',
      taskId: 'task_1',
    });
    expect(server.callsTo('get_task_status')).toEqual([{ task_id: 'task_1', account, include_result: true }]);
  });

  it.each([
    [['tasks_get', 'tasks/get'], 'tasks/get'],
    [['tasks_get'], 'tasks_get'],
    [['get_task_status', 'tasks/get', 'tasks_get'], 'get_task_status'],
  ])('of %j uses %s', async (tools, used) => {
    for (const tool of tools) server.tools[tool] = () => done;
    await dialect.poll(at(), [waiting()], signal);
    expect(server.calls.map(({ tool }) => tool)).toEqual([used]);
    expect((await dialect.capabilities(at(), signal)).pollTool).toBe(used);
  });

  it.each([
    ['submitted', 'pending_approval'],
    ['working', 'working'],
    ['input-required', 'pending_input'],
    ['auth-required', 'pending_permission'],
  ])('%s still waits', async (status, ours) => {
    expect((await pollOne({ task_id: 'task_1', status })).finding).toEqual({ kind: 'pending', status: ours });
  });

  it('failed reads the error, whose recovery lies in its details', async () => {
    const error = { code: 'X_UPSTREAM', message: 'Rejected by trafficking', details: { recovery: 'terminal' } };
    const { finding } = await pollOne({
      task_id: 'task_1',
      task_type: 'create_media_buy',
      status: 'failed',
      message: 'm',
      error,
    });
    expect(finding).toMatchObject({
      outcome: {
        status: 'failed',
        error: { code: 'X_UPSTREAM', message: 'Rejected by trafficking', recovery: 'terminal' },
      },
    });
    // The error alone is not the whole outcome: it must not contradict the webhook that brings the rest.
    expect(finding).not.toHaveProperty('fingerprint');
  });

  it.each([
    ['rejected', 'rejected'],
    ['canceled', 'canceled'],
  ])('%s ends it', async (status, ours) => {
    expect((await pollOne({ task_id: 'task_1', status, message: 'no' })).finding).toMatchObject({
      outcome: { status: ours },
    });
  });

  it('unknown is no end', async () => {
    expect((await pollOne({ task_id: 'task_1', status: 'unknown' })).finding).toEqual({
      kind: 'unknown_word',
      word: 'unknown',
    });
  });

  it('completed without a result reads the buy, whatever its status', async () => {
    server.tools.get_media_buys = () => ({
      media_buys: [{ media_buy_id: 'mb_9', status: 'pending_creatives', ext: { po_number: 'PO-1' } }],
    });
    expect((await pollOne({ task_id: 'task_1', status: 'completed' })).finding).toMatchObject({
      outcome: { mediaBuyId: 'mb_9' },
    });
    expect(server.callsTo('get_media_buys')[0]).toMatchObject({
      account,
      status_filter: expect.arrayContaining(['pending_creatives', 'rejected']),
    });
  });

  it('completed without a result and without a buy is approved', async () => {
    server.tools.get_media_buys = () => ({
      media_buys: [{ media_buy_id: 'mb_9', status: 'active', po_number: 'PO-2' }],
    });
    expect((await pollOne({ task_id: 'task_1', status: 'completed' })).finding).toEqual({
      kind: 'pending',
      status: 'approved',
    });
  });

  it('completed without a result ends what is no create', async () => {
    const answer = await pollOne({ task_id: 'task_1', status: 'completed' }, { type: 'update_media_buy' });
    expect(answer.finding).toMatchObject({ outcome: { status: 'completed' } });
  });

  it('another task than the one asked for is passed on, to be a conflict at the gate', async () => {
    expect((await pollOne({ ...done, task_id: 'task_2' })).taskId).toBe('task_2');
  });

  it('a task that the seller forgot is looked for among the buys, never by elimination', async () => {
    server.tools.get_media_buys = () => ({ media_buys: [{ media_buy_id: 'mb_9', status: 'active' }] });
    expect((await pollOne(adcpError('REFERENCE_NOT_FOUND'))).finding).toEqual({ kind: 'no_evidence' });
  });

  it('a forgotten task is proved by its buy_ref on a later page', async () => {
    server.tools.get_media_buys = (args): JsonObject =>
      (args.pagination as JsonObject).cursor === undefined
        ? { media_buys: [], pagination: { has_more: true, cursor: 'next' } }
        : {
            media_buys: [{ media_buy_id: 'mb_9', status: 'active', buyer_ref: 'ref-1' }],
            pagination: { has_more: false },
          };
    const answer = await pollOne(adcpError('REFERENCE_NOT_FOUND'), { buyerRef: 'ref-1', poNumber: null });
    expect(answer.finding).toMatchObject({ outcome: { status: 'created', mediaBuyId: 'mb_9' } });
  });

  it('two buys with our reference prove nothing, nor does one that was there before us', async () => {
    const ours = { status: 'active', po_number: 'PO-1' };
    server.tools.get_media_buys = () => ({
      media_buys: [
        { ...ours, media_buy_id: 'a' },
        { ...ours, media_buy_id: 'b' },
      ],
    });
    expect((await pollOne(adcpError('REFERENCE_NOT_FOUND'))).finding).toEqual({ kind: 'no_evidence' });
    server.tools.get_media_buys = () => ({
      media_buys: [{ ...ours, media_buy_id: 'a', created_at: '2020-01-01T00:00:00Z' }],
    });
    expect((await pollOne(adcpError('REFERENCE_NOT_FOUND'))).finding).toEqual({ kind: 'no_evidence' });
  });

  it('looks into the buys once for all operations of an account', async () => {
    server.tools.get_media_buys = () => ({ media_buys: [] });
    const many = Array.from({ length: 20 }, (_, n) => waiting({ id: `op-${n}`, poNumber: `PO-${n}` }));
    await poll(adcpError('REFERENCE_NOT_FOUND'), many);
    expect(server.callsTo('get_media_buys')).toHaveLength(1);
  });

  it('asks the task list for what is still under way, and one by one only for the rest', async () => {
    const many = Array.from({ length: 150 }, (_, n) => waiting({ id: `op-${n}`, taskId: `t${n}` }));
    server.tools['tasks/list'] = (args) => ({
      tasks: ((args.filters as JsonObject).task_ids as string[]).map((task_id) => ({
        task_id,
        status: task_id === 't3' ? 'completed' : 'submitted',
      })),
    });
    const answers = await poll((args) => ({ ...done, task_id: args.task_id! }), many);
    expect(answers.size).toBe(150);
    expect(answers.get('op-3')?.finding).toMatchObject({ kind: 'settled' });
    expect(answers.get('op-4')?.finding).toMatchObject({ kind: 'pending' });
    expect([server.callsTo('tasks/list').length, server.callsTo('get_task_status').length]).toEqual([2, 1]);
  });

  it('never has more questions under way than the seller allows', async () => {
    let now = 0;
    let most = 0;
    server.tools.get_task_status = async () => {
      most = Math.max(most, ++now);
      await new Promise((later) => setTimeout(later, 5));
      now -= 1;
      return { task_id: 't', status: 'submitted' };
    };
    const many = Array.from({ length: 20 }, (_, n) => waiting({ id: `op-${n}`, taskId: `t${n}` }));
    expect((await dialect.poll(at(), many, signal)).size).toBe(20);
    expect(most).toBe(4);
  });

  it('that is refused for its rate tells nothing, stops asking, and hears how long to wait', async () => {
    const many = Array.from({ length: 40 }, (_, n) => waiting({ id: `op-${n}`, taskId: `t${n}` }));
    const answers = await poll(adcpError('RATE_LIMITED', { retry_after: 9, recovery: 'transient' }), many);
    for (const answer of answers.values())
      expect(answer).toMatchObject({ finding: { kind: 'ask_failed' }, retryAfterSeconds: 9 });
    expect(answers.size).toBe(40);
    expect(server.callsTo('get_task_status').length).toBeLessThan(10);
  });

  it('of a seller that is down answers for every operation', async () => {
    const target = at({ agentUrl: 'http://127.0.0.1:1/mcp' });
    const answers = await dialect.poll(target, [waiting(), waiting({ id: 'other' })], signal);
    expect([...answers.values()].map(({ finding }) => finding.kind)).toEqual(['ask_failed', 'ask_failed']);
  });

  it('of a seller without a poll tool looks for the buys', async () => {
    server.tools.get_media_buys = () => ({
      media_buys: [{ media_buy_id: 'mb_9', status: 'active', po_number: 'PO-1' }],
    });
    const operation = waiting();
    expect((await dialect.poll(at(), [operation], signal)).get(operation.id)?.finding).toMatchObject({
      outcome: { mediaBuyId: 'mb_9' },
    });
  });
});

describe('the webhook', () => {
  const envelope = {
    idempotency_key: 'whk_0000000000000001',
    task_id: 'task_1',
    task_type: 'create_media_buy',
    timestamp: '2025-07-28T10:00:00Z',
  };
  const read = (body: JsonObject) => dialect.parseWebhook(at(), { ...envelope, ...body });
  const result = { media_buy_id: 'mb_1', status: 'pending_creatives', packages: [{ package_id: 'p1' }] };

  it('has its own delivery key, and our operation when the seller echoes it', () => {
    expect(read({ status: 'completed', result, operation_id: 'op-1' })).toMatchObject({
      taskId: 'task_1',
      operationId: 'op-1',
      deliveryKey: 'whk_0000000000000001',
      answer: { finding: { kind: 'settled', outcome: { status: 'created', mediaBuyId: 'mb_1' } } },
    });
    expect(read({ status: 'completed', result }).operationId).toBeNull();
  });

  it('and the poll of the same outcome are equal, whatever the order, envelope and echoes', async () => {
    const { finding: polled } = await pollOne({
      task_id: 'task_1',
      task_type: 'create_media_buy',
      status: 'completed',
      result: { ...result, context: { trace: 1 }, replayed: true },
    });
    const pushed = read({
      status: 'completed',
      message: 'done',
      token: 't',
      result: Object.fromEntries(Object.entries(result).reverse()),
    }).answer.finding;
    if (polled.kind !== 'settled' || pushed.kind !== 'settled') throw new Error('expected outcomes');
    expect(pushed.fingerprint).toBe(polled.fingerprint);
    expect(isSameOutcome({ outcome: polled.outcome, fingerprint: polled.fingerprint! }, pushed)).toBe(true);
    const other = read({ status: 'completed', result: { ...result, packages: [] } }).answer.finding;
    expect(isSameOutcome({ outcome: polled.outcome, fingerprint: polled.fingerprint! }, other as typeof pushed)).toBe(
      false,
    );
  });

  it('of a failure is the same fingerprint as adcp_error or as errors[]', () => {
    const error = { code: 'BUDGET_TOO_LOW', message: 'low', recovery: 'correctable' };
    const bodies: JsonObject[] = [{ adcp_error: error }, { errors: [error] }];
    const [one, other] = bodies.map((body) => read({ status: 'failed', result: body }).answer.finding);
    expect(one).toMatchObject({ outcome: { status: 'failed', error: { code: 'BUDGET_TOO_LOW' } } });
    expect(one).toEqual(other);
  });

  it.each([
    { task_id: 7, status: [] },
    { task_id: null, status: 'completed' },
    { status: undefined },
    { status: 'completed', idempotency_key: 5 },
  ])('is malformed as %j', (body) => {
    expect(() => read(body as unknown as JsonObject)).toThrow(WebhookMalformedError);
  });
});

describe('what the seller can do', () => {
  it.each([
    [{ adcp: { idempotency: { supported: true, replay_ttl_seconds: 86_400 } } }, 86_400],
    [{ adcp: { idempotency: { supported: false } } }, null],
    [{ adcp: {} }, null],
  ])('%j has the replay window %p', async (body, window) => {
    server.tools.get_adcp_capabilities = () => body;
    expect(await dialect.capabilities(at(), signal)).toEqual({
      replayWindowSeconds: window,
      pollTool: null,
      tools: ['get_adcp_capabilities'],
    });
  });

  it('is not guessed when the seller cannot be reached', async () => {
    server.tools.get_adcp_capabilities = () => adcpError('SERVICE_UNAVAILABLE');
    await expect(dialect.capabilities(at(), signal)).rejects.toThrow(SellerUnavailableError);
  });

  it('lists its open tasks only with a list tool', async () => {
    expect(await dialect.listOpenTasks(at(), signal)).toBeNull();
  });
});
