import type { Operation } from '../api/types';

/** @returns when a flight begins and ends, as far as the request says it: `1 Mar – 31 Mar 2027` */
export function flightText({ start, end }: Pick<Operation['summary'], 'start' | 'end'>): string {
  return [start, end]
    .filter((day) => day !== null)
    .map(dayText)
    .join(' – ');
}

/** A request has a date, an instant, or a word such as `asap`. A date is the same day everywhere. */
export function dayText(text: string): string {
  const isDate = /^\d{4}-\d\d-\d\d$/.test(text);
  const day = new Date(isDate ? `${text}T00:00` : text);
  if (!/^\d{4}-/.test(text) || Number.isNaN(day.getTime())) return text;
  return day.toLocaleDateString(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
}
