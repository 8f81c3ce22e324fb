import { moneyText } from '../../parts/format';
import { type Json, type JsonObject, isObject } from '../../schema-form/pointer';

/** @returns how much money the request asks to spend, for a person; null when it does not say */
export function moneyOfRequest({ total_budget: total, currency, packages }: JsonObject): string | null {
  const own = typeof currency === 'string' ? currency : null;
  if (typeof total === 'number') return moneyText(total, own);
  if (isObject(total) && typeof total['amount'] === 'number') {
    return moneyText(total['amount'], typeof total['currency'] === 'string' ? total['currency'] : own);
  }
  if (!Array.isArray(packages)) return null;
  const budgets = packages.map(budgetOf).filter((budget) => budget !== null);
  return budgets.length === 0
    ? null
    : moneyText(
        budgets.reduce((sum, budget) => sum + budget, 0),
        own,
      );
}

function budgetOf(item: Json): number | null {
  return isObject(item) && typeof item['budget'] === 'number' ? item['budget'] : null;
}
