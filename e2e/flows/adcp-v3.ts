import type { Scene } from '../support/scene';

/** AdCP 3: answered at once, or by a task that is polled to its end. */
export function adcpFlows(scene: () => Scene): void {
  const seller = 'flows-adcp';

  beforeAll(async () => {
    await scene().addSeller('adcp-v3', seller);
  });

  it.concurrent('knows a buy that was answered at once as created', async () => {
    const accepted = await scene().buy(seller, 'DONE');
    const created = await scene().desk.awaitStatus(accepted.id, 'created');
    expect(created).toMatchObject({ task_id: null, error: null, media_buy_id: expect.stringMatching(/.+/) as unknown });
    expect(created.result).toMatchObject({ media_buy_id: created.media_buy_id, packages: [{ budget: 50_000 }] });
    expect(await scene().subscriber.awaitEvent(accepted.id, 'operation.created')).toMatchObject({
      media_buy_id: created.media_buy_id,
    });
  });

  it.concurrent('polls a submitted task to its completion', async () => {
    const accepted = await scene().buy(seller, 'WAIT');
    const pending = await scene().desk.awaitStatus(accepted.id, 'pending_approval');
    const task = await scene().sandbox.awaitTask(seller, accepted.po_number ?? '');
    expect(pending).toMatchObject({ task_id: task.task_id, media_buy_id: null, error: null });
    expect(await scene().subscriber.awaitEvent(accepted.id, 'operation.pending_approval')).toMatchObject({
      message: 'Your media buy requires publisher approval',
    });
    await scene().sandbox.approve(task.task_id);
    const created = await scene().desk.awaitStatus(accepted.id, 'created');
    expect(created.media_buy_id).toEqual(expect.any(String));
  });

  it.concurrent.each([
    ['PERMISSION', 'pending_permission'],
    ['INPUT', 'pending_input'],
  ])('tells the desk of %s and goes on when it is settled', async (scenario, status) => {
    const accepted = await scene().buy(seller, scenario);
    await scene().desk.awaitStatus(accepted.id, status);
    await scene().subscriber.awaitEvent(accepted.id, `operation.${status}`);
    await scene().decide(accepted, 'approve');
    expect((await scene().desk.awaitStatus(accepted.id, 'created')).media_buy_id).toEqual(expect.any(String));
  });

  it.concurrent.each([
    ['REJECT-1', 'rejected', 'does not fit our advertising policy'],
    ['FAIL_LATER-1', 'failed', 'the flight dates overlap a blackout'],
    ['CANCEL-1', 'canceled', null],
  ])('polls a submitted task that ends by %s as %s', async (scenario, status, words) => {
    const accepted = await scene().buy(seller, scenario);
    const ended = await scene().desk.awaitStatus(accepted.id, status);
    expect(ended.media_buy_id).toBeNull();
    if (words !== null) expect(ended.error?.message).toContain(words);
    await scene().subscriber.awaitEvent(accepted.id, `operation.${status}`);
  });

  it.concurrent.each(['FAIL', 'ERROR'])(
    'fails with the code and words of the error that answers %s',
    async (scenario) => {
      const accepted = await scene().buy(seller, scenario);
      const failed = await scene().desk.awaitStatus(accepted.id, 'failed');
      expect(failed.error).toMatchObject({
        code: 'PRODUCT_UNAVAILABLE',
        message: expect.stringContaining('the flight dates overlap a blackout') as unknown,
      });
    },
  );

  it.concurrent('sees a buy that delivers at once as active, after it was created', async () => {
    const accepted = await scene().buy(seller, 'ACTIVE');
    expect((await scene().desk.awaitStatus(accepted.id, 'active')).media_buy_id).toEqual(expect.any(String));
    await scene().subscriber.awaitEvent(accepted.id, 'operation.created');
    await scene().subscriber.awaitEvent(accepted.id, 'operation.active');
  });
}
