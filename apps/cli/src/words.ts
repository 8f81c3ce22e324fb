import type { ListedOperation } from './find-operation';

type Money = ListedOperation['summary']['total_budget'];

/** @returns an amount for a person: `25,000 USD` */
export function money(amount: Money): string {
  return amount === null
    ? ''
    : `${amount.amount.toLocaleString('en-US')}${amount.currency === null ? '' : ` ${amount.currency}`}`;
}

/** @returns an operation in a few words */
export function inShort({
  type,
  seller_id: seller,
  po_number: number,
  id,
}: Pick<ListedOperation, 'type' | 'seller_id' | 'po_number' | 'id'>): string {
  return `${type} at ${seller}${number === null ? '' : `, ${number}`} (${id})`;
}

/** @returns the noun with its number */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
