import type { Pool } from 'pg';
import {
  type Call,
  type JsonObject,
  type Operation,
  OperationStatus,
  type Party,
  callsLost,
  columnsOfCalls,
  fairShare,
  sellerKey,
} from '@adcp-orchestrator/domain';
import { databaseJson } from '../database/database-json';
import { operationColumns, operationOf } from '../operations/operation-row';
import type { OperationRow } from '../schema/operation-table';
import { type Candidate, type SellerWithWork, claimCandidates } from './candidates';

/** A claimed operation. Only this worker may start its call, until the lease ends. */
export interface ClaimedOperation {
  operation: Operation;
  request: JsonObject;
  /** The frozen call of an earlier attempt, sealed; null before the first. */
  frozenCallSealed: Buffer | null;
}

export interface ClaimOptions {
  /** How many rows to claim at most, over all sellers. */
  limit: number;
  /** The name of who claims, unique per process. */
  owner: string;
  leaseSeconds: number;
  /** The injected clock's time: what is due by now may be claimed. The lease itself runs on the database's clock. */
  now: Date;
  /** Calls that this process has under way, by `sellerKey`. They count against its permits. */
  busy: ReadonlyMap<string, number>;
}

/** How often one claim looks at candidates. A claim that has lost all of them to other replicas looks once more. */
const MAX_LOOKS = 2;

/**
 * Claims due rows. It reads candidates, shares the permits between their sellers, and takes what each got. A seller's
 * concurrency counts the live leases of all replicas. Replicas that claim in the same instant may exceed it until the
 * next claim.
 * @returns what was claimed; rows that another replica took first are missing
 */
export async function claimDue(pool: Pool, options: ClaimOptions): Promise<ClaimedOperation[]> {
  for (let look = 1; look <= MAX_LOOKS; look += 1) {
    // Reads twice as many as it takes, because some sellers have no room.
    const sellers = await claimCandidates(pool, options.now, 2 * options.limit);
    const shared = fairShare(
      sellers.map((seller) => partyOf(seller, options.busy)),
      { free: options.limit, leaveFree: true },
    );
    if (shared.length === 0) return [];
    const claimed = await take(pool, shared, options);
    if (claimed.length > 0) return claimed;
  }
  return [];
}

function partyOf(seller: SellerWithWork, calls: ReadonlyMap<string, number>): Party<Candidate> {
  const busy = calls.get(sellerKey(seller)) ?? 0;
  // Both counts include this process's calls. Its own count is right even for a call whose lease has run out.
  return { busy, room: seller.maxConcurrency - Math.max(busy, seller.leased), waiting: seller.candidates };
}

/**
 * What a claim writes to a row, decided on the candidate. If the row has changed since, its version is another, and
 * nothing is written.
 */
function claimOf(candidate: Candidate): { reason: string; calls: Call[]; mayHaveExecuted: boolean } {
  const again = candidate.status !== OperationStatus.requested;
  // If a call was under way, nobody waits for its answer any more.
  const calls = callsLost(candidate);
  return {
    reason: again ? 'claimed again for sending' : 'claimed for sending',
    calls,
    mayHaveExecuted: columnsOfCalls({ requestKey: candidate.requestKey, calls }).mayHaveExecuted,
  };
}

/**
 * Takes the candidates that are still as they were read and that nobody holds. It raises the version and writes the
 * timeline. It waits for nobody: a locked row is being claimed or decided, and the next claim looks at it again.
 *
 * The condition on what is due is written so that only the index of the ids can serve it. On a table without statistics
 * the planner preferred the index of due rows: a claim of 125 rows out of 3,000 cost the database 90 ms instead of 17.
 */
async function take(pool: Pool, candidates: readonly Candidate[], options: ClaimOptions): Promise<ClaimedOperation[]> {
  const claims = candidates.map((candidate) => ({ ...candidate, ...claimOf(candidate) }));
  const { rows } = await pool.query<OperationRow>({
    name: 'lease-claim',
    text: `
WITH input AS (
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::boolean[], $10::jsonb[])
    AS i(tenant_id, id, version, claimed_from, reason, may_have_executed, calls)
), locked AS (
  SELECT o.tenant_id, o.id, i.claimed_from, i.reason, i.may_have_executed, i.calls
  FROM operations o JOIN input i ON i.tenant_id = o.tenant_id AND i.id = o.id AND i.version = o.version
  WHERE o.due_kind IS NOT DISTINCT FROM 'submit' AND coalesce(o.due_at, 'infinity') <= $7
    AND (o.lease_until IS NULL OR o.lease_until < clock_timestamp())
  FOR UPDATE OF o SKIP LOCKED
), o AS (
  UPDATE operations t SET status = 'submitting',
    status_since = CASE WHEN t.status = 'submitting' THEN t.status_since ELSE $7 END, version = t.version + 1, updated_at = $7, lease_owner = $8,
    lease_until = clock_timestamp() + make_interval(secs => $9), may_have_executed = l.may_have_executed, calls = l.calls
  FROM locked l WHERE t.tenant_id = l.tenant_id AND t.id = l.id
  RETURNING t.*, l.claimed_from, l.reason
), entries AS (
  INSERT INTO timeline (tenant_id, operation_id, kind, source, from_status, to_status, actor, reason, version, at)
  SELECT tenant_id, id, 'claimed', 'lease', claimed_from, 'submitting', $8, reason, version, $7 FROM o
)
SELECT ${operationColumns}, o.request, o.frozen_call_sealed FROM o`,
    values: [
      claims.map(({ tenantId }) => tenantId),
      claims.map(({ id }) => id),
      claims.map(({ version }) => version),
      claims.map(({ status }) => status),
      claims.map(({ reason }) => reason),
      claims.map(({ mayHaveExecuted }) => mayHaveExecuted),
      options.now.toISOString(),
      options.owner,
      options.leaseSeconds,
      claims.map(({ calls }) => databaseJson(calls)),
    ],
  });
  return rows.map((row) => ({
    operation: operationOf(row),
    request: row.request,
    frozenCallSealed: row.frozen_call_sealed,
  }));
}
