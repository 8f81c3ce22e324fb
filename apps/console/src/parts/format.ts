const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** @returns a length of time as people say it, in at most two units: `2 h 10 min` */
export function durationText(ms: number): string {
  const length = Math.max(0, ms);
  if (length < 1_000) return `${Math.round(length)} ms`;
  if (length < MINUTE)
    return length < 10_000 ? `${(Math.floor(length / 100) / 10).toString()} s` : `${Math.floor(length / 1_000)} s`;
  if (length < HOUR) return two(length, MINUTE, 'min', 1_000, 's', 10);
  if (length < DAY) return two(length, HOUR, 'h', MINUTE, 'min', 24);
  return two(length, DAY, 'd', HOUR, 'h', 7);
}

/** The smaller unit is left out above so many of the larger one, where nobody needs it. */
function two(ms: number, large: number, largeName: string, small: number, smallName: string, below: number): string {
  const whole = Math.floor(ms / large);
  const rest = Math.floor((ms % large) / small);
  return rest === 0 || whole >= below ? `${whole} ${largeName}` : `${whole} ${largeName} ${rest} ${smallName}`;
}

/** @returns how long something has lasted so far: whole seconds, and from a minute on whole minutes */
export function ageText(ms: number): string {
  if (ms < 1_000) return '0 s';
  const step = ms < MINUTE ? 1_000 : MINUTE;
  return durationText(Math.floor(ms / step) * step).replace(/\.0 s$/, ' s');
}

/** @returns the time between then and now: `2 h 10 min ago`, `in 3 d` */
export function relativeText(thenMs: number, nowMs: number): string {
  const difference = nowMs - thenMs;
  if (Math.abs(difference) < 5_000) return 'now';
  // Seconds of something minutes away would only flicker.
  const step = Math.abs(difference) < MINUTE ? 1_000 : MINUTE;
  const text = durationText(Math.floor(Math.abs(difference) / step) * step);
  return difference > 0 ? `${text} ago` : `in ${text}`;
}

/** @returns an amount with its currency, as the reader's language writes it; without one the bare number */
export function moneyText(amount: number, currency: string | null): string {
  const digits = Number.isInteger(amount) ? 0 : 2;
  const number = new Intl.NumberFormat(undefined, { minimumFractionDigits: digits, maximumFractionDigits: 2 }).format(
    amount,
  );
  // The code and not the sign: a dollar sign is five currencies.
  return currency === null ? number : `${number} ${currency}`;
}

/** @returns the exact instant in the reader's zone, with the zone: for whoever hovers */
export function instantText(at: Date): string {
  return at.toLocaleString(undefined, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  });
}

/** @returns the part of an id by which a person tells it from others: ids of one minute begin alike (UUIDv7). The search finds it */
export function shortId(id: string): string {
  return id.slice(-8);
}
