import { PushNotificationConfigSchema } from '@adcp/sdk/schemas';
import type { JsonObject } from '@adcp-orchestrator/domain';
import { SellerUnavailableError } from '../dialect/seller-unavailable';
import { AdcpV3Bench, account, adcpError, requestKey, row, signal } from '../../testing/adcp-v3-bench';
import { operationOf } from '@adcp-orchestrator/testing/scripted-seller';
import { WebhookSecretMissingError } from './prepare-call';

let bench: AdcpV3Bench;
beforeEach(async () => {
  bench = await AdcpV3Bench.start();
});
afterEach(() => bench.stop());

describe('the frozen call', () => {
  const material = (webhookUrl: string | null) => ({
    operation: row(),
    request: { po_number: 'PO-1', account },
    requestKey,
    webhookUrl,
  });
  const url = 'https://desk.example/webhooks/adcp/route';
  const secret = 's'.repeat(32);

  it.each([
    ['rfc9421', { url, operation_id: row().id }],
    ['hmac', { url, operation_id: row().id, authentication: { schemes: ['HMAC-SHA256'], credentials: secret } }],
    ['bearer', { url, operation_id: row().id, authentication: { schemes: ['Bearer'], credentials: secret } }],
  ] as const)('registers a webhook in the mode %s, in a form that the schema accepts', (webhookMode, registration) => {
    const call = bench.dialect.prepare(bench.at({ webhookMode, webhookSecret: secret }), material(url));
    expect(call).toEqual({
      tool: 'create_media_buy',
      arguments: { po_number: 'PO-1', account, idempotency_key: requestKey, push_notification_config: registration },
    });
    expect(PushNotificationConfigSchema.safeParse(registration).success).toBe(true);
  });

  it('registers none with a seller that is only polled', () => {
    for (const call of [
      bench.dialect.prepare(bench.at(), material(url)),
      bench.dialect.prepare(bench.at({ webhookMode: 'rfc9421' }), material(null)),
    ]) {
      expect(call.arguments).toEqual({ po_number: 'PO-1', account, idempotency_key: requestKey });
    }
  });

  it('is refused when the agreed mode has no secret', () => {
    expect(() => bench.dialect.prepare(bench.at({ webhookMode: 'hmac' }), material(url))).toThrow(
      WebhookSecretMissingError,
    );
  });
});

describe('the answer to create_media_buy', () => {
  const buy = { media_buy_id: 'mb_1', packages: [], creative_deadline: '2025-08-01T00:00:00Z' };

  it.each(['pending_creatives', 'pending_start', 'completed', 'paused', 'brand_new_word'])(
    'with a buy and "%s" is created',
    async (status) => {
      const answer = await bench.submit({ ...buy, status });
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
      expect((await bench.submit({ ...buy, ...words })).finding).toMatchObject({
        delivering: true,
        outcome: { status: 'created' },
      });
    },
  );

  it('replayed is known as a snapshot of then', async () => {
    expect(await bench.submit({ status: 'submitted', task_id: 'task_1', replayed: true })).toMatchObject({
      finding: { kind: 'pending', status: 'pending_approval' },
      taskId: 'task_1',
      replayed: true,
    });
  });

  it.each([
    ['submitted', 'pending_approval'],
    ['working', 'working'],
    ['input-required', 'pending_input'],
    ['auth-required', 'pending_permission'],
  ])('%s waits, bound to its task', async (status, ours) => {
    expect(await bench.submit({ status, task_id: 'task_1', message: 'wait' })).toMatchObject({
      finding: { kind: 'pending', status: ours },
      taskId: 'task_1',
      sellerTaskStatus: status,
      message: 'wait',
    });
  });

  it('input-required beside a provisional buy is no success', async () => {
    expect((await bench.submit({ ...buy, status: 'input-required' })).finding).toEqual({
      kind: 'pending',
      status: 'pending_input',
    });
  });

  it('warnings beside a buy or an open task do not undo it', async () => {
    const errors = [{ code: 'X_WARN', message: 'note', recovery: 'correctable' }];
    expect((await bench.submit({ ...buy, errors })).finding).toMatchObject({ outcome: { status: 'created' } });
    expect((await bench.submit({ status: 'submitted', task_id: 't', errors })).finding).toMatchObject({
      kind: 'pending',
    });
  });

  it('errors[] without a buy fail it', async () => {
    const answer = await bench.submit({
      errors: [{ code: 'BUDGET_TOO_LOW', message: 'too low', field: 'total_budget' }],
    });
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
    expect((await bench.submit(body)).finding).toMatchObject({ kind: 'settled', outcome: { status } });
  });

  it('completed without a buy is approved', async () => {
    expect((await bench.submit({ status: 'completed', task_id: 't' })).finding).toEqual({
      kind: 'pending',
      status: 'approved',
    });
  });

  it.each<JsonObject>([{ status: 'unknown', task_id: 't' }, { status: 'queued' }, {}])(
    '%j is a word that no table has',
    async (body) => {
      expect((await bench.submit({ structuredContent: body })).finding.kind).toBe('unknown_word');
    },
  );

  it('is read from text when the seller sends the JSON only there', async () => {
    const text = JSON.stringify({ media_buy_id: 'mb_1', status: 'pending_start' });
    expect((await bench.submit({ content: [{ type: 'text', text }] })).finding).toMatchObject({
      outcome: { mediaBuyId: 'mb_1' },
    });
  });
});

describe('an error', () => {
  it('RATE_LIMITED in HTTP 200 provably did not execute', async () => {
    const answer = await bench.submit(adcpError('RATE_LIMITED', { retry_after: 5, recovery: 'transient' }));
    expect(answer).toMatchObject({ finding: { kind: 'not_executed' }, retryAfterSeconds: 5, httpStatus: 200 });
  });

  it.each(['AUTH_REQUIRED', 'AUTH_MISSING', 'AUTH_INVALID'])('%s is a missing permission', async (code) => {
    expect((await bench.submit(adcpError(code))).finding).toMatchObject({ kind: 'not_executed', unauthorized: true });
  });

  it('HTTP 401 at the opening of the session is a missing permission too', async () => {
    bench.server.intercept = (_, response) => {
      response.writeHead(401).end('who are you?');
      return true;
    };
    expect(await bench.submit({})).toMatchObject({
      finding: { kind: 'not_executed', unauthorized: true },
      httpStatus: 401,
    });
  });

  it('that will pass may have executed', async () => {
    const answer = await bench.submit(adcpError('SERVICE_UNAVAILABLE', { retry_after: 1, recovery: 'transient' }));
    expect(answer).toMatchObject({ finding: { kind: 'unproven' }, retryAfterSeconds: 1 });
    expect(answer.finding).not.toHaveProperty('escalate');
  });

  it.each([
    ['VALIDATION_ERROR', { recovery: 'correctable', issues: [{ pointer: '/a', message: 'b', keyword: 'c' }] }],
    ['ACCOUNT_SUSPENDED', { recovery: 'terminal' }],
    ['X_OWN_CODE', { recovery: 'correctable' }],
  ])('%s fails it', async (code, more) => {
    expect((await bench.submit(adcpError(code, more))).finding).toMatchObject({
      kind: 'settled',
      outcome: { status: 'failed', error: { code } },
    });
  });

  it.each([
    ['X_OWN_CODE', {}],
    ['X_OWN_CODE', { recovery: 'deferred' }],
    ['IDEMPOTENCY_CONFLICT', {}],
  ])('%s with %j is escalated and never sent again', async (code, more) => {
    expect((await bench.submit(adcpError(code, more))).finding).toMatchObject({
      kind: 'unproven',
      escalate: true,
      error: { code },
    });
    expect(bench.server.callsTo('create_media_buy')).toHaveLength(1);
  });

  it('JSON in the text of an error is read', async () => {
    const text = JSON.stringify({ adcp_error: { code: 'BUDGET_TOO_LOW', message: 'low' } });
    expect((await bench.submit({ isError: true, content: [{ type: 'text', text }] })).finding).toMatchObject({
      outcome: { status: 'failed' },
    });
  });

  it('IDEMPOTENCY_EXPIRED ends nothing: the buy that carries our po_number is evidence', async () => {
    bench.server.tools.get_media_buys = () => ({
      media_buys: [{ media_buy_id: 'mb_5', status: 'pending_start', po_number: 'PO-1' }],
    });
    expect((await bench.submit(adcpError('IDEMPOTENCY_EXPIRED'))).finding).toMatchObject({
      kind: 'unproven',
      escalate: true,
    });
    const operation = operationOf({ status: 'submitting', poNumber: 'PO-1' });
    expect((await bench.dialect.reconcile(bench.at(), operation, signal)).finding).toMatchObject({
      outcome: { status: 'created', mediaBuyId: 'mb_5' },
    });
  });

  it.each(['IDEMPOTENCY_EXPIRED', 'IDEMPOTENCY_CONFLICT'])(
    '%s beside a failed task ends nothing: it speaks of an earlier call',
    async (code) => {
      const answer = await bench.submit({ status: 'failed', task_id: 'task_x', errors: [{ code, message: 'no' }] });
      expect(answer.finding).toMatchObject({ kind: 'unproven', error: { code } });
    },
  );

  it('IDEMPOTENCY_EXPIRED without evidence is escalated', async () => {
    bench.server.tools.get_media_buys = () => ({ media_buys: [] });
    expect((await bench.submit(adcpError('IDEMPOTENCY_EXPIRED'))).finding).toMatchObject({
      kind: 'unproven',
      escalate: true,
    });
  });

  it('SCOPE_INSUFFICIENT is tried three times, then a person must see to it', async () => {
    const early = await bench.submit(adcpError('SCOPE_INSUFFICIENT'), { attemptsInBudget: 2 });
    expect(early.finding).toMatchObject({ kind: 'not_executed' });
    expect(early.finding).not.toHaveProperty('unauthorized');
    expect(early.retryAfterSeconds).toBeGreaterThanOrEqual(1);
    expect(early.retryAfterSeconds).toBeLessThanOrEqual(5);
    const last = await bench.submit(adcpError('SCOPE_INSUFFICIENT'), { attemptsInBudget: 3 });
    expect(last.finding).toMatchObject({ kind: 'not_executed', unauthorized: true });
  });
});

describe('the answers to other tools', () => {
  it.each([
    ['update_media_buy', { media_buy_id: 'mb_1', status: 'canceled', affected_packages: [] }],
    ['update_media_buy', { media_buy_id: 'mb_1', status: 'active' }],
    ['sync_creatives', { creatives: [{ creative_id: 'c', action: 'created' }] }],
  ] as const)('%s with %j is completed', async (type, body) => {
    const { finding } = await bench.submit(body as unknown as JsonObject, { type });
    expect(finding).toMatchObject({ kind: 'settled', outcome: { status: 'completed' } });
    expect(finding).not.toHaveProperty('delivering');
  });
});

describe('what the seller can do', () => {
  it.each([
    [{ adcp: { idempotency: { supported: true, replay_ttl_seconds: 86_400 } } }, 86_400],
    [{ adcp: { idempotency: { supported: false } } }, null],
    [{ adcp: {} }, null],
  ])('%j has the replay window %p', async (body, window) => {
    bench.server.tools.get_adcp_capabilities = () => body;
    expect(await bench.dialect.capabilities(bench.at(), signal)).toEqual({
      replayWindowSeconds: window,
      pollTool: null,
      tools: ['get_adcp_capabilities'],
    });
  });

  it('is not guessed when the seller cannot be reached', async () => {
    bench.server.tools.get_adcp_capabilities = () => adcpError('SERVICE_UNAVAILABLE');
    await expect(bench.dialect.capabilities(bench.at(), signal)).rejects.toThrow(SellerUnavailableError);
  });

  it('lists its open tasks only with a list tool', async () => {
    expect(await bench.dialect.listOpenTasks(bench.at(), signal)).toBeNull();
  });
});
