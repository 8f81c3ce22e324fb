import type { Pool } from 'pg';
import { type WritableFold, guardOf, onGuardedRows } from './write';

/**
 * Writes the next question of operations of which nothing was learned: most answers to a poll say that it still waits. Only
 * the counter and the due time of polls change, so the version stays, and nobody is told. `writeStatement` would do the same
 * with all forty columns of a row, and cost 30 µs of this process and 40 of Postgres more for each. The attention is written
 * because a process of an older release may have moved the row without it (`attentionOf`).
 */
const rescheduleStatement = {
  name: 'gate-reschedule',
  text: `
WITH locked AS MATERIALIZED (
  SELECT o.tenant_id, o.id, i.poll_attempt, i.due_kind, i.due_at, i.attention_reason, i.attention_since
  FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::boolean[], $5::int[], $6::timestamptz[], $7::int[], $8::text[],
    $9::timestamptz[], $10::text[], $11::timestamptz[])
    AS i(tenant_id, id, read_version, is_held, held_polls, held_due_at, poll_attempt, due_kind, due_at, attention_reason,
      attention_since)
  ${onGuardedRows}
)
UPDATE operations o SET poll_attempt = l.poll_attempt, due_kind = l.due_kind, due_at = l.due_at,
  attention_reason = l.attention_reason, attention_since = l.attention_since
FROM locked l WHERE o.tenant_id = l.tenant_id AND o.id = l.id
RETURNING o.id`,
} as const;

/** @returns the ids of the rows written. As with `writeStatement`, a missing one has changed since it was read */
export async function reschedule(pool: Pool, folds: readonly WritableFold[]): Promise<string[]> {
  const guards = folds.map(({ fold, isHeld }) => guardOf(fold, isHeld));
  const afters = folds.map(({ fold: { after } }) => after);
  const { rows } = await pool.query<{ id: string }>({
    ...rescheduleStatement,
    values: [
      afters.map(({ tenantId }) => tenantId),
      afters.map(({ id }) => id),
      guards.map((guard) => guard.read_version),
      guards.map((guard) => guard.is_held),
      guards.map((guard) => guard.held_polls ?? null),
      guards.map((guard) => guard.held_due_at?.toISOString() ?? null),
      afters.map(({ pollAttempt }) => pollAttempt),
      afters.map(({ dueKind }) => dueKind),
      afters.map(({ dueAt }) => dueAt?.toISOString() ?? null),
      afters.map(({ attention }) => attention?.reason ?? null),
      afters.map(({ attention }) => attention?.since.toISOString() ?? null),
    ],
  });
  return rows.map(({ id }) => id);
}
