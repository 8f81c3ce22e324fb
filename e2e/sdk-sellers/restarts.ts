import type { OperationJson } from '../support/api-client';
import { until } from '../support/until';
import type { SellerUnderTest } from './seller-under-test';

/**
 * A flow in the middle of which something restarts.
 * @param over resolves when everything runs again
 * @returns, once the middle is reached, a function that plays the rest and returns what the matrix says of it
 */
export type InterruptedFlow = (at: SellerUnderTest, over: Promise<void>) => Promise<() => Promise<string>>;

/** The seller executes the call, and nobody hears its answer. */
export const whileItExecutes: InterruptedFlow = async (at, over) => {
  const order = await at.order('executing');
  at.proxy.plan(order.po_number, { kind: 'unheard', until: over });
  const accepted = await at.buy(order);
  await until('the seller to execute it', () => at.proxy.callsFor(order.po_number).length > 0 || undefined);
  return async () => await at.end(accepted);
};

/** The seller's people decide, and nobody has asked yet what they decided. */
export const whileItDecides: InterruptedFlow = async (at) => {
  const order = await at.order('deciding');
  const accepted = await at.buy(order, 'deciding');
  const answered = await at.desk.awaitStatus(accepted.id, 'pending_approval', 'created');
  if (answered.task_id === null) return () => Promise.resolve('not offered: answers at once, there is no task');
  return async () => {
    await at.desk.request('POST', `/v1/operations/${accepted.id}/poll`, {});
    const end = await at.end(accepted);
    const [booked] = await at.inTheBooks([order.total_budget.amount]);
    if (booked !== undefined) await settleByHand(at, accepted, booked);
    return end;
  };
};

/** A person found the order in the ad server. The service had not taken a buy that only looked right as proof. */
async function settleByHand(at: SellerUnderTest, { id }: OperationJson, booked: string): Promise<void> {
  const resolution = { status: 'created', media_buy_id: booked, note: 'Found in the ad server' };
  await at.desk.request('POST', `/v1/operations/${id}/resolve`, resolution);
  expect(await at.desk.awaitStatus(id, 'created')).toMatchObject({ media_buy_id: booked });
}
