import type { NewOperation, OperationJson } from '../support/api-client';
import type { Scene } from '../support/scene';

type Request = Record<string, unknown>;

const account = { brand: { domain: 'acmeoutdoor.example' }, operator: 'desk.example' };

/** What a desk does with a buy that it has: it changes the buy, and hands in creatives. */
export function changeFlows(scene: () => Scene): void {
  const hitl = 'changes-hitl';
  const adcp = 'changes-adcp';

  beforeAll(async () => {
    await scene().addSeller('hitl-v1', hitl);
    await scene().addSeller('adcp-v3', adcp);
  });

  const bought = async (seller: string): Promise<string> => {
    const accepted = await scene().buy(seller, 'DONE');
    return (await scene().desk.awaitStatus(accepted.id, 'created')).media_buy_id ?? '';
  };
  const post = (seller: string, type: NewOperation['type'], request: Request): Promise<OperationJson> =>
    scene().desk.post({ type, seller_id: seller, request, user_id: 'trader@desk.example' });
  const hitlAssets = (buy: string, more: Request = {}) =>
    post(hitl, 'add_creative_assets', { media_buy_id: buy, assets: [{ creative_id: 'c1' }], ...more });
  const adcpCreatives = (buy: string, more: Request = {}) => {
    const format = { agent_url: scene().sandbox.url, id: 'video_16x9_30s' };
    return post(adcp, 'sync_creatives', {
      account,
      creatives: [{ creative_id: 'c1', name: 'Spot', format_id: format, assets: {} }],
      assignments: [{ creative_id: 'c1', package_id: `${buy}_pkg_1` }],
      ...more,
    });
  };

  it.concurrent('changes a buy of the guide at once, after an approval, or not at all', async () => {
    const { desk, sandbox } = scene();
    const buy = await bought(hitl);
    const [now, later, never] = await Promise.all([
      post(hitl, 'update_media_buy', { media_buy_id: buy, total_budget: 60_000 }),
      post(hitl, 'update_media_buy', { media_buy_id: buy, total_budget: 70_000, scenario: 'WAIT' }),
      post(hitl, 'update_media_buy', { media_buy_id: buy, total_budget: 80_000, scenario: 'FAIL' }),
    ]);
    expect(await desk.awaitStatus(now.id, 'completed')).toMatchObject({ result: { status: 'accepted' }, error: null });
    const pending = await desk.awaitStatus(later.id, 'pending_approval');
    expect(pending).toMatchObject({ task_id: expect.stringMatching(/.+/) as unknown });
    expect(await scene().subscriber.awaitEvent(later.id, 'operation.pending_approval')).toMatchObject({
      message: 'Your update media buy requires publisher approval',
    });
    await sandbox.approve(pending.task_id ?? '');
    await desk.awaitStatus(later.id, 'completed');
    const failed = await desk.awaitStatus(never.id, 'failed');
    expect(failed.error?.message).toEqual(expect.stringMatching(/.+/));
  });

  it.concurrent(
    'hands creatives to a seller of the guide: taken at once, reviewed by a person, or refused',
    async () => {
      const { desk, sandbox } = scene();
      const [first, second, third] = await Promise.all([bought(hitl), bought(hitl), bought(hitl)]);
      const [now, later, never] = await Promise.all([
        hitlAssets(first),
        hitlAssets(second, { scenario: 'WAIT' }),
        hitlAssets(third, { scenario: 'REJECT-1' }),
      ]);
      expect(await desk.awaitStatus(now.id, 'completed')).toMatchObject({
        result: { statuses: [{ creative_id: 'c1', status: 'approved' }] },
      });
      const pending = await desk.awaitStatus(later.id, 'pending_approval');
      await sandbox.approve(pending.task_id ?? '');
      await desk.awaitStatus(later.id, 'completed');
      expect((await desk.awaitStatus(never.id, 'rejected')).error?.message).toEqual(expect.stringMatching(/.+/));
    },
  );

  it.concurrent('changes a buy of AdCP 3 at once, or tells why not', async () => {
    const { desk } = scene();
    const buy = await bought(adcp);
    const pause = await post(adcp, 'update_media_buy', { account, media_buy_id: buy, paused: true });
    expect(await desk.awaitStatus(pause.id, 'completed')).toMatchObject({
      result: { media_buy_id: buy, status: 'paused' },
    });
    const [cancel, unknown] = await Promise.all([
      post(adcp, 'update_media_buy', { account, media_buy_id: buy, canceled: true }),
      post(adcp, 'update_media_buy', { account, media_buy_id: 'mb_none', paused: true }),
    ]);
    expect(await desk.awaitStatus(cancel.id, 'completed')).toMatchObject({ result: { status: 'canceled' } });
    expect(await desk.awaitStatus(unknown.id, 'failed')).toMatchObject({ error: { code: 'MEDIA_BUY_NOT_FOUND' } });
  });

  it.concurrent('syncs creatives with a seller of AdCP 3: at once, by a task, or refused', async () => {
    const { desk, sandbox } = scene();
    const [first, second, third] = await Promise.all([bought(adcp), bought(adcp), bought(adcp)]);
    const [now, later, never] = await Promise.all([
      adcpCreatives(first),
      adcpCreatives(second, { ext: { scenario: 'WAIT' } }),
      adcpCreatives(third, { ext: { scenario: 'FAIL' } }),
    ]);
    const creatives = [{ creative_id: 'c1', action: 'created' }];
    expect(await desk.awaitStatus(now.id, 'completed')).toMatchObject({ result: { creatives } });
    const pending = await desk.awaitStatus(later.id, 'pending_approval');
    expect(pending).toMatchObject({ seller_task_status: 'submitted' });
    await sandbox.approve(pending.task_id ?? '');
    expect(await desk.awaitStatus(later.id, 'completed')).toMatchObject({ result: { creatives } });
    expect((await desk.awaitStatus(never.id, 'failed')).error?.message).toEqual(expect.stringMatching(/.+/));
  });

  it.concurrent('refuses what the other dialect speaks, by name', async () => {
    const { desk } = scene();
    const wrong = await desk.request('POST', '/v1/operations', {
      type: 'sync_creatives',
      seller_id: hitl,
      request: { creatives: [] },
    });
    expect(wrong.status).toBe(422);
  });
}
