import type { Json } from './set-at';

/**
 * @param fallback the currency of the request before, where this one names none
 * @returns the money of a request: its total, or the sum of its packages; null when it has neither
 */
export function budgetOf(request: Json, fallback: string | null): { amount: number; currency: string | null } | null {
  if (request === null || typeof request !== 'object' || Array.isArray(request)) return null;
  const total = request['total_budget'];
  const inner = typeof total === 'object' && total !== null && !Array.isArray(total) ? total : {};
  const currency = [request['currency'], inner['currency']].find((one) => typeof one === 'string') ?? fallback;
  const amount = typeof total === 'number' ? total : inner['amount'];
  if (typeof amount === 'number') return { amount, currency };
  const packages = Array.isArray(request['packages']) ? request['packages'] : [];
  const budgets = packages.map((one) =>
    typeof one === 'object' && one !== null && !Array.isArray(one) ? one['budget'] : undefined,
  );
  const known = budgets.filter((one) => typeof one === 'number');
  return known.length === 0 ? null : { amount: known.reduce((sum, one) => sum + one, 0), currency };
}
