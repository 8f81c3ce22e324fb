import { EventType } from '../operation/owed-event';
import { nextTimeOfDay } from './time-of-day';

export const digestPeriods = ['hourly', 'daily'] as const;

/** How a person hears of many turns in one message. */
export interface Digest {
  every: (typeof digestPeriods)[number];
  /** When a daily one comes, `HH:MM` by the clock there; null for an hourly one, which comes at the full hour. */
  at: string | null;
  /** An IANA time zone. */
  time_zone: string;
  /** Whether what could come too late in a digest comes at once, by itself. */
  urgent: boolean;
}

/** The event that a digest is. Nobody subscribes to it, and it is in no stream: it only tells again what others told. */
export const DIGEST_EVENT = 'subscription.digest';
export type DigestEvent = typeof DIGEST_EVENT;

/** A person must act, or a deadline is near: a day later may be too late. */
export const pressingEvents: readonly EventType[] = [
  EventType.attention,
  EventType.deadlineNear,
  EventType.creativeDeadlineNear,
];

const HOUR_MS = 3_600_000;

/** @returns the events that a digest leaves out: they are sent by themselves */
export function sentByThemselves({ urgent }: Digest): readonly EventType[] {
  return urgent ? pressingEvents : [];
}

/** @returns when the digest comes that an event belongs into: the first one after it was owed */
export function digestAt({ every, at, time_zone: timeZone }: Digest, owedAt: Date): Date {
  if (every === 'daily') return nextTimeOfDay(timeZone, at ?? '00:00', owedAt);
  return new Date(Math.floor(owedAt.getTime() / HOUR_MS + 1) * HOUR_MS);
}
