import type { Pool } from 'pg';
import { type Operation, callsStarted, columnsOfCalls } from '@adcp-orchestrator/domain';
import { databaseJson } from '../database/database-json';
import { operationColumnsIf, operationOf } from '../operations/operation-row';
import type { OperationRef } from '../operations/queries/find-operation';
import type { OperationRow } from '../schema/operation-table';
import { isPaused } from '../sellers/pauses';
import { installedHere } from '../restore/installed-here';

/** What the start of a call commits of it. */
export interface CallToStart {
  /** The call to freeze, sealed; null when it goes out as an earlier call has frozen it. */
  frozenCallSealed: Buffer | null;
  /** The seller's revision that this call goes to. */
  sellerRevision: number;
}

/** A call that is about to go out. */
export interface CallStart extends CallToStart {
  /** As it was claimed. */
  operation: Operation;
  owner: string;
  leaseSeconds: number;
  now: Date;
}

/**
 * Commits that calls go out, just before they do; a first call also freezes its bytes. So after a crash, the next claim
 * knows whether a call may have reached the seller (ADR 5). These are the calls that had to wait for something: the
 * others start with their claim (ADR 34).
 * - A call starts only under a live lease, and once per claim. Checking the owner is not enough: the same worker may
 *   have claimed, called, lost the lease and claimed again. So the number of the call is checked too.
 * - The same start may be repeated when its answer was lost.
 * - No call starts after its deadline before the gate has acted on that deadline: a service that was down for a day
 *   must not buy what nobody wants any more.
 * - No call starts to a seller that is paused. A start that begins after the pause was committed is refused; one that is
 *   being written in the same instant counts as a call that was under way.
 * - No call starts from a copy of the database (ADR 39).
 *
 * The conditions on owner and status are written so that only an index of the ids can serve them. By the index of leased
 * rows, each start read every lease of its tenant; by one of the lists, every operation that was being sent.
 * @param starts of different operations
 * @returns in the same order: the operation with its new call. Null means that the call must not be made: the lease is
 *   lost, another call has started since the claim, the deadline has passed, or the seller is paused.
 */
export async function startCalls(pool: Pool, starts: readonly CallStart[]): Promise<(Operation | null)[]> {
  const begun = starts.map(({ operation, sellerRevision, now }) => {
    const calls = callsStarted(operation, { startedAt: now, sellerRevision });
    return { calls, ...columnsOfCalls({ requestKey: operation.requestKey, calls }) };
  });
  const { rows } = await pool.query<OperationRow & { started_id: string; started_version: number }>({
    name: 'lease-start-call',
    text: `
WITH input AS MATERIALIZED (
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::bytea[], $6::float8[], $7::int[],
    $8::int[], $9::int[], $10::timestamptz[], $11::jsonb[], $12::int[])
    AS i(id, tenant_id, owner, now, frozen, lease_seconds, attempt, attempts_in_budget, revision, first_call_at, calls,
      claimed_version)
), locked AS MATERIALIZED (
  SELECT o.tenant_id, o.id FROM input i JOIN operations o ON o.tenant_id = i.tenant_id AND o.id = i.id
  ORDER BY o.id FOR UPDATE OF o
)
UPDATE operations o SET calls = i.calls, attempt = i.attempt, attempts_in_budget = i.attempts_in_budget,
  call_started_at = i.now, first_call_at = i.first_call_at, frozen_revision = i.revision,
  version = o.version + 1, updated_at = i.now,
  frozen_call_sealed = coalesce(i.frozen, o.frozen_call_sealed),
  lease_until = clock_timestamp() + make_interval(secs => i.lease_seconds)
FROM locked l JOIN input i ON i.tenant_id = l.tenant_id AND i.id = l.id
WHERE o.tenant_id = l.tenant_id AND o.id = l.id
  AND o.lease_owner IS NOT DISTINCT FROM i.owner AND o.lease_until > clock_timestamp()
  AND o.status IS NOT DISTINCT FROM 'submitting'
  AND (o.attempt = i.attempt - 1 OR (o.attempt = i.attempt AND o.call_started_at = i.now))
  AND ${installedHere}
  AND (o.deadline_at > i.now OR o.deadline_passed_at IS NOT NULL)
  AND NOT ${isPaused('o.tenant_id', 'o.seller_id')}
RETURNING o.id AS started_id, o.version AS started_version,
  ${operationColumnsIf('o.version <> i.claimed_version + 1')}`,
    values: [
      starts.map(({ operation }) => operation.id),
      starts.map(({ operation }) => operation.tenantId),
      starts.map(({ owner }) => owner),
      starts.map(({ now }) => now.toISOString()),
      starts.map(({ frozenCallSealed }) => frozenCallSealed),
      starts.map(({ leaseSeconds }) => leaseSeconds),
      begun.map(({ attempt }) => attempt),
      begun.map(({ attemptsInBudget }) => attemptsInBudget),
      begun.map(({ frozenRevision }) => frozenRevision),
      begun.map(({ firstCallAt }) => firstCallAt?.toISOString() ?? null),
      begun.map(({ calls }) => databaseJson(calls)),
      starts.map(({ operation }) => operation.version),
    ],
  });
  const started = new Map(rows.map((row) => [row.started_id, row]));
  return starts.map(({ operation, now }, place) => {
    const row = started.get(operation.id);
    if (row === undefined) return null;
    // Only this start has raised the version since the claim, so the row is as it was claimed, with the call.
    const isAsClaimed = row.started_version === operation.version + 1;
    const calls = begun[place]?.calls ?? operation.calls;
    return isAsClaimed ? { ...operation, calls, version: row.started_version, updatedAt: now } : operationOf(row);
  });
}

/** `startCalls` of one. */
export async function startCall(pool: Pool, start: CallStart): Promise<Operation | null> {
  const [operation] = await startCalls(pool, [start]);
  return operation ?? null;
}

/**
 * Prolongs the leases of a worker whose calls are running.
 * @returns the ids that it still holds; a missing one was taken over
 */
export async function renewLeases(
  pool: Pool,
  owner: string,
  operations: readonly OperationRef[],
  leaseSeconds: number,
): Promise<Set<string>> {
  const { rows } = await pool.query<{ id: string }>({
    name: 'lease-renew',
    text: `UPDATE operations o SET lease_until = clock_timestamp() + make_interval(secs => $4)
           FROM unnest($1::uuid[], $2::uuid[]) AS i(tenant_id, id)
           WHERE o.tenant_id = i.tenant_id AND o.id = i.id AND o.lease_owner = $3
             AND o.lease_until > clock_timestamp()
           RETURNING o.id`,
    values: [...columnsOf(operations), owner, leaseSeconds],
  });
  return new Set(rows.map(({ id }) => id));
}

/** Hands back claims whose call this worker has not started. Another worker may take them at once. */
export async function releaseLeases(pool: Pool, owner: string, operations: readonly OperationRef[]): Promise<void> {
  await pool.query({
    name: 'lease-release',
    text: `UPDATE operations o SET lease_owner = NULL, lease_until = NULL
           FROM unnest($1::uuid[], $2::uuid[]) AS i(tenant_id, id)
           WHERE o.tenant_id = i.tenant_id AND o.id = i.id AND o.lease_owner = $3`,
    values: [...columnsOf(operations), owner],
  });
}

function columnsOf(operations: readonly OperationRef[]): [string[], string[]] {
  return [operations.map(({ tenantId }) => tenantId), operations.map(({ id }) => id)];
}
