import { EventType } from '../operation/owed-event';
import { minuteOf, minuteOfDay, nextTimeOfDay } from './time-of-day';

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

/** @returns the end of the quiet time that it is now; null outside quiet times */
export function quietUntil({ time_zone: timeZone, from, to }: QuietHours, now: Date): Date | null {
  const [minute, start, end] = [minuteOfDay(now, timeZone), minuteOf(from), minuteOf(to)];
  const isQuiet = start < end ? minute >= start && minute < end : minute >= start || minute < end;
  return isQuiet ? nextTimeOfDay(timeZone, to, now) : null;
}
