import type { Pool } from 'pg';
import { databaseJson } from '../gate/database-json';
import type { DeliveryStatus } from '../schema/notification';
import { inTransaction } from '../transaction';

/** One attempt as it ended, and what follows from it. */
export interface FinishedAttempt {
  deliveryId: string;
  /** Both from the claim. */
  leaseToken: string;
  dueToken: string;
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
 * Records attempts and what follows from each. An attempt whose delivery was taken over meanwhile is
 * recorded too: that it was delivered counts, that it failed changes nothing for whoever sends it now. Nor does a failure
 * end or delay a redelivery that was asked for during the attempt: it stays due as it was asked for.
 * Two of one delivery, which meet when one could not be recorded within its lease, are recorded one after the other.
 * @returns the deliveries' statuses after it, in the same order; null for a delivery that does not exist
 */
export async function recordAttempts(
  pool: Pool,
  attempts: readonly FinishedAttempt[],
): Promise<(DeliveryStatus | null)[]> {
  const first = new Map<string, FinishedAttempt>();
  const again: FinishedAttempt[] = [];
  for (const attempt of attempts) {
    if (first.has(attempt.deliveryId)) again.push(attempt);
    else first.set(attempt.deliveryId, attempt);
  }
  const statuses =
    again.length === 0
      ? await recordTogether(pool, attempts)
      : await inTransaction(pool, async (client) => {
          const recorded = await recordTogether(client, [...first.values()]);
          for (const attempt of again) {
            for (const [id, status] of await recordTogether(client, [attempt])) recorded.set(id, status);
          }
          return recorded;
        });
  return attempts.map(({ deliveryId }) => statuses.get(deliveryId) ?? null);
}

/** @param attempts of different deliveries */
async function recordTogether(
  pool: Pick<Pool, 'query'>,
  attempts: readonly FinishedAttempt[],
): Promise<Map<string, DeliveryStatus>> {
  const { rows } = await pool.query<{ id: string; status: DeliveryStatus }>({
    name: 'delivery-record-attempts',
    text: `
WITH input AS MATERIALIZED (
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS i(
    id uuid, lease_token timestamptz, due_token timestamptz, result text, due_at timestamptz, at timestamptz,
    http_status int, error text, duration_ms int)
), before AS MATERIALIZED (
  SELECT d.id, i.result, i.due_at AS retry_at, i.at, i.http_status, i.error, i.duration_ms,
    i.result = 'delivered'
      OR (d.status = 'pending' AND d.lease_until IS NOT DISTINCT FROM i.lease_token) AS counts,
    i.result <> 'delivered' AND d.due_at IS DISTINCT FROM i.due_token AS asked_again
  FROM deliveries d JOIN input i ON i.id = d.id
  WHERE d.id = ANY (ARRAY(SELECT id FROM input))
  ORDER BY d.id FOR UPDATE OF d
), after AS (
  UPDATE deliveries d SET
    attempts = d.attempts + 1,
    attempts_before_run = CASE WHEN b.counts AND b.asked_again THEN d.attempts + 1 ELSE d.attempts_before_run END,
    status = CASE WHEN NOT b.counts OR b.asked_again THEN d.status WHEN b.result = 'retry' THEN 'pending'
      ELSE b.result END,
    due_at = CASE WHEN NOT b.counts OR b.asked_again THEN d.due_at WHEN b.result = 'retry' THEN b.retry_at END,
    lease_until = CASE WHEN b.counts THEN NULL ELSE d.lease_until END,
    last_error = CASE WHEN b.counts THEN b.error ELSE d.last_error END,
    delivered_at = CASE WHEN b.result = 'delivered' THEN b.at ELSE d.delivered_at END
  FROM before b WHERE d.id = ANY (ARRAY(SELECT id FROM before)) AND d.id = b.id
  RETURNING d.id, d.attempts, d.status, b.at, b.http_status, b.duration_ms, b.error
), entry AS (
  INSERT INTO delivery_attempts (delivery_id, attempt, at, http_status, duration_ms, error)
  SELECT id, attempts, at, http_status, duration_ms, error FROM after
)
SELECT id, status FROM after`,
    values: [
      databaseJson(
        attempts.map(({ deliveryId, leaseToken, dueToken, at, httpStatus, durationMs, error, next }) => ({
          id: deliveryId,
          lease_token: leaseToken,
          due_token: dueToken,
          result: next.status,
          due_at: next.status === 'retry' ? next.dueAt.toISOString() : null,
          at: at.toISOString(),
          http_status: httpStatus,
          error: error?.slice(0, MAX_ERROR_CHARACTERS) ?? null,
          duration_ms: Math.max(0, Math.round(durationMs)),
        })),
      ),
    ],
  });
  return new Map(rows.map(({ id, status }) => [id, status]));
}
