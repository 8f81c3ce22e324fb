import { EventType } from '../operation/owed-event';
import type { DeliveryState } from './delivery';

/** When a subscriber wants to hear nothing, by the clock on the wall there. */
export interface QuietHours {
  /** An IANA time zone such as `Europe/Berlin`. */
  time_zone: string;
  /** `HH:MM`. */
  from: string;
  /** `HH:MM`. Before `from`: it ends on the next day. */
  to: string;
}

/** Somebody must act at once: these pass quiet hours. */
export const urgentEvents: readonly EventType[] = [EventType.attention];

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

/**
 * @returns until when a delivery is held back; null when it goes out now. What is urgent goes out, and so does what a
 *   person has asked for again.
 */
export function heldUntil(
  quietHours: QuietHours | null,
  eventType: EventType,
  { attemptsBeforeRun }: Pick<DeliveryState, 'attemptsBeforeRun'>,
  now: Date,
): Date | null {
  if (quietHours === null || urgentEvents.includes(eventType) || attemptsBeforeRun > 0) return null;
  return quietUntil(quietHours, now);
}

/** @returns the end of the quiet time that it is now; null outside quiet times */
export function quietUntil({ time_zone: timeZone, from, to }: QuietHours, now: Date): Date | null {
  const [minute, start, end] = [minuteOfDay(now, timeZone), minuteOf(from), minuteOf(to)];
  const isQuiet = start < end ? minute >= start && minute < end : minute >= start || minute < end;
  if (!isQuiet) return null;
  const left = (end - minute + DAY_MINUTES) % DAY_MINUTES;
  const wholeMinute = now.getTime() - (now.getTime() % MINUTE_MS);
  const guess = new Date(wholeMinute + left * MINUTE_MS);
  // The clock there may be put forward or back before the end.
  let off = end - minuteOfDay(guess, timeZone);
  if (off > DAY_MINUTES / 2) off -= DAY_MINUTES;
  if (off < -DAY_MINUTES / 2) off += DAY_MINUTES;
  return new Date(guess.getTime() + off * MINUTE_MS);
}

/** @throws RangeError when there is no such time zone */
function minuteOfDay(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return minuteOf(parts.format(at));
}

function minuteOf(text: string): number {
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
