import { until } from '../support/until';
import type { ExampleName } from './examples';
import { type Order, type SellerUnderTest, account } from './seller-under-test';

/** Plays a flow at one seller. @returns what the matrix says of it */
export type Flow = (at: SellerUnderTest) => Promise<string>;

/** Every flow in which nothing restarts. */
export const flows = {
  approve: async (at) => {
    return await at.end(await at.buy(await at.order('approve')));
  },

  reject: async (at) => {
    const order = await at.order('reject');
    const end = await at.end(await at.buy({ ...order, ...spoiled[at.name](order) }));
    // What the seller calls a passing failure is tried three times in all, however many of the calls it answered.
    if (at.name === 'non-guaranteed') expect(at.proxy.sentFor(order.po_number)).toHaveLength(3);
    else expect(at.proxy.callsFor(order.po_number)).toHaveLength(1);
    return end;
  },

  replay: async (at) => {
    const order = await at.order('replay');
    at.proxy.plan(order.po_number, { kind: 'unheard' });
    const accepted = await at.buy(order);
    await until('the seller to execute it', () => at.proxy.callsFor(order.po_number).length > 0 || undefined);
    const end = await at.end(accepted);
    const [first, ...again] = at.proxy.sentFor(order.po_number);
    // A repeated call is the same as the first: the same key, and the same of everything else.
    for (const args of again) expect(args).toEqual(first);
    expect(again).toHaveLength(at.name === 'error-compliant' ? 0 : 1);
    return end;
  },

  conflict: async (at) => {
    if (at.name === 'error-compliant') return await withoutKeys(at);
    const order = await at.order('conflict');
    at.proxy.plan(order.po_number, { kind: 'altered', alter: (args) => ({ ...args, ...otherBudget(args as Order) }) });
    const end = await at.end(await at.buy(order));
    const keys = at.proxy.callsFor(order.po_number).map(({ arguments: args }) => args['idempotency_key']);
    expect(new Set(keys).size).toBe(1);
    return end;
  },

  'rate limit': async (at) => {
    if (at.name === 'error-compliant') return await withinItsOwnLimit(at);
    const order = await at.order('limit');
    at.proxy.plan(order.po_number, { kind: 'limited', retryAfterSeconds: 1 });
    const end = await at.end(await at.buy(order));
    expect(at.proxy.callsFor(order.po_number)).toHaveLength(1);
    expect(at.proxy.isPlanned(order.po_number)).toBe(false);
    return end;
  },

  polling: async (at) => {
    const accepted = await at.buy(await at.order('polling'), 'polled');
    const { task_id: taskId } = await at.desk.awaitStatus(accepted.id, 'pending_approval', 'created');
    if (taskId === null) return 'not offered: answers at once, there is no task';
    await until('the seller to decide', async () => {
      const task = await at.examples.call<{ status: string }>(at.name, 'tasks_get', { task_id: taskId, account });
      return task.status === 'completed' ? true : undefined;
    });
    await at.desk.request('POST', `/v1/operations/${accepted.id}/poll`, {});
    return await at.end(accepted);
  },

  webhook: async (at) => {
    const accepted = await at.buy(await at.order('webhook'), 'webhooks');
    const end = await at.end(accepted);
    if (at.name === 'hybrid') return end;
    if (at.name === 'error-compliant') return `not offered: ignores the registration; ${end}`;
    return `not offered: takes no loopback URL and has no sender; ${end}`;
  },
} satisfies Record<string, Flow>;

/** The seller answers fifty calls a minute. Its clock stands still at the end of the minute until the limit was met. */
async function withinItsOwnLimit(at: SellerUnderTest): Promise<string> {
  const order = await at.order('limit');
  const limit = await at.useUpItsLimit();
  await at.examples.standStill(limit.lastInstant);
  try {
    const accepted = await at.buy(order);
    const [met] = await until('the limit to be met', () => {
      const calls = at.proxy.callsFor(order.po_number);
      return calls.length > 0 ? calls : undefined;
    });
    expect(met?.answer).toContain('RATE_LIMITED');
    await at.examples.standStill(limit.over);
    return await at.end(accepted);
  } finally {
    await at.examples.standStill(null);
  }
}

/** A seller that knows no idempotency key cannot find that two calls under one key conflict. */
async function withoutKeys(at: SellerUnderTest): Promise<string> {
  const { adcp } = await at.examples.call<{ adcp: object }>(at.name, 'get_adcp_capabilities', {});
  expect(adcp).not.toHaveProperty('idempotency');
  return 'not offered: declares no idempotency';
}

/** What each seller refuses: terms, a budget, a product. */
const spoiled: Readonly<Record<ExampleName, (order: Order) => Partial<Order>>> = {
  guaranteed: ({ packages }) => ({
    packages: packages.map((one) => ({
      ...one,
      measurement_terms: { billing_measurement: { vendor: { domain: 'vendor.example' }, max_variance_percent: 0 } },
    })),
  }),
  'non-guaranteed': ({ packages }) => ({ packages: packages.map((one) => ({ ...one, budget: 1 })) }),
  'error-compliant': ({ packages }) => ({
    packages: packages.map((one) => ({ ...one, product_id: 'no_such_product' })),
  }),
  hybrid: () => ({ total_budget: { amount: 1, currency: 'USD' } }),
};

function otherBudget({ total_budget: total }: Order): Partial<Order> {
  return { total_budget: { ...total, amount: total.amount + 0.5 } };
}
