import { jsonPointer } from '../validation/zod-pipe';

/** A value that would not be kept as it was sent. */
export interface Change {
  pointer: string;
  detail: string;
  suggestion: string;
}

/** A double keeps any number of fifteen digits. What is longer, or has an exponent, is looked at. */
const LONG_NUMBER = /[\d.]{16}|\d[eE]/;
/** Strings are matched so that digits within them are passed over. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;
/** A double has at most 309 digits before the point and needs 17 in all. A longer number is not looked at further. */
const MAX_NUMBER_CHARACTERS = 400;
const HALF_A_PAIR = /\p{Surrogate}/u;

/**
 * Finds what JSON can carry and we cannot keep: a number that a double would change, and NUL or half a surrogate pair, which
 * Postgres does not store. In nearly all bodies two searches through the bytes show that there is none.
 * @param value the bytes, parsed
 * @returns the first such value; null when everything is kept as it was sent
 */
export function firstChange(bytes: Buffer, value: unknown): Change | null {
  const text = bytes.toString('latin1');
  // Both can only be written as an escape: raw ones are no JSON, or no UTF-8.
  if (text.includes('\\u')) {
    const found = unstorable(value, []);
    if (found !== null) return found;
  }
  if (!LONG_NUMBER.test(text)) return null;
  const inexact = new Set((text.match(TOKENS) ?? []).filter((token) => !token.startsWith('"') && !isExact(token)));
  if (inexact.size === 0) return null;
  const numbers = new Map([...inexact].map((token) => [Number(token), token]));
  return changedNumber(value, numbers, []);
}

function isExact(token: string): boolean {
  if (token.length > MAX_NUMBER_CHARACTERS) return false;
  const value = Number(token);
  if (!Number.isFinite(value)) return false;
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return false;
  return digitsOf(token) === digitsOf(String(value));
}

/** @returns the digits of a number without leading and trailing zeros, and the power of ten of the first one */
function digitsOf(text: string): string {
  const [, whole = '', fraction = '', exponent = '0'] = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const power = Number(exponent) - fraction.length + digits.length;
  return `${significant}e${power}`;
}

function changedNumber(
  value: unknown,
  inexact: ReadonlyMap<number, string>,
  path: readonly PropertyKey[],
): Change | null {
  if (typeof value === 'number') {
    const written = inexact.get(value);
    return written === undefined ? null : lossy(value, written, path);
  }
  return firstOf(value, path, (member, at) => changedNumber(member, inexact, at));
}

function lossy(value: number, written: string, path: readonly PropertyKey[]): Change {
  const shown = written.length <= 40 ? written : `${written.slice(0, 40)}…`;
  const kept = Number.isFinite(value) ? `would be kept as ${value}` : 'is beyond what a double can carry';
  return {
    pointer: jsonPointer(path),
    detail: `holds the number ${shown}, which ${kept}`,
    suggestion: 'Send it as a string, or with at most 15 digits.',
  };
}

function unstorable(value: unknown, path: readonly PropertyKey[]): Change | null {
  if (typeof value === 'string') return badText(value, path);
  return firstOf(value, path, (member, at) => badText(String(at.at(-1)), path) ?? unstorable(member, at));
}

function badText(text: string, path: readonly PropertyKey[]): Change | null {
  // The pointer is written only for what is found: names may be long, and a body may have many values below one.
  if (text.includes('\0')) {
    return {
      pointer: jsonPointer(path),
      detail: 'holds a NUL character (\\u0000), which cannot be kept',
      suggestion: 'Leave it out.',
    };
  }
  if (HALF_A_PAIR.test(text)) {
    return {
      pointer: jsonPointer(path),
      detail: 'holds half a surrogate pair (\\ud800 to \\udfff alone), which is no character',
      suggestion: 'Send the whole pair, or leave it out.',
    };
  }
  return null;
}

function firstOf(
  value: unknown,
  path: readonly PropertyKey[],
  find: (member: unknown, path: readonly PropertyKey[]) => Change | null,
): Change | null {
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, member] of Object.entries(value)) {
    const found = find(member, [...path, name]);
    if (found !== null) return found;
  }
  return null;
}
