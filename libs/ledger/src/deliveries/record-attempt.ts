import type { Pool } from 'pg';
import { databaseText } from './database-text';
import type { DeliveryStatus } from '../schema/notification';

/** One attempt as it ended, and what follows from it. */
export interface FinishedAttempt {
  deliveryId: string;
  /** From the claim. */
  leaseToken: string;
  at: Date;
  httpStatus: number | null;
  durationMs: number;
  /** Null when it was delivered. */
  error: string | null;
  /** `retry`: due again at `dueAt`. `dead`: nobody tries again, except by a person's redelivery. */
  next: { status: 'delivered' } | { status: 'retry'; dueAt: Date } | { status: 'dead' };
}

const MAX_ERROR_CHARACTERS = 1_000;

/**
 * Records an attempt and what follows from it, in one statement. An attempt whose delivery was taken over meanwhile is
 * recorded too: that it was delivered counts, that it failed changes nothing for whoever sends it now.
 * @returns the delivery's status after it; null when the delivery does not exist
 */
export async function recordAttempt(pool: Pool, attempt: FinishedAttempt): Promise<DeliveryStatus | null> {
  const { next } = attempt;
  const error = attempt.error === null ? null : databaseText(attempt.error, MAX_ERROR_CHARACTERS);
  const { rows } = await pool.query<{ status: DeliveryStatus }>({
    name: 'delivery-record-attempt',
    text: `
WITH before AS MATERIALIZED (
  SELECT id, status, due_at, lease_until,
    $3 = 'delivered' OR (status = 'pending' AND lease_until IS NOT DISTINCT FROM $2::timestamptz) AS counts
  FROM deliveries WHERE id = $1 FOR UPDATE
), after AS (
  UPDATE deliveries d SET
    attempts = d.attempts + 1,
    status = CASE WHEN NOT b.counts THEN d.status WHEN $3 = 'retry' THEN 'pending' ELSE $3 END,
    due_at = CASE WHEN NOT b.counts THEN d.due_at WHEN $3 = 'retry' THEN $4::timestamptz END,
    lease_until = CASE WHEN b.counts THEN NULL ELSE d.lease_until END,
    last_error = CASE WHEN b.counts THEN $7 ELSE d.last_error END,
    delivered_at = CASE WHEN $3 = 'delivered' THEN $5::timestamptz ELSE d.delivered_at END
  FROM before b WHERE d.id = b.id
  RETURNING d.id, d.attempts, d.status
), entry AS (
  INSERT INTO delivery_attempts (delivery_id, attempt, at, http_status, duration_ms, error)
  SELECT id, attempts, $5, $6, $8, $7 FROM after
)
SELECT status FROM after`,
    values: [
      attempt.deliveryId,
      attempt.leaseToken,
      next.status,
      next.status === 'retry' ? next.dueAt.toISOString() : null,
      attempt.at.toISOString(),
      attempt.httpStatus,
      error,
      Math.max(0, Math.round(attempt.durationMs)),
    ],
  });
  return rows[0]?.status ?? null;
}
