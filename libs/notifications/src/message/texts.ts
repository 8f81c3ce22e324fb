import { type Json, type JsonObject, isJsonObject } from '@adcp-orchestrator/domain';

/** Sellers choose some of these texts. No mail or chat message needs more of one. */
const MAX_VALUE = 300;
export const MAX_TEXT = 2_000;

export function moneyOf({ summary }: JsonObject): string | null {
  const total = isJsonObject(summary) && isJsonObject(summary.total_budget) ? summary.total_budget : {};
  if (typeof total.amount !== 'number') return null;
  const amount = total.amount.toLocaleString('en-US', { maximumFractionDigits: 2 });
  const currency = textOf(total.currency);
  return currency === null ? amount : `${amount} ${currency}`;
}

export function typeInWords({ operation_type: type }: JsonObject): string | null {
  return textOf(type)?.replaceAll('_', ' ') ?? null;
}

export function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

export function isPresent(text: string | null): text is string {
  return text !== null;
}

/** A line break would let a seller's text pose as a line of ours, with a link of its own. */
export function oneLine(text: string, most = MAX_VALUE): string {
  return clip(text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim(), most);
}

export function clip(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/\p{Surrogate}$/u, '')}…`;
}
