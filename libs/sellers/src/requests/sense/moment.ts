const DAY_MS = 86_400_000;
const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;
const TIME = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:[Zz]|([+-])(\d\d):?(\d\d))?$/;

/** When something begins or ends. A day lasts from its first to its last instant, a time is one instant. */
export interface Moment {
  text: string;
  from: number;
  until: number;
}

/**
 * @param value `2027-03-01`, or a date with a time; without an offset it is read as UTC
 * @returns null when it is no date that exists
 */
export function momentOf(value: unknown): Moment | null {
  if (typeof value !== 'string') return null;
  const parts: (string | undefined)[] | undefined = (DAY.exec(value) ?? TIME.exec(value))?.slice(1);
  if (parts === undefined) return null;
  const number = (part: number) => Number(parts[part] ?? 0);
  const [year, month, day] = [number(0), number(1), number(2)];
  const [hour, minute, second] = [number(3), number(4), number(5)];
  const [sign, offsetHours, offsetMinutes] = [parts[6], number(7), number(8)];
  if (hour > 23 || minute > 59 || second > 59 || offsetHours > 23 || offsetMinutes > 59) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  const offset = (offsetHours * 60 + offsetMinutes) * 60_000 * (sign === '-' ? -1 : 1);
  const from = date.getTime() - offset;
  return { text: value, from, until: parts[3] === undefined ? from + DAY_MS - 1 : from };
}
