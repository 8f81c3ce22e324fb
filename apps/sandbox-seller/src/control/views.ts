import { buyState, totalBudgetOf } from '../publisher/media-buys';
import { advertiserOf, budgetOf, flightOf } from '../publisher/order';
import type { ExecutedCall, JsonObject, MediaBuy, Task } from '../state/records';

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** A task as the control API shows it: what a person needs to decide, without credentials. */
export function taskView(task: Task): JsonObject {
  return {
    task_id: task.task_id,
    seller: task.seller,
    dialect: task.dialect,
    tool: task.tool,
    mutation: task.mutation,
    state: task.state,
    waiting_for: task.steps[0]?.wait ?? null,
    then: task.steps.slice(1).map(({ wait }) => wait),
    decides_itself_at: iso(task.step_ends_at),
    po_number: task.po_number,
    idempotency_key: task.idempotency_key,
    media_buy_id: task.media_buy_id ?? mediaBuyIn(task.order),
    budget: budgetOf(task.order),
    flight: flightOf(task.order),
    advertiser: advertiserOf(task.order),
    scenario: task.scenario,
    reason: task.reason,
    forgotten: task.forgotten,
    webhook_registered: task.push !== null,
    created_at: iso(task.created_at),
    updated_at: iso(task.updated_at),
  };
}

/** A change names the buy that it is of. */
function mediaBuyIn({ media_buy_id: id }: JsonObject): string | null {
  return typeof id === 'string' ? id : null;
}

export function callView(call: ExecutedCall): JsonObject {
  return { ...call, at: iso(call.at) };
}

export function buyView(buy: MediaBuy, now: number): JsonObject {
  return {
    media_buy_id: buy.media_buy_id,
    seller: buy.seller,
    dialect: buy.dialect,
    po_number: buy.po_number,
    idempotency_key: buy.idempotency_key,
    task_id: buy.task_id,
    state: buyState(buy, now),
    total_budget: totalBudgetOf(buy),
    budget: budgetOf(buy.order),
    flight: flightOf(buy.order),
    advertiser: advertiserOf(buy.order),
    created_at: iso(buy.created_at),
  };
}

/**
 * Bookings by seller and `po_number`. `executions` counts the `create_media_buy` calls that the seller really executed
 * (replays and dropped calls do not count), `booked` the media buys that exist, `open_tasks` the buys that may still
 * come.
 */
export function bookings(
  { calls, buys, tasks }: { calls: ExecutedCall[]; buys: MediaBuy[]; tasks: Task[] },
  limit: number,
  now: number,
): JsonObject {
  const groups = new Map<
    string,
    {
      seller: string;
      dialect: string;
      po_number: string | null;
      executions: number;
      booked: number;
      open_tasks: number;
    }
  >();
  const group = (of: { seller: string; dialect: string; po_number: string | null }) => {
    const key = JSON.stringify([of.dialect, of.seller, of.po_number]);
    const known = groups.get(key);
    if (known) return known;
    const created = {
      seller: of.seller,
      dialect: of.dialect,
      po_number: of.po_number,
      executions: 0,
      booked: 0,
      open_tasks: 0,
    };
    groups.set(key, created);
    return created;
  };
  for (const call of calls)
    if (call.tool === 'create_media_buy' && call.outcome !== 'failed') group(call).executions += 1;
  for (const buy of buys) group(buy).booked += 1;
  for (const task of tasks) if (task.mutation === 'create' && task.state === 'open') group(task).open_tasks += 1;
  return {
    bookings: [...groups.values()].slice(-limit),
    media_buys: buys.slice(-limit).map((buy) => buyView(buy, now)),
    total: buys.length,
  };
}
