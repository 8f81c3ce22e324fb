import { texts } from '../texts';
import { moneyText } from './format';

type Amount = { amount: number; currency: string | null } | null;

/** @returns the amounts added up, each currency by itself: `50,000 USD + 300 EUR`; empty without any. Beside one that
 *   is named, an amount without a currency says so */
export function moneySum(amounts: Iterable<Amount>): string {
  const sums = new Map<string | null, number>();
  for (const one of amounts) {
    if (one !== null) sums.set(one.currency, (sums.get(one.currency) ?? 0) + one.amount);
  }
  return [...sums]
    .map(([currency, amount]) =>
      currency === null && sums.size > 1 ? texts.money.unnamed(moneyText(amount, null)) : moneyText(amount, currency),
    )
    .join(' + ');
}
