import type { Pool } from 'pg';
import {
  type JsonObject,
  type Operation,
  OperationStatus,
  type Party,
  callsLost,
  callsStarted,
  columnsOfCalls,
  fairShare,
  sellerKey,
} from '@adcp-orchestrator/domain';
import { databaseJson } from '../database/database-json';
import { operationOf } from '../operations/operation-row';
import type { OperationRow } from '../schema/operation-table';
import { isPaused } from '../sellers/pauses';
import { type Candidate, type SellerWithWork, claimCandidates, claimedColumns } from './candidates';
import type { CallToStart } from './lease';
import { installedHere } from '../restore/installed-here';

/** A due operation as a claim leaves it. */
export interface DueOperation {
  operation: Operation;
  request: JsonObject;
  /** The frozen call of an earlier attempt, sealed; null before the first. */
  frozenCallSealed: Buffer | null;
}

/** A claimed operation. Only this worker may make its call, until the lease ends. */
export interface ClaimedOperation<Ready extends CallToStart = never> extends DueOperation {
  /**
   * The call that has started with the claim, and must now be made; null when the worker has yet to start one. `at` is
   * when the claim was written, on the clock of `performance`: the lease was given then.
   */
  started: { call: Ready; at: number } | null;
  /** Whose lease had run out; null when nobody had one. */
  formerOwner: string | null;
}

export interface ClaimOptions<Ready extends CallToStart> {
  /** How many rows to claim at most, over all sellers. */
  limit: number;
  /** The name of who claims, unique per process. */
  owner: string;
  leaseSeconds: number;
  /** The injected clock's time: what is due by now may be claimed. The lease itself runs on the database's clock. */
  now: Date;
  /** Calls that this process has under way, by `sellerKey`. They count against its permits. */
  busy: ReadonlyMap<string, number>;
  /**
   * Prepares the call of an operation that is about to be claimed, to start it with the claim. It must wait for nobody
   * but the database: all that is claimed waits with it. Null leaves the start to the worker. Absent: always null.
   */
  readyCall?: (due: DueOperation) => Promise<Ready | null>;
  /** Repeats the write while the database is away. It may have been committed although its answer was lost. */
  patiently?: <T>(write: () => Promise<T>) => Promise<T>;
}

/** How often one claim looks at candidates. A claim that has lost all of them to other replicas looks once more. */
const MAX_LOOKS = 2;

/**
 * Claims due rows, and starts the calls that are ready, in one write (ADR 34). It reads candidates, shares the permits
 * between their sellers, and takes what each got. A seller's concurrency counts the live leases of all replicas.
 * Replicas that claim in the same instant may exceed it until the next claim.
 * @returns what was claimed; rows that another replica took first are missing
 */
export async function claimDue<Ready extends CallToStart = never>(
  pool: Pool,
  options: ClaimOptions<Ready>,
): Promise<ClaimedOperation<Ready>[]> {
  for (let look = 1; look <= MAX_LOOKS; look += 1) {
    // Reads twice as many as it takes, because some sellers have no room.
    const sellers = await claimCandidates(pool, options.now, 2 * options.limit, options.busy.size === 0);
    const shared = fairShare(
      sellers.map((seller) => partyOf(seller, options.busy)),
      { free: options.limit, leaveFree: true },
    );
    if (shared.length === 0) return [];
    const rows = await rowsOf(pool, shared);
    const claimed = await take(pool, await Promise.all(rows.map((row) => claimOf(row, options))), options);
    if (claimed.length > 0) return claimed;
  }
  return [];
}

function partyOf(seller: SellerWithWork, calls: ReadonlyMap<string, number>): Party<Candidate> {
  const busy = calls.get(sellerKey(seller)) ?? 0;
  // Both counts include this process's calls. Its own count is right even for a call whose lease has run out.
  return { busy, room: seller.maxConcurrency - Math.max(busy, seller.leased), waiting: seller.candidates };
}

/** @returns the rows of the candidates: those that came with them, or those that are still as they were read */
async function rowsOf(pool: Pool, candidates: readonly Candidate[]): Promise<OperationRow[]> {
  const there = candidates.map(({ row }) => row).filter((row) => row !== null);
  if (there.length === candidates.length) return there;
  const { rows } = await pool.query<OperationRow>({
    name: 'lease-read',
    // `OFFSET 0` as in `gate-read`: the rows are looked up by their keys.
    text: `SELECT ${claimedColumns}
           FROM unnest($1::uuid[], $2::uuid[], $3::int[]) AS wanted(tenant_id, id, version)
           CROSS JOIN LATERAL (
             SELECT * FROM operations r WHERE r.tenant_id = wanted.tenant_id AND r.id = wanted.id OFFSET 0) o
           WHERE o.version = wanted.version`,
    values: [
      candidates.map(({ tenantId }) => tenantId),
      candidates.map(({ id }) => id),
      candidates.map(({ version }) => version),
    ],
  });
  return rows;
}

/** What a claim makes of a row. */
interface Claim<Ready> extends DueOperation {
  /** The status of the row, as it was read. */
  from: OperationStatus;
  ready: Ready | null;
  formerOwner: string | null;
}

async function claimOf<Ready extends CallToStart>(
  row: OperationRow,
  { now, readyCall }: ClaimOptions<Ready>,
): Promise<Claim<Ready>> {
  const before = operationOf(row);
  const operation: Operation = {
    ...before,
    status: OperationStatus.submitting,
    statusSince: before.status === OperationStatus.submitting ? before.statusSince : now,
    // If a call was under way, nobody waits for its answer any more.
    calls: callsLost(before),
    version: before.version + 1,
    updatedAt: now,
  };
  const due = { operation, request: row.request, frozenCallSealed: row.frozen_call_sealed };
  const read = { from: before.status, formerOwner: row.lease_owner };
  // As of `startCalls`: no call starts after its deadline before the gate has acted on that deadline.
  const isInTime = operation.deadlineAt > now || operation.deadlinePassedAt !== null;
  const ready = (isInTime ? await readyCall?.(due) : null) ?? null;
  if (ready === null) return { ...due, ...read, ready };
  const calls = callsStarted(operation, { startedAt: now, sellerRevision: ready.sellerRevision });
  return { ...due, ...read, operation: { ...operation, calls }, ready };
}

/**
 * Takes the rows that are still as they were read, and that nobody holds. What starts its call is taken only from a
 * seller that is not paused. This writes the timeline, and raises the version once, with or without a call.
 * - It waits for nobody: a locked row is being claimed or decided, and the next claim looks at it again.
 * - It may be repeated when its answer was lost. A row that it has taken before counts as taken, and its lease begins
 *   anew. A repetition does wait: its own first try may still be at work.
 *
 * LATERAL and the form of the conditions on what is due keep the look-up by the key. With a join, the planner walked
 * through all ids of the table: 3,500 pages for a claim of 113 rows out of 3,000, instead of 900.
 * The update names the ids once more for the same reason: without statistics, it read the whole table to find them.
 */
async function take<Ready extends CallToStart>(
  pool: Pool,
  claims: readonly Claim<Ready>[],
  { now, owner, leaseSeconds, patiently = (write) => write() }: ClaimOptions<Ready>,
): Promise<ClaimedOperation<Ready>[]> {
  if (claims.length === 0) return [];
  const columns = claims.map(({ operation }) => columnsOfCalls(operation));
  const values = [
    claims.map(({ operation }) => operation.tenantId),
    claims.map(({ operation }) => operation.id),
    claims.map(({ operation }) => operation.version),
    claims.map(({ from }) => from),
    claims.map(({ from }) =>
      from === OperationStatus.requested ? 'claimed for sending' : 'claimed again for sending',
    ),
    claims.map(({ operation }) => databaseJson(operation.calls)),
    columns.map(({ attempt }) => attempt),
    columns.map(({ attemptsInBudget }) => attemptsInBudget),
    columns.map(({ callStartedAt }) => callStartedAt?.toISOString() ?? null),
    columns.map(({ firstCallAt }) => firstCallAt?.toISOString() ?? null),
    columns.map(({ frozenRevision }) => frozenRevision),
    columns.map(({ mayHaveExecuted }) => mayHaveExecuted),
    claims.map(({ ready }) => ready !== null),
    claims.map(({ ready }) => ready?.frozenCallSealed ?? null),
    now.toISOString(),
    owner,
    leaseSeconds,
  ];
  let statement = takeFirst;
  let at = 0;
  const { rows } = await patiently(() => {
    const tried = statement;
    statement = takeAgain;
    at = performance.now();
    return pool.query<{ id: string }>({ ...tried, values });
  });
  const taken = new Set(rows.map(({ id }) => id));
  return claims
    .filter(({ operation }) => taken.has(operation.id))
    .map(({ operation, request, frozenCallSealed, ready, formerOwner }) => ({
      operation,
      request,
      frozenCallSealed,
      started: ready === null ? null : { call: ready, at },
      formerOwner,
    }));
}

const takeText = (waiting: '' | 'SKIP LOCKED'): string => `
WITH input AS (
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::jsonb[], $7::int[], $8::int[],
    $9::timestamptz[], $10::timestamptz[], $11::int[], $12::boolean[], $13::boolean[], $14::bytea[])
    AS i(tenant_id, id, new_version, claimed_from, reason, calls, attempt, attempts_in_budget, call_started_at,
      first_call_at, frozen_revision, may_have_executed, starts, frozen)
  ORDER BY id
), locked AS (
  SELECT i.*, o.version < i.new_version AS is_new
  FROM input i CROSS JOIN LATERAL (
    SELECT r.version FROM operations r
    WHERE ${installedHere} AND r.tenant_id = i.tenant_id AND r.id = i.id
      AND ((r.version = i.new_version - 1
          AND r.due_kind IS NOT DISTINCT FROM 'submit' AND coalesce(r.due_at, 'infinity') <= $15
          AND (r.lease_until IS NULL OR r.lease_until < clock_timestamp())
          AND NOT (i.starts AND ${isPaused('r.tenant_id', 'r.seller_id')}))
        OR (r.version = i.new_version AND r.status = 'submitting' AND r.attempt = i.attempt
          AND r.lease_owner IS NOT DISTINCT FROM $16 AND r.lease_until > clock_timestamp()))
    FOR UPDATE OF r ${waiting}
  ) o
), o AS (
  UPDATE operations t SET status = 'submitting',
    status_since = CASE WHEN t.status = 'submitting' THEN t.status_since ELSE $15 END,
    version = l.new_version, updated_at = $15, lease_owner = $16,
    lease_until = clock_timestamp() + make_interval(secs => $17),
    calls = l.calls, attempt = l.attempt, attempts_in_budget = l.attempts_in_budget,
    call_started_at = l.call_started_at, first_call_at = l.first_call_at, frozen_revision = l.frozen_revision,
    may_have_executed = l.may_have_executed, frozen_call_sealed = coalesce(l.frozen, t.frozen_call_sealed)
  FROM locked l WHERE t.tenant_id = l.tenant_id AND t.id = l.id AND t.id = ANY ($2::uuid[])
  RETURNING t.tenant_id, t.id, t.version, l.claimed_from, l.reason, l.is_new
), entries AS (
  INSERT INTO timeline (tenant_id, operation_id, kind, source, from_status, to_status, actor, reason, version, at)
  SELECT tenant_id, id, 'claimed', 'lease', claimed_from, 'submitting', $16, reason, version, $15 FROM o WHERE is_new
)
SELECT id FROM o`;
const takeFirst = { name: 'lease-claim', text: takeText('SKIP LOCKED') };
const takeAgain = { name: 'lease-claim-again', text: takeText('') };
