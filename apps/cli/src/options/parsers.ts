import { InvalidArgumentError } from 'commander';

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** @returns a parser of a whole number between two others */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d{1,9}$/.test(text) || value < least || value > most) {
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
    }
    return value;
  };
}

/** @returns a parser of seconds, above none */
export function secondsUpTo(most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isFinite(value) || value < 0.1 || value > most) {
      throw new InvalidArgumentError(`It must be a number of seconds from 0.1 to ${most}.`);
    }
    return value;
  };
}

/** @returns a parser of an instant: as it is written (ISO 8601), or so long before now (`30m`, `2h`, `7d`) */
export function past(now: () => Date): (text: string) => string {
  return (text) => momentOf(text, now(), -1);
}

/** @returns a parser of an instant: as it is written (ISO 8601), or so long after now (`12h`, `90d`) */
export function future(now: () => Date): (text: string) => string {
  return (text) => momentOf(text, now(), 1);
}

function momentOf(text: string, now: Date, sign: 1 | -1): string {
  const [, count, unit = ''] = /^(\d{1,5})([smhd])$/.exec(text) ?? [];
  if (count !== undefined) {
    return new Date(now.getTime() + sign * Number(count) * (UNITS[unit] ?? 0) * 1_000).toISOString();
  }
  const at = Date.parse(text);
  if (!/^\d{4}-\d{2}-\d{2}/.test(text) || Number.isNaN(at)) {
    throw new InvalidArgumentError(
      'It must be an instant such as 2026-03-02T09:00:00Z, or a time such as 30m, 2h or 7d.',
    );
  }
  return new Date(at).toISOString();
}
