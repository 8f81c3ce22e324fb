import type { JsonObject } from '@adcp-orchestrator/domain';
import { AdcpV3Bench, account, adcpError, signal, waiting } from '../../testing/adcp-v3-bench';

let bench: AdcpV3Bench;
beforeEach(async () => {
  bench = await AdcpV3Bench.start();
});
afterEach(() => bench.stop());

describe('polling', () => {
  const done = {
    task_id: 'task_1',
    task_type: 'create_media_buy',
    status: 'completed',
    result: { media_buy_id: 'mb_1', status: 'active', packages: [] },
  };

  it('names the account, asks for the result, and settles with a fingerprint', async () => {
    const answer = await bench.pollOne(done);
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
    expect(bench.server.callsTo('get_task_status')).toEqual([{ task_id: 'task_1', account, include_result: true }]);
  });

  it.each([
    [['tasks_get', 'tasks/get'], 'tasks/get'],
    [['tasks_get'], 'tasks_get'],
    [['get_task_status', 'tasks/get', 'tasks_get'], 'get_task_status'],
  ])('of %j uses %s', async (tools, used) => {
    for (const tool of tools) bench.server.tools[tool] = () => done;
    await bench.dialect.poll(bench.at(), [waiting()], signal);
    expect(bench.server.calls.map(({ tool }) => tool)).toEqual([used]);
    expect((await bench.dialect.capabilities(bench.at(), signal)).pollTool).toBe(used);
  });

  it.each([
    ['submitted', 'pending_approval'],
    ['working', 'working'],
    ['input-required', 'pending_input'],
    ['auth-required', 'pending_permission'],
  ])('%s still waits', async (status, ours) => {
    expect((await bench.pollOne({ task_id: 'task_1', status })).finding).toEqual({ kind: 'pending', status: ours });
  });

  it('failed reads the error, whose recovery lies in its details', async () => {
    const error = { code: 'X_UPSTREAM', message: 'Rejected by trafficking', details: { recovery: 'terminal' } };
    const { finding } = await bench.pollOne({
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
    // The error alone is not the whole outcome. It must not contradict the webhook that brings the rest.
    expect(finding).not.toHaveProperty('fingerprint');
  });

  it.each([
    ['rejected', 'rejected'],
    ['canceled', 'canceled'],
  ])('%s ends it', async (status, ours) => {
    expect((await bench.pollOne({ task_id: 'task_1', status, message: 'no' })).finding).toMatchObject({
      outcome: { status: ours },
    });
  });

  it('unknown is no end', async () => {
    expect((await bench.pollOne({ task_id: 'task_1', status: 'unknown' })).finding).toEqual({
      kind: 'unknown_word',
      word: 'unknown',
    });
  });

  it('completed without a result reads the buy, whatever its status', async () => {
    bench.server.tools.get_media_buys = () => ({
      media_buys: [{ media_buy_id: 'mb_9', status: 'pending_creatives', ext: { po_number: 'PO-1' } }],
    });
    expect((await bench.pollOne({ task_id: 'task_1', status: 'completed' })).finding).toMatchObject({
      outcome: { mediaBuyId: 'mb_9' },
    });
    expect(bench.server.callsTo('get_media_buys')[0]).toMatchObject({
      account,
      status_filter: expect.arrayContaining(['pending_creatives', 'rejected']),
    });
  });

  it('completed without a result and without a buy is approved', async () => {
    bench.server.tools.get_media_buys = () => ({
      media_buys: [{ media_buy_id: 'mb_9', status: 'active', po_number: 'PO-2' }],
    });
    expect((await bench.pollOne({ task_id: 'task_1', status: 'completed' })).finding).toEqual({
      kind: 'pending',
      status: 'approved',
    });
  });

  it('completed without a result ends what is no create', async () => {
    const answer = await bench.pollOne({ task_id: 'task_1', status: 'completed' }, { type: 'update_media_buy' });
    expect(answer.finding).toMatchObject({ outcome: { status: 'completed' } });
  });

  it('another task than the one asked for is passed on, to be a conflict at the gate', async () => {
    expect((await bench.pollOne({ ...done, task_id: 'task_2' })).taskId).toBe('task_2');
  });

  it('a task that the seller forgot is looked for among the buys, never by elimination', async () => {
    bench.server.tools.get_media_buys = () => ({ media_buys: [{ media_buy_id: 'mb_9', status: 'active' }] });
    expect((await bench.pollOne(adcpError('REFERENCE_NOT_FOUND'))).finding).toEqual({ kind: 'no_evidence' });
  });

  it('a forgotten task is proved by its buy_ref on a later page', async () => {
    bench.server.tools.get_media_buys = (args): JsonObject =>
      (args.pagination as JsonObject).cursor === undefined
        ? { media_buys: [], pagination: { has_more: true, cursor: 'next' } }
        : {
            media_buys: [{ media_buy_id: 'mb_9', status: 'active', buyer_ref: 'ref-1' }],
            pagination: { has_more: false },
          };
    const answer = await bench.pollOne(adcpError('REFERENCE_NOT_FOUND'), { buyerRef: 'ref-1', poNumber: null });
    expect(answer.finding).toMatchObject({ outcome: { status: 'created', mediaBuyId: 'mb_9' } });
  });

  it('two buys with our reference prove nothing, nor does one that was there before us', async () => {
    const ours = { status: 'active', po_number: 'PO-1' };
    bench.server.tools.get_media_buys = () => ({
      media_buys: [
        { ...ours, media_buy_id: 'a' },
        { ...ours, media_buy_id: 'b' },
      ],
    });
    expect((await bench.pollOne(adcpError('REFERENCE_NOT_FOUND'))).finding).toEqual({ kind: 'no_evidence' });
    bench.server.tools.get_media_buys = () => ({
      media_buys: [{ ...ours, media_buy_id: 'a', created_at: '2020-01-01T00:00:00Z' }],
    });
    expect((await bench.pollOne(adcpError('REFERENCE_NOT_FOUND'))).finding).toEqual({ kind: 'no_evidence' });
  });

  it('looks into the buys once for all operations of an account', async () => {
    bench.server.tools.get_media_buys = () => ({ media_buys: [] });
    const many = Array.from({ length: 20 }, (_, n) => waiting({ id: `op-${n}`, poNumber: `PO-${n}` }));
    await bench.poll(adcpError('REFERENCE_NOT_FOUND'), many);
    expect(bench.server.callsTo('get_media_buys')).toHaveLength(1);
  });

  it('asks the task list for what is still under way, and one by one only for the rest', async () => {
    const many = Array.from({ length: 150 }, (_, n) => waiting({ id: `op-${n}`, taskId: `t${n}` }));
    bench.server.tools['tasks/list'] = (args) => ({
      tasks: ((args.filters as JsonObject).task_ids as string[]).map((task_id) => ({
        task_id,
        status: task_id === 't3' ? 'completed' : 'submitted',
      })),
    });
    const answers = await bench.poll((args) => ({ ...done, task_id: args.task_id! }), many);
    expect(answers.size).toBe(150);
    expect(answers.get('op-3')?.finding).toMatchObject({ kind: 'settled' });
    expect(answers.get('op-4')?.finding).toMatchObject({ kind: 'pending' });
    expect([bench.server.callsTo('tasks/list').length, bench.server.callsTo('get_task_status').length]).toEqual([2, 1]);
  });

  it('never has more questions under way than the seller allows', async () => {
    let now = 0;
    let most = 0;
    bench.server.tools.get_task_status = async () => {
      most = Math.max(most, ++now);
      await new Promise((later) => setTimeout(later, 5));
      now -= 1;
      return { task_id: 't', status: 'submitted' };
    };
    const many = Array.from({ length: 20 }, (_, n) => waiting({ id: `op-${n}`, taskId: `t${n}` }));
    expect((await bench.dialect.poll(bench.at(), many, signal)).size).toBe(20);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(4);
  });

  it('that is refused for its rate tells nothing, stops asking, and hears how long to wait', async () => {
    const many = Array.from({ length: 40 }, (_, n) => waiting({ id: `op-${n}`, taskId: `t${n}` }));
    const answers = await bench.poll(adcpError('RATE_LIMITED', { retry_after: 9, recovery: 'transient' }), many);
    for (const answer of answers.values())
      expect(answer).toMatchObject({ finding: { kind: 'ask_failed' }, retryAfterSeconds: 9 });
    expect(answers.size).toBe(40);
    expect(bench.server.callsTo('get_task_status').length).toBeLessThan(10);
  });

  it('of a seller that is down answers for every operation', async () => {
    const target = bench.at({ agentUrl: 'http://127.0.0.1:1/mcp' });
    const answers = await bench.dialect.poll(target, [waiting(), waiting({ id: 'other' })], signal);
    expect([...answers.values()].map(({ finding }) => finding.kind)).toEqual(['ask_failed', 'ask_failed']);
  });

  it('of a seller without a poll tool looks for the buys', async () => {
    bench.server.tools.get_media_buys = () => ({
      media_buys: [{ media_buy_id: 'mb_9', status: 'active', po_number: 'PO-1' }],
    });
    const operation = waiting();
    expect((await bench.dialect.poll(bench.at(), [operation], signal)).get(operation.id)?.finding).toMatchObject({
      outcome: { mediaBuyId: 'mb_9' },
    });
  });
});
