import type { JsonObject } from '@adcp-orchestrator/domain';
import { AdcpV3Bench, account, adcpError, row, signal, waiting } from '../../testing/adcp-v3-bench';

let bench: AdcpV3Bench;
beforeEach(async () => {
  bench = await AdcpV3Bench.start();
});
afterEach(() => bench.stop());

const inApproval = { kind: 'pending', status: 'pending_approval' };

describe('a buy that still waits for approval', () => {
  const envelope = {
    idempotency_key: 'whk_0000000000000001',
    timestamp: '2025-07-28T10:00:00Z',
    task_id: 'sync-1',
    status: 'completed',
  };

  it.each<JsonObject>([
    { status: 'submitted', media_buy_status: 'pending_approval' },
    { status: 'submitted', media_buy_status: 'pending_approval', task_id: 'task_1' },
    { status: 'submitted' },
    { status: 'submitted', media_buy_status: 'pending_creatives' },
    { status: 'pending_approval', packages: [] },
    { status: 'completed', media_buy_status: 'pending_approval', packages: [] },
    { status: 'completed', media_buy_status: 'pending_approval', task_id: 'task_1' },
    { status: 'pending_approval', media_buy_status: 'active' },
    { status: 'pending_manual', replayed: true },
    { status: 'pending_permission' },
    { status: 'pending_approval', errors: [{ code: 'X_NOTE', message: 'somebody looks at it' }] },
    { status: 'completed', media_buy: { media_buy_id: 'mb_1', status: 'pending_approval' } },
  ])('is not created when the answer says %j, and its name is kept', async (words) => {
    expect(await bench.submit({ media_buy_id: 'mb_1', ...words })).toMatchObject({
      finding: inApproval,
      mediaBuyId: 'mb_1',
    });
  });

  it.each<JsonObject>([
    { status: 'awaiting_approval' },
    { status: 'PENDING_APPROVAL' },
    { status: 'completed', media_buy_status: 'pending-approval' },
    { status: 'completed', media_buy_status: 'in_review' },
    { status: ['pending_approval'] },
    { media_buy_status: { code: 'pending_approval' }, status: 'completed' },
  ])('is not created either when the answer says what no table knows: %j', async (words) => {
    const result = { media_buy_id: 'mb_1', ...words };
    const unknown = { finding: { kind: 'unknown_word' }, mediaBuyId: 'mb_1' };
    expect(await bench.submit(result)).toMatchObject(unknown);
    expect(await bench.pollOne({ task_id: 'task_1', status: 'completed', result })).toMatchObject(unknown);
    const webhook = { ...envelope, task_type: 'create_media_buy', result };
    expect(bench.dialect.parseWebhook(bench.at(), webhook).answer).toMatchObject(unknown);
    // The word says nothing of an update.
    expect((await bench.submit(result, { type: 'update_media_buy' })).finding.kind).toBe('settled');
  });

  it.each<JsonObject>([{ result: { media_buy_id: 'mb_1' } }, { media_buy_id: 'mb_1' }])(
    'waits when the task, and not its result, says so: %j',
    async (body) => {
      const task = { task_id: 'task_1', status: 'completed', media_buy_status: 'pending_approval', ...body };
      expect(await bench.pollOne(task)).toMatchObject({ finding: inApproval, mediaBuyId: 'mb_1' });
    },
  );

  it('waits also when the answer names no buy yet, with a note or without', async () => {
    expect((await bench.submit({ status: 'pending_approval' })).finding).toEqual(inApproval);
    const errors = [{ code: 'X_NOTE', message: 'somebody looks at it' }];
    expect((await bench.submit({ status: 'pending_approval', errors })).finding).toEqual(inApproval);
  });

  it('is working while the answer says so of nothing but the work', async () => {
    expect(await bench.submit({ media_buy_id: 'mb_1', status: 'working' })).toMatchObject({
      finding: { kind: 'pending', status: 'working' },
      mediaBuyId: 'mb_1',
    });
  });

  it.each(['failed', 'rejected', 'canceled'])('waits no more once the call is %s', async (status) => {
    const body = { media_buy_id: 'mb_1', status, media_buy_status: 'pending_approval' };
    expect((await bench.submit(body)).finding).toMatchObject({ kind: 'settled', outcome: { status } });
  });

  it.each<JsonObject>([
    { status: 'submitted', media_buy_status: 'pending_approval' },
    { status: 'pending_approval', affected_packages: [] },
  ])('is no completed update when its answer says %j', async (words) => {
    const answer = await bench.submit({ media_buy_id: 'mb_1', ...words }, { type: 'update_media_buy' });
    expect(answer.finding).toEqual(inApproval);
  });

  it.each(['create_media_buy', 'update_media_buy'])('is no end of a %s in a webhook', (task_type) => {
    const ways: JsonObject[] = [
      { status: 'pending_approval' },
      { status: 'completed', media_buy_status: 'pending_approval' },
    ];
    for (const words of ways) {
      const body = { ...envelope, task_type, result: { media_buy_id: 'mb_1', ...words } };
      expect(bench.dialect.parseWebhook(bench.at(), body).answer).toMatchObject({
        finding: inApproval,
        mediaBuyId: 'mb_1',
      });
    }
  });

  it('is no end in a webhook that does not tell its type', () => {
    const artifacts = [{ parts: [{ data: { media_buy_id: 'mb_1', status: 'pending_approval' } }] }];
    const task = { id: 'task_1', status: { state: 'completed' }, artifacts };
    expect(bench.dialect.parseWebhook(bench.at(), task).answer.finding).toEqual(inApproval);
  });
});

describe('following a buy that waits for approval', () => {
  const shown = (...buys: JsonObject[]) => {
    bench.server.tools.get_media_buys = ({ media_buy_ids: ids }) => ({
      media_buys: buys.filter(({ media_buy_id: id }) => !Array.isArray(ids) || ids.includes(id!)),
    });
  };
  const asked = () => bench.server.callsTo('get_media_buys').map(({ media_buy_ids: ids }) => ids ?? 'all');
  const named = () => row({ status: 'pending_approval', pendingMediaBuyId: 'mb_1', poNumber: null });

  const pollNamed = async (operation = named()) => {
    const answers = await bench.dialect.poll(bench.at(), [operation], signal);
    return answers.get(operation.id);
  };

  it.each([
    ['pending_approval', inApproval],
    ['pending_creatives', { kind: 'settled', outcome: { status: 'created', mediaBuyId: 'mb_1' } }],
    ['active', { kind: 'settled', delivering: true, outcome: { status: 'created', mediaBuyId: 'mb_1' } }],
    ['rejected', { kind: 'settled', outcome: { status: 'rejected', mediaBuyId: 'mb_1' } }],
    ['canceled', { kind: 'settled', outcome: { status: 'canceled', mediaBuyId: 'mb_1' } }],
    ['marinating', { kind: 'unknown_word', word: 'marinating' }],
  ])('asks for it by its name, without any reference of ours: %s', async (status, finding) => {
    shown({ media_buy_id: 'mb_1', status }, { media_buy_id: 'mb_2', status: 'active' });
    expect((await pollNamed())?.finding).toMatchObject(finding);
    expect(asked()).toEqual([['mb_1']]);
    expect(bench.server.callsTo('get_media_buys')[0]).toMatchObject({ account });
    expect((await bench.dialect.reconcile(bench.at(), named(), signal)).finding).toMatchObject(finding);
  });

  it('looks for our reference when it is not shown by its name, and never takes another buy', async () => {
    shown({ media_buy_id: 'mb_2', status: 'active', po_number: 'PO-1' }, { media_buy_id: 'mb_3', status: 'active' });
    expect((await pollNamed())?.finding).toEqual({ kind: 'no_evidence' });
    expect(asked()).toEqual([['mb_1']]);
    expect((await pollNamed(row({ ...named(), poNumber: 'PO-1' })))?.finding).toMatchObject({
      outcome: { status: 'created', mediaBuyId: 'mb_2' },
    });
    expect(asked()).toEqual([['mb_1'], ['mb_1'], 'all']);
  });

  it('asks about many in one question', async () => {
    shown({ media_buy_id: 'mb_7', status: 'active' });
    const many = Array.from({ length: 20 }, (_, n) => row({ ...named(), id: `op-${n}`, pendingMediaBuyId: `mb_${n}` }));
    const answers = await bench.dialect.poll(bench.at(), many, signal);
    expect(answers.get('op-7')?.finding).toMatchObject({ outcome: { mediaBuyId: 'mb_7' } });
    expect(answers.get('op-8')?.finding).toEqual({ kind: 'no_evidence' });
    expect(asked()).toHaveLength(1);
  });

  it('goes on by the buy once the task is done, and keeps the bad end of its own buy with the task', async () => {
    const done = {
      task_id: 'task_1',
      status: 'completed',
      result: { media_buy_id: 'mb_1', status: 'pending_approval' },
    };
    shown({ media_buy_id: 'mb_1', status: 'pending_approval' });
    expect(await bench.pollOne(done)).toMatchObject({ finding: inApproval, mediaBuyId: 'mb_1', taskId: 'task_1' });
    shown({ media_buy_id: 'mb_1', status: 'pending_start' });
    expect((await bench.pollOne(done)).finding).toMatchObject({ outcome: { status: 'created', mediaBuyId: 'mb_1' } });
    shown({ media_buy_id: 'mb_1', status: 'rejected' });
    expect(await bench.pollOne(done)).toMatchObject({ finding: { outcome: { status: 'rejected' } }, taskId: 'task_1' });
  });

  it('goes on by the buy when its task is done and says of it what no table knows', async () => {
    const done = { task_id: 'task_1', status: 'completed', result: { media_buy_id: 'mb_1', status: 'in_review' } };
    shown({ media_buy_id: 'mb_1', status: 'pending_start' });
    expect((await bench.pollOne(done)).finding).toMatchObject({ outcome: { status: 'created', mediaBuyId: 'mb_1' } });
    shown();
    expect((await bench.pollOne(done)).finding).toEqual({ kind: 'unknown_word', word: 'in_review' });
  });

  it('leaves a task that is under way to itself', async () => {
    shown({ media_buy_id: 'mb_1', status: 'active' });
    const answer = await bench.pollOne({ task_id: 'task_1', status: 'submitted' }, { pendingMediaBuyId: 'mb_1' });
    expect(answer.finding).toEqual(inApproval);
    expect(asked()).toEqual([]);
  });

  it('goes on by the buy when its task is an invented one', async () => {
    shown({ media_buy_id: 'mb_1', status: 'active' });
    const operation = { taskId: 'sync-1', pendingMediaBuyId: 'mb_1' };
    expect((await bench.pollOne(adcpError('REFERENCE_NOT_FOUND'), operation)).finding).toMatchObject({
      outcome: { mediaBuyId: 'mb_1' },
    });
  });

  it('does not take a buy that was found by our reference for one that the seller has named', async () => {
    shown({ media_buy_id: 'mb_5', status: 'pending_approval', po_number: 'PO-1' });
    const operation = waiting({ taskId: null });
    const answer = (await bench.dialect.poll(bench.at(), [operation], signal)).get(operation.id);
    expect(answer?.finding).toEqual(inApproval);
    expect(answer).not.toHaveProperty('mediaBuyId');
  });
});
