const MINUTE_MS = 60_000;
export const DAY_MINUTES = 1_440;

/**
 * @param timeZone an IANA time zone
 * @param time `HH:MM`, by the clock on the wall there
 * @returns the first such time after `after`. Where the clock is put forward over it, the time is moved by as much
 */
export function nextTimeOfDay(timeZone: string, time: string, after: Date): Date {
  const wanted = minuteOf(time);
  // A minute that has begun is over: from 08:00:20 on, the next 08:00 is tomorrow's.
  const left = (wanted - minuteOfDay(after, timeZone) + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES;
  const wholeMinute = after.getTime() - (after.getTime() % MINUTE_MS);
  const guess = new Date(wholeMinute + left * MINUTE_MS);
  // The clock there may be put forward or back before it.
  let off = wanted - minuteOfDay(guess, timeZone);
  if (off > DAY_MINUTES / 2) off -= DAY_MINUTES;
  if (off < -DAY_MINUTES / 2) off += DAY_MINUTES;
  return new Date(guess.getTime() + off * MINUTE_MS);
}

/** @throws RangeError when there is no such time zone */
export function minuteOfDay(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return minuteOf(parts.format(at));
}

export function minuteOf(text: string): number {
  const [hours, minutes] = text.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

/** @returns whether there is such a time zone */
export function isTimeZone(timeZone: string): boolean {
  try {
    minuteOfDay(new Date(0), timeZone);
    return true;
  } catch {
    return false;
  }
}
