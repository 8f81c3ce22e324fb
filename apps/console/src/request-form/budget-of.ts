import { type Json, type JsonObject, isObject } from '../schema-form/pointer';

export interface Budget {
  amount: number;
  /** null: the request does not name it. */
  currency: string | null;
}

/** @returns the money that a request asks to spend: its total, or the sum of its packages; null when it has neither */
export function budgetOf({ total_budget: total, currency, packages }: JsonObject): Budget | null {
  const own = typeof currency === 'string' ? currency : null;
  if (typeof total === 'number') return { amount: total, currency: own };
  if (isObject(total) && typeof total['amount'] === 'number') {
    return { amount: total['amount'], currency: typeof total['currency'] === 'string' ? total['currency'] : own };
  }
  if (!Array.isArray(packages)) return null;
  const budgets = packages.map(budgetOfPackage).filter((budget) => budget !== null);
  return budgets.length === 0 ? null : { amount: budgets.reduce((sum, budget) => sum + budget, 0), currency: own };
}

function budgetOfPackage(item: Json): number | null {
  return isObject(item) && typeof item['budget'] === 'number' ? item['budget'] : null;
}
