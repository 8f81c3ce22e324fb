import {
  type JsonObject,
  type OperationType,
  WebhookEnvelopeInvalidError,
  isSameOutcome,
} from '@adcp-orchestrator/domain';
import { AdcpV3Bench } from '../../testing/adcp-v3-bench';

let bench: AdcpV3Bench;
beforeEach(async () => {
  bench = await AdcpV3Bench.start();
});
afterEach(() => bench.stop());

describe('the webhook', () => {
  const envelope = {
    idempotency_key: 'whk_0000000000000001',
    task_id: 'task_1',
    task_type: 'create_media_buy',
    timestamp: '2025-07-28T10:00:00Z',
  };
  const read = (body: JsonObject) => bench.dialect.parseWebhook(bench.at(), { ...envelope, ...body });
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
    const { finding: polled } = await bench.pollOne({
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

  it('that names no type is read by the operation, and is no success of a bad buy before that is known', async () => {
    const artifacts = [{ parts: [{ data: { media_buy_id: 'mb_1', status: 'rejected' } }] }];
    const task = { id: 'task_1', status: { state: 'completed' }, artifacts };
    const pushed = (type?: OperationType) => bench.dialect.parseWebhook(bench.at(), task, type).answer.finding;
    const { finding: polled } = await bench.pollOne({
      task_id: 'task_1',
      task_type: 'create_media_buy',
      status: 'completed',
      result: { media_buy_id: 'mb_1', status: 'rejected' },
    });
    expect(polled).toMatchObject({ kind: 'settled', outcome: { status: 'rejected', mediaBuyId: 'mb_1' } });
    expect(pushed('create_media_buy')).toEqual(polled);
    expect(pushed('update_media_buy')).toMatchObject({ kind: 'settled', outcome: { status: 'completed' } });
    expect(pushed()).toEqual({ kind: 'pending', status: 'approved' });
  });

  it('of a failure is the same fingerprint as adcp_error or as errors[]', () => {
    const error = { code: 'BUDGET_TOO_LOW', message: 'low', recovery: 'correctable' };
    const bodies: JsonObject[] = [{ adcp_error: error }, { errors: [error] }];
    const [one, other] = bodies.map((body) => read({ status: 'failed', result: body }).answer.finding);
    expect(one).toMatchObject({ outcome: { status: 'failed', error: { code: 'BUDGET_TOO_LOW' } } });
    expect(one).toEqual(other);
  });

  const problemsOf = (body: JsonObject) => {
    try {
      bench.dialect.parseWebhook(bench.at(), body);
    } catch (error) {
      if (error instanceof WebhookEnvelopeInvalidError) return error.problems;
      throw error;
    }
    return [];
  };
  const pointersOf = (body: JsonObject) => problemsOf(body).map(({ pointer }) => pointer);
  const whole = { ...envelope, status: 'completed' };

  it('needs five fields, and names all that are wrong at once, with what to send', () => {
    expect(pointersOf({ operation_id: 7 })).toEqual([
      '/idempotency_key',
      '/task_id',
      '/task_type',
      '/status',
      '/timestamp',
      '/operation_id',
    ]);
    expect(problemsOf({ ...whole, status: 'active' })).toEqual([
      {
        pointer: '/status',
        detail:
          'is not valid ("active"): send the task\'s status, one of submitted, working, input-required, auth-required, completed, failed, rejected, canceled, unknown; a media buy\'s own status belongs in "result"',
      },
    ]);
  });

  it.each([
    ['/idempotency_key', { idempotency_key: 'too-short' }],
    ['/idempotency_key', { idempotency_key: 'k'.repeat(256) }],
    ['/idempotency_key', { idempotency_key: 'sixteen chars and spaces' }],
    ['/idempotency_key', { idempotency_key: null }],
    ['/task_id', { task_id: 7 }],
    ['/task_id', { task_id: '' }],
    ['/task_id', { task_id: 'a\u0000b' }],
    ['/task_id', { task_id: 't'.repeat(513) }],
    ['/task_type', { task_type: '' }],
    ['/task_type', { task_type: ['create_media_buy'] }],
    ['/status', { status: 'pending_creatives' }],
    ['/status', { status: 'COMPLETED' }],
    ['/status', { status: { code: 'completed' } }],
    ['/timestamp', { timestamp: 'yesterday' }],
    ['/timestamp', { timestamp: '2026-05-26' }],
    ['/timestamp', { timestamp: '2026-05-26T09:00:44' }],
    ['/timestamp', { timestamp: '2026-13-26T09:00:44Z' }],
    ['/timestamp', { timestamp: 1_779_786_044 }],
    ['/operation_id', { operation_id: { id: 'op-1' } }],
  ])('is refused at %s as %j', (pointer, change) => {
    expect(pointersOf({ ...whole, ...change })).toEqual([pointer]);
  });

  it.each<JsonObject>([
    { task_type: 'media_buy_delivery' },
    { task_type: 'a_type_of_tomorrow' },
    { status: 'unknown' },
    { timestamp: '2026-05-26T11:00:44.582+02:00' },
    { operation_id: null },
    { notification_id: 'imp_1', token: 'token-of-sixteen-or-more', result: null },
  ])('is taken with %j', (change) => {
    expect(pointersOf({ ...whole, ...change })).toEqual([]);
  });

  it('never shows more than a little of what the seller wrote', () => {
    const [problem] = problemsOf({ ...whole, status: 's'.repeat(100_000) });
    expect(problem?.detail.length).toBeLessThan(400);
  });

  it('in the form of A2A has an envelope of its own: a task and its state', () => {
    const task = { id: 'task_1', status: { state: 'working' } };
    expect(pointersOf(task)).toEqual([]);
    expect(pointersOf({ ...task, metadata: { idempotency_key: 5 } })).toEqual(['/metadata/idempotency_key']);
    expect(pointersOf({ status: { state: 'active' } })).toEqual(['/id', '/status/state']);
  });
});
