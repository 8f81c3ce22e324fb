import { type JsonObject, type OperationType, WebhookMalformedError, isSameOutcome } from '@adcp-orchestrator/domain';
import { AdcpV3Bench } from '../testing/adcp-v3-bench';

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

  it.each([
    { task_id: 7, status: [] },
    { task_id: null, status: 'completed' },
    { status: undefined },
    { status: 'completed', idempotency_key: 5 },
  ])('is malformed as %j', (body) => {
    expect(() => read(body as unknown as JsonObject)).toThrow(WebhookMalformedError);
  });
});
