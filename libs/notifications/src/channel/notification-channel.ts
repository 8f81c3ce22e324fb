import type { JsonObject } from '@adcp-orchestrator/domain';

/** A notification to hand to one receiver, whatever carries it. */
export interface Notification {
  /** The event's id, the same over all attempts: receivers drop duplicates by it. */
  eventId: string;
  eventType: string;
  /** The event as it is stored. */
  payload: JsonObject;
}

/** How an attempt ended. It is data, never an exception: every attempt is recorded. */
export type AttemptResult =
  | { result: 'delivered'; httpStatus: number | null }
  /** Worth another attempt. `retryAfterSeconds`: the receiver asked for a wait. */
  | { result: 'failed'; httpStatus: number | null; error: string; retryAfterSeconds: number | null }
  /** The receiver does not want it, now or later. */
  | { result: 'refused'; httpStatus: number | null; error: string };

/**
 * A way to a receiver: webhooks now, e-mail and chat later. A channel knows its receiver's address and secrets as
 * `Target`, makes exactly one attempt, bounded in time and size, and never throws.
 */
export interface NotificationChannel<Target> {
  readonly name: string;
  deliver(notification: Notification, target: Target, signal: AbortSignal): Promise<AttemptResult>;
}
