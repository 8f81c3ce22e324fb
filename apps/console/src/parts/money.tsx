import type { ReactNode } from 'react';
import { moneyText } from './format';

interface MoneyProps {
  /** As `summary.total_budget` has it; null when no amount is known. */
  of: { amount: number; currency: string | null } | null;
}

export function Money({ of: money }: MoneyProps): ReactNode {
  return money === null ? null : <span>{moneyText(money.amount, money.currency)}</span>;
}
