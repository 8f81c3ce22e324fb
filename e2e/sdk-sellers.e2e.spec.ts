/** @jest-environment ./e2e/support/failure-watch.cjs */
import { queueBackends } from './support/queue-backends';
import { SdkExample, SdkSeller, sdkSellerToken } from './support/sdk-seller';
import { Stack } from './support/stack';
import { type NewSeller, statesOf } from './support/desk';
import { sceneMs } from './support/scene';
import { until } from './support/until';

jest.setTimeout(150_000);

interface ProductJson {
  product_id: string;
  delivery_type: string;
  pricing_options: { pricing_option_id: string; min_spend?: number }[];
}

interface MediaBuysJson {
  media_buys: { media_buy_id: string; total_budget: number; packages: { product_id: string }[] }[];
}

const dayMs = 86_400_000;
const budget = 60_000;
/** The examples know their publishers by the brand's domain. */
const account = { brand: { domain: 'acmeoutdoor.example' }, operator: 'desk.example' };

/** What a desk does before it buys: it asks the seller what there is. */
async function orderFor(seller: SdkSeller, poNumber: string): Promise<Record<string, unknown>> {
  const { products } = await seller.call<{ products: ProductJson[] }>('get_products', {
    buying_mode: 'brief',
    brief: 'Outdoor video in the second quarter',
    brand: account.brand,
    account,
  });
  const product = products.find(({ pricing_options: [option] }) => (option?.min_spend ?? 0) <= budget);
  const option = product?.pricing_options[0];
  if (product === undefined || option === undefined) throw new Error(`nothing to buy: ${JSON.stringify(products)}`);
  return {
    account,
    brand: account.brand,
    po_number: poNumber,
    start_time: new Date(Date.now() + 7 * dayMs).toISOString(),
    end_time: new Date(Date.now() + 37 * dayMs).toISOString(),
    packages: [{ product_id: product.product_id, pricing_option_id: option.pricing_option_id, budget }],
  };
}

describe("the example sellers of AdCP's own SDK", () => {
  const running = new Map<SdkExample, SdkSeller>();
  let stack: Stack;

  beforeAll(async () => {
    const [queue] = queueBackends;
    if (queue === undefined) throw new Error('the suite knows no queue backend');
    const sellers = Object.values(SdkExample).map(async (example) => {
      running.set(example, await SdkSeller.start(example));
    });
    stack = await Stack.start({ queue });
    await Promise.all(sellers);
    for (const example of Object.values(SdkExample)) await register(example, example);
  }, sceneMs);

  afterAll(async () => {
    await Promise.all([...running.values()].map((seller) => seller.stop()));
    await stack.stop();
  }, sceneMs);

  async function register(id: string, example: SdkExample, limits?: NewSeller['limits']): Promise<void> {
    await stack.desk.addSeller({
      id,
      name: `SDK example, ${example}`,
      agent_url: sellerOf(example).agentUrl,
      dialect: 'adcp-v3',
      auth: { scheme: 'bearer', token: sdkSellerToken },
      limits,
    });
  }

  function sellerOf(example: SdkExample): SdkSeller {
    const seller = running.get(example);
    if (seller === undefined) throw new Error(`${example} does not run`);
    return seller;
  }

  it.each([
    ['approves before it books', SdkExample.guaranteed],
    ['books at once', SdkExample.nonGuaranteed],
  ])('end a buy at the one that %s as created, with exactly one buy on its books', async (_what, example) => {
    const seller = sellerOf(example);
    const request = await orderFor(seller, `SDK-${example}`);
    const accepted = await stack.desk.post({ type: 'create_media_buy', seller_id: example, request });

    const created = await stack.desk.awaitStatus(accepted.id, 'created');

    const { media_buys: buys } = await seller.call<MediaBuysJson>('get_media_buys', { account });
    expect(buys).toEqual([expect.objectContaining({ media_buy_id: created.media_buy_id, total_budget: budget })]);
    expect(created).toMatchObject({
      error: null,
      po_number: `SDK-${example}`,
      result: { media_buy_id: created.media_buy_id, packages: [{ budget }] },
    });
    expect(statesOf(await stack.desk.timeline(created.id))).toEqual(
      example === SdkExample.guaranteed
        ? ['requested', 'submitting', 'pending_approval', 'created']
        : ['requested', 'submitting', 'created'],
    );
    expect(created.task_id).toEqual(example === SdkExample.guaranteed ? expect.stringMatching(/^task_/) : null);
  });

  it('fail a buy that the seller refuses, with its own code and words, and book nothing', async () => {
    const seller = sellerOf(SdkExample.guaranteed);
    const before = await seller.call<MediaBuysJson>('get_media_buys', { account });
    const request = { ...(await orderFor(seller, 'SDK-wrong-account')), account: { account_id: 'nobody' } };
    const accepted = await stack.desk.post({ type: 'create_media_buy', seller_id: SdkExample.guaranteed, request });

    const failed = await stack.desk.awaitStatus(accepted.id, 'failed');

    expect(failed.error).toMatchObject({ code: 'ACCOUNT_NOT_FOUND', recovery: 'terminal' });
    expect(await seller.call<MediaBuysJson>('get_media_buys', { account })).toEqual(before);
  });

  it('leave it to a person when the seller calls a refusal a passing failure until the tries are used up', async () => {
    const order = await orderFor(sellerOf(SdkExample.nonGuaranteed), 'SDK-low-budget');
    const packages = (order['packages'] as object[]).map((one) => ({ ...one, budget: 1 }));
    const request = { ...order, packages };
    const accepted = await stack.desk.post({ type: 'create_media_buy', seller_id: SdkExample.nonGuaranteed, request });

    const doubtful = await stack.desk.awaitStatus(accepted.id, 'in_doubt');

    expect(doubtful).toMatchObject({ attempt: 3, error: { code: 'SERVICE_UNAVAILABLE' } });
    expect(doubtful.error?.message).toContain('budget_too_low');
    expect(doubtful.allowed_actions).toContain('resolve');
  });

  it('leave it to a person when the seller restarted and forgot its task: a buy that only looks right is no proof', async () => {
    const seller = sellerOf(SdkExample.guaranteed);
    // Nobody asks before the seller has restarted.
    await register('forgetful', SdkExample.guaranteed, { min_poll_seconds: 3600 });
    const before = await seller.call<MediaBuysJson>('get_media_buys', { account });
    const request = await orderFor(seller, 'SDK-forgotten');
    const accepted = await stack.desk.post({ type: 'create_media_buy', seller_id: 'forgetful', request });
    await stack.desk.awaitStatus(accepted.id, 'pending_approval');
    const booked = await until('the order of the ad server', async () => {
      const { media_buys: buys } = await seller.call<MediaBuysJson>('get_media_buys', { account });
      return buys.find((buy) => !before.media_buys.some((known) => known.media_buy_id === buy.media_buy_id));
    });

    await seller.restart();
    await stack.desk.request('POST', `/v1/operations/${accepted.id}/poll`, {});
    await stack.desk.awaitStatus(accepted.id, 'in_doubt');

    const resolution = { status: 'created', media_buy_id: booked.media_buy_id, note: 'Found in the ad server' };
    await stack.desk.request('POST', `/v1/operations/${accepted.id}/resolve`, resolution);
    expect(await stack.desk.awaitStatus(accepted.id, 'created')).toMatchObject({ media_buy_id: booked.media_buy_id });
    const after = await seller.call<MediaBuysJson>('get_media_buys', { account });
    expect(after.media_buys).toHaveLength(before.media_buys.length + 1);
  });
});
