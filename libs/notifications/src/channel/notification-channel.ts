import type { JsonObject } from '@adcp-orchestrator/domain';

/** A notification for one receiver, whatever carries it. */
export interface Notification {
  /** The event's id, the same for all attempts. Receivers drop duplicates by it. */
  eventId: string;
  eventType: string;
  /** The event as it is stored. */
  payload: JsonObject;
  /** The publisher's name, for people; null when it is not known. */
  sellerName: string | null;
}

/** What the receiver's server said. */
export interface Heard {
  /** Null without an answer, and for mail. */
  httpStatus: number | null;
  /** The first KiB of the answer; null when there is none. */
  answer: string | null;
}

/** How an attempt ended. This is data and never an exception, because every attempt is recorded. */
export type AttemptResult = Heard &
  (
    | { result: 'delivered' }
    /** Another attempt may help. `retryAfterSeconds`: the receiver asked for this wait. */
    | { result: 'failed'; error: string; retryAfterSeconds: number | null }
    /** The receiver does not want it, now or later. `gone`: it wants nothing at all any more. */
    | { result: 'refused'; error: string; gone: boolean }
  );

/**
 * A way to a receiver. `Target` is the receiver's address with its secrets. `deliver` makes exactly one attempt,
 * bounded in time and size, and never throws.
 */
export interface NotificationChannel<Target> {
  readonly name: string;
  deliver(notification: Notification, target: Target, signal: AbortSignal): Promise<AttemptResult>;
}

export function failed(httpStatus: number | null, error: string, answer: string | null = null): AttemptResult {
  return { result: 'failed', httpStatus, answer, error, retryAfterSeconds: null };
}

/** @returns what an error says, also one of several connections, which has no message of its own */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // When connections to several addresses fail, the error itself has no message. Its parts have.
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error.message === '' ? error.name : error.message;
}
