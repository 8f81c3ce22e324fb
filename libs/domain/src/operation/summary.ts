import { type Json, type JsonObject, isJsonObject } from '../json';
import type { DialectName } from '../sellers/dialect-name';
import { OperationType } from './type';

/** What a desk wants to see of a request at a glance. Whatever the request does not say is null. */
export interface OperationSummary {
  /** `currency` is null when the request gives the amount alone. */
  totalBudget: { amount: number; currency: string | null } | null;
  /** As the request says it: a date, an instant, or `asap`. */
  start: string | null;
  end: string | null;
  /** How many packages. */
  packages: number | null;
  brand: string | null;
}

/** A longer text is no date and no brand that a list could show. */
const MAX_CHARACTERS = 200;

const starts = {
  'hitl-v1': ['flight_start_date', 'start_date', 'start_time'],
  'adcp-v3': ['start_time'],
} as const satisfies Record<DialectName, readonly string[]>;
const ends = {
  'hitl-v1': ['flight_end_date', 'end_date', 'end_time'],
  'adcp-v3': ['end_time'],
} as const satisfies Record<DialectName, readonly string[]>;

/** @returns what the request says of budget, flight, packages and brand. Never throws, whatever the request holds. */
export function summaryOf(dialect: DialectName, type: OperationType, request: JsonObject): OperationSummary {
  const packages = Array.isArray(request.packages) ? request.packages : null;
  return {
    totalBudget: budgetOf(type, request, packages),
    start: firstText(request, starts[dialect]),
    end: firstText(request, ends[dialect]),
    packages: packages?.length ?? null,
    brand: brandOf(request.brand),
  };
}

/** The summary as JSON. */
export function summaryView(summary: OperationSummary): JsonObject {
  const { totalBudget, start, end, packages, brand } = summary;
  return {
    total_budget: totalBudget === null ? null : { amount: totalBudget.amount, currency: totalBudget.currency },
    start,
    end,
    packages,
    brand,
  };
}

/**
 * The total that the request names. A create without one costs the sum of its packages, if each has a budget. The
 * packages of an update are only those that change, so their sum is no total.
 */
function budgetOf(type: OperationType, request: JsonObject, packages: Json[] | null): OperationSummary['totalBudget'] {
  const { total_budget: total, currency } = request;
  if (typeof total === 'number') return { amount: total, currency: text(currency) };
  if (isJsonObject(total) && typeof total.amount === 'number') {
    return { amount: total.amount, currency: text(total.currency) };
  }
  if (type !== OperationType.createMediaBuy || packages === null) return null;
  const amount = sumOfBudgets(packages.map((one) => (isJsonObject(one) ? one.budget : undefined)));
  return amount === null ? null : { amount, currency: text(currency) };
}

/** @returns what the packages of a buy cost together; null when one of them has no budget, and when there are none */
export function sumOfBudgets(budgets: readonly (Json | undefined)[]): number | null {
  if (budgets.length === 0) return null;
  let amount = 0;
  for (const budget of budgets) {
    if (typeof budget !== 'number') return null;
    amount += budget;
  }
  // Adding fractions of a currency leaves dust in a double: 0.1 + 0.2.
  return Number.isFinite(amount) ? Number(amount.toPrecision(15)) : null;
}

function brandOf(brand: Json | undefined): string | null {
  if (!isJsonObject(brand)) return text(brand);
  return text(brand.domain) ?? text(brand.name);
}

function firstText(request: JsonObject, names: readonly string[]): string | null {
  for (const name of names) {
    const found = text(request[name]);
    if (found !== null) return found;
  }
  return null;
}

function text(value: Json | undefined): string | null {
  return typeof value === 'string' && value.length > 0 && value.length <= MAX_CHARACTERS ? value : null;
}
