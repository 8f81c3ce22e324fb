import type { JsonObject } from '../state/records';

/** In which this publisher's rate card is: that of an order which names none. */
const CURRENCY = 'USD';

export interface Budget {
  amount: number;
  currency: string;
}

/** When the buy delivers, as it was ordered: an ISO 8601 time, `asap`, or null where the order does not say. */
export interface Flight {
  start: string | null;
  end: string | null;
}

/** @returns the ordered total, or else the sum of the packages; null when the order has no money in it */
export function budgetOf(order: JsonObject): Budget | null {
  const { total_budget: total } = order;
  const currency = typeof order.currency === 'string' ? order.currency : CURRENCY;
  if (typeof total === 'number') return { amount: total, currency };
  if (isObject(total) && typeof total.amount === 'number') {
    return { amount: total.amount, currency: typeof total.currency === 'string' ? total.currency : currency };
  }
  const budgets = packagesIn(order).flatMap(({ budget }) => (typeof budget === 'number' ? [budget] : []));
  return budgets.length === 0 ? null : { amount: budgets.reduce((sum, budget) => sum + budget, 0), currency };
}

/** Each dialect, and each desk, has its own names for it; the order's count before those of its first package. */
export function flightOf(order: JsonObject): Flight {
  const places = [order, ...packagesIn(order).slice(0, 1)];
  return {
    start: textAt(places, ['start_time', 'start_date', 'flight_start_date']),
    end: textAt(places, ['end_time', 'end_date', 'flight_end_date']),
  };
}

/** Who advertises; null where the order does not say. */
export function advertiserOf(order: JsonObject): string | null {
  const { brand } = order;
  return isObject(brand) && typeof brand.domain === 'string' ? brand.domain : null;
}

function packagesIn(order: JsonObject): JsonObject[] {
  return Array.isArray(order.packages) ? (order.packages as unknown[]).filter(isObject) : [];
}

function textAt(places: readonly JsonObject[], names: readonly string[]): string | null {
  for (const place of places) {
    for (const name of names) if (typeof place[name] === 'string') return place[name];
  }
  return null;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
