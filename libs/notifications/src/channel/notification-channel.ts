import type { JsonObject } from '@adcp-orchestrator/domain';

/** A notification for one receiver, whatever carries it. */
export interface Notification {
  /** The event's id, the same for all attempts. Receivers drop duplicates by it. */
  eventId: string;
  eventType: string;
  /** The event as it is stored. */
  payload: JsonObject;
}

/** How an attempt ended. This is data and never an exception, because every attempt is recorded. */
export type AttemptResult =
  | { result: 'delivered'; httpStatus: number | null }
  /** Another attempt may help. `retryAfterSeconds`: the receiver asked for this wait. */
  | { result: 'failed'; httpStatus: number | null; error: string; retryAfterSeconds: number | null }
  /** The receiver does not want it, now or later. */
  | { result: 'refused'; httpStatus: number | null; error: string };

/**
 * A way to a receiver: webhooks now, e-mail and chat later. `Target` is the receiver's address with its secrets. `send`
 * makes exactly one attempt, bounded in time and size, and never throws.
 */
export interface NotificationChannel<Target> {
  readonly name: string;
  deliver(notification: Notification, target: Target, signal: AbortSignal): Promise<AttemptResult>;
}
