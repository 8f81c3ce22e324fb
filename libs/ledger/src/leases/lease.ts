import type { Pool } from 'pg';
import type { Operation } from '@adcp-orchestrator/domain';
import { operationColumns, operationOf } from '../operations/operation-row';
import type { OperationRow } from '../schema/operation';

/**
 * Commits, just before a call goes out, that it goes out; with the first call also the frozen bytes. A takeover then
 * knows whether a call may have reached the seller. Only the holder of a live lease may start a call, and only one call
 * starts from one claim: the owner alone does not say that nobody called between two claims of his. With the same
 * arguments it may be tried again when its own answer was lost.
 * @param frozenCallSealed the call to freeze; null when an earlier attempt has frozen it
 * @returns the operation with its new attempt, or null: the lease was lost, or somebody else has called since the claim;
 *   the call must not be made
 */
export async function startCall(
  pool: Pool,
  claim: { operation: Operation; owner: string; leaseSeconds: number; frozenCallSealed: Buffer | null; now: Date },
): Promise<Operation | null> {
  const { rows } = await pool.query<OperationRow>({
    name: 'lease-start-call',
    text: `
UPDATE operations o SET call_started_at = $4, first_call_at = coalesce(o.first_call_at, $4), attempt = $7::int + 1,
  attempts_in_budget = $8::int + 1, version = o.version + 1, updated_at = $4,
  frozen_call_sealed = coalesce(o.frozen_call_sealed, $5),
  lease_until = clock_timestamp() + make_interval(secs => $6)
WHERE o.id = $1 AND o.tenant_id = $2 AND o.lease_owner = $3 AND o.lease_until > clock_timestamp()
  AND o.status = 'submitting' AND (o.attempt = $7 OR (o.attempt = $7 + 1 AND o.call_started_at = $4))
RETURNING ${operationColumns}`,
    values: [
      claim.operation.id,
      claim.operation.tenantId,
      claim.owner,
      claim.now.toISOString(),
      claim.frozenCallSealed,
      claim.leaseSeconds,
      claim.operation.attempt,
      claim.operation.attemptsInBudget,
    ],
  });
  const [row] = rows;
  return row === undefined ? null : operationOf(row);
}

/**
 * Prolongs the leases that a worker still holds, while their calls run.
 * @returns the ids that it still holds; a missing one was taken over
 */
export async function renewLeases(
  pool: Pool,
  owner: string,
  ids: readonly string[],
  leaseSeconds: number,
): Promise<Set<string>> {
  const { rows } = await pool.query<{ id: string }>({
    name: 'lease-renew',
    text: `UPDATE operations SET lease_until = clock_timestamp() + make_interval(secs => $3)
           WHERE id = ANY ($1::uuid[]) AND lease_owner = $2 AND lease_until > clock_timestamp() RETURNING id`,
    values: [ids, owner, leaseSeconds],
  });
  return new Set(rows.map(({ id }) => id));
}

/** Hands back claims whose call was not started by this worker: the next one may take them at once. */
export async function releaseLeases(pool: Pool, owner: string, ids: readonly string[]): Promise<void> {
  await pool.query({
    name: 'lease-release',
    text: `UPDATE operations SET lease_owner = NULL, lease_until = NULL
           WHERE id = ANY ($1::uuid[]) AND lease_owner = $2`,
    values: [ids, owner],
  });
}
