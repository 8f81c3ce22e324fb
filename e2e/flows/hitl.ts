import type { Scene } from '../support/scene';

/** The guide's "Example Orchestrator Flow" and what its monitor, its handlers and its notifier promise. */
export function hitlFlows(scene: () => Scene): void {
  const seller = 'flows-hitl';

  beforeAll(async () => {
    await scene().addSeller('hitl-v1', seller);
  });

  it.concurrent('follows a manual approval from the first notification to the created buy', async () => {
    const { desk, subscriber, sandbox } = scene();
    await scene().addSeller('hitl-v1', 'without-history');
    const accepted = await scene().buy('without-history', 'WAIT');

    const pending = await desk.awaitStatus(accepted.id, 'pending_approval');
    const task = await sandbox.awaitTask('without-history', pending.po_number ?? '');
    expect(pending).toMatchObject({ task_id: task.task_id, seller_status: 'pending_manual', error: null });
    expect(await subscriber.awaitEvent(accepted.id, 'operation.pending_approval')).toMatchObject({
      operation_type: 'create_media_buy',
      user_id: 'trader@desk.example',
      message: 'Your media buy requires publisher approval',
      estimated_time: '2-4 hours',
      operation: { id: accepted.id, status: 'pending_approval' },
    });

    await sandbox.approve(task.task_id);
    const created = await desk.awaitStatus(accepted.id, 'created');
    expect(created).toMatchObject({
      media_buy_id: expect.stringMatching(/.+/) as unknown,
      creative_deadline: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as unknown,
      task_id: task.task_id,
      error: null,
    });
    expect(await subscriber.awaitEvent(accepted.id, 'operation.created')).toMatchObject({
      message: 'Your media buy has been approved and created',
      media_buy_id: created.media_buy_id,
    });
  });

  it.concurrent('knows a buy that only awaits its creatives as created, with its deadline for creatives', async () => {
    const accepted = await scene().buy(seller, 'DONE');
    expect(await scene().desk.awaitStatus(accepted.id, 'created')).toMatchObject({
      seller_status: 'pending_activation',
      media_buy_id: expect.stringMatching(/.+/) as unknown,
      creative_deadline: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as unknown,
      task_id: null,
    });
  });

  it.concurrent('fails with the words of the seller', async () => {
    const accepted = await scene().buy(seller, 'FAIL');
    const failed = await scene().desk.awaitStatus(accepted.id, 'failed');
    expect(failed.error?.message).toContain('the flight dates overlap a blackout');
    expect(await scene().subscriber.awaitEvent(accepted.id, 'operation.failed')).toMatchObject({
      message: expect.stringContaining('the flight dates overlap a blackout') as unknown,
    });
  });

  it.concurrent('finds the outcome of an approved task by asking for the tasks', async () => {
    const accepted = await scene().buy(seller, 'APPROVE-1');
    expect((await scene().desk.awaitStatus(accepted.id, 'created')).media_buy_id).toEqual(expect.any(String));
  });

  it.concurrent('passes on the reason of a rejection', async () => {
    const accepted = await scene().buy(seller, 'WAIT');
    await scene().desk.awaitStatus(accepted.id, 'pending_approval');
    await scene().decide(accepted, { reject: 'A competitor has the sponsorship' });
    const rejected = await scene().desk.awaitStatus(accepted.id, 'rejected');
    expect(rejected.error?.message).toContain('A competitor has the sponsorship');
    expect(await scene().subscriber.awaitEvent(accepted.id, 'operation.rejected')).toMatchObject({
      message: expect.stringContaining('A competitor has the sponsorship') as unknown,
    });
  });

  it.concurrent.each(['CANNOT_COMPLETE-1', 'FAIL_LATER-1'])(
    'reads a task that ends by %s as a rejection',
    async (scenario) => {
      const accepted = await scene().buy(seller, scenario);
      const rejected = await scene().desk.awaitStatus(accepted.id, 'rejected');
      expect(rejected).toMatchObject({
        media_buy_id: null,
        error: { message: expect.stringMatching(/.+/) as unknown },
      });
    },
  );

  it.concurrent('waits for a missing permission and goes on when it is granted', async () => {
    const accepted = await scene().buy(seller, 'PERMISSION-APPROVE-1');
    await scene().desk.awaitStatus(accepted.id, 'pending_permission');
    await scene().subscriber.awaitEvent(accepted.id, 'operation.pending_permission');
    await scene().decide(accepted, 'approve');
    expect((await scene().desk.awaitStatus(accepted.id, 'created')).media_buy_id).toEqual(expect.any(String));
  });

  it.concurrent('follows the review by the ad server, which has no task', async () => {
    const accepted = await scene().buy(seller, 'ADSERVER-1');
    // The review is short, and on a busy machine over before anybody looks. What was told of it stays.
    expect(await scene().subscriber.awaitEvent(accepted.id, 'operation.pending_approval')).toMatchObject({
      operation: { status: 'pending_approval', seller_status: 'pending_approval', task_id: null },
    });
    expect((await scene().desk.awaitStatus(accepted.id, 'created')).media_buy_id).toEqual(expect.any(String));
  });

  it.concurrent('asks for the state of the buy when its task has disappeared', async () => {
    const accepted = await scene().buy(seller, 'GONE-1');
    expect((await scene().desk.awaitStatus(accepted.id, 'created')).media_buy_id).toEqual(expect.any(String));
  });

  it.concurrent('leaves it to a person when a task disappeared without a trace of the buy', async () => {
    const { desk, subscriber, sandbox } = scene();
    const accepted = await scene().buy(seller, 'GONE-1-NO_EVIDENCE');
    const doubtful = await desk.awaitStatus(accepted.id, 'in_doubt');
    expect(doubtful.allowed_actions).toEqual(expect.arrayContaining(['resolve', 'retry']));
    await subscriber.awaitEvent(accepted.id, 'operation.in_doubt');

    const { media_buys: buys } = await sandbox.bookings(seller);
    const booked = buys.find((buy) => buy.po_number === accepted.po_number)?.media_buy_id;
    const resolved = await desk.request('POST', `/v1/operations/${accepted.id}/resolve`, {
      status: 'created',
      media_buy_id: booked,
      note: 'Confirmed by the publisher on the phone',
    });
    expect(resolved).toMatchObject({ status: 200, body: { status: 'created', media_buy_id: booked } });
  });

  it.concurrent('says that the deadline passed, and still hears of a late approval', async () => {
    const { desk, subscriber } = scene();
    // Long enough to be sent before: an order that is not ends as failed.
    const accepted = await scene().buy(seller, 'WAIT', { deadline: 'PT15S' });
    await desk.awaitStatus(accepted.id, 'timed_out');
    await subscriber.awaitEvent(accepted.id, 'operation.timed_out');
    await scene().decide(accepted, 'approve');
    expect(await desk.awaitStatus(accepted.id, 'created')).toMatchObject({ late: true });
    expect(await subscriber.awaitEvent(accepted.id, 'operation.created')).toMatchObject({ late: true });
  });

  it.concurrent('takes the same purchase order for the same buy', async () => {
    const order = scene().order(seller, 'DONE');
    const first = await scene().desk.post(order);
    const again = await scene().desk.request('POST', '/v1/operations', order);
    expect(again).toMatchObject({ status: 200, body: { id: first.id } });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    const other = await scene().desk.request('POST', '/v1/operations', {
      ...order,
      request: { ...order.request, total_budget: 1 },
    });
    expect(other.status).toBe(409);
    await scene().desk.awaitStatus(first.id, 'created');
  });
}
