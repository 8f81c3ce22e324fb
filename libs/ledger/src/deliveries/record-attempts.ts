import type { Pool } from 'pg';
import { type AttemptEnd, type DeliveryState, type DeliveryStatus, afterAttempt } from '@adcp-orchestrator/domain';
import { databaseJson } from '../database/database-json';
import { type DeliveryStateRow, deliveryStateColumns, deliveryStateOf } from './delivery-state';

/** One attempt as it ended. */
export interface FinishedAttempt extends AttemptEnd {
  tenantId: string;
  deliveryId: string;
  /** From the claim. */
  claimed: DeliveryState;
  httpStatus: number | null;
  /** What the receiver answered. */
  answer: string | null;
  /** The receiver wants nothing more: its subscription is disabled, unless it has another address by now. */
  gone: boolean;
  /** The address that was tried. */
  url: string;
  durationMs: number;
}

/** A delivery, its attempts, and what they make of it. It is written only if the delivery still is `before`. */
interface Decided {
  tenantId: string;
  id: string;
  attempts: readonly FinishedAttempt[];
  before: DeliveryState;
  after: DeliveryState;
}

/** Of an answer, counted in characters: the channel has cut it at a KiB. */
const MAX_ANSWER_CHARACTERS = 1_024;
const MAX_ERROR_CHARACTERS = 1_000;
/** Only claims and redeliveries write a delivery besides. To lose against so many of them in a row is a fault. */
const MAX_ROUNDS = 5;

/**
 * Records attempts, and what `afterAttempt` makes of their deliveries. It decides on the delivery as it was claimed,
 * and writes if the delivery is still the same. Those that lost are read and decided again.
 * @returns the deliveries' statuses afterwards, in the same order; null for a delivery that does not exist
 * @throws Error when a delivery changed between every look and its write; all the others are recorded
 */
export async function recordAttempts(
  pool: Pool,
  attempts: readonly FinishedAttempt[],
): Promise<(DeliveryStatus | null)[]> {
  const open = new Map<string, FinishedAttempt[]>();
  for (const attempt of attempts) open.set(attempt.deliveryId, [...(open.get(attempt.deliveryId) ?? []), attempt]);
  const statuses = new Map<string, DeliveryStatus>();
  let known = new Map(attempts.map(({ deliveryId, claimed }) => [deliveryId, claimed]));
  for (let round = 1; open.size > 0 && known.size > 0; round += 1) {
    if (round > MAX_ROUNDS) throw new Error(`the deliveries ${[...open.keys()].join(', ')} change at every look`);
    const decided = [...open].flatMap(([id, ends]) => decide(id, ends, known.get(id)));
    const written = await write(pool, decided);
    for (const { id, after } of decided) {
      if (!written.has(id)) continue;
      statuses.set(id, after.status);
      open.delete(id);
    }
    known = open.size === 0 ? known : await read(pool, [...open.values()].flat());
  }
  return attempts.map(({ deliveryId }) => statuses.get(deliveryId) ?? null);
}

/** @returns nothing for a delivery that does not exist */
function decide(id: string, attempts: readonly FinishedAttempt[], before: DeliveryState | undefined): Decided[] {
  if (before === undefined) return [];
  const after = attempts.reduce((state, attempt) => afterAttempt(state, attempt.claimed, bounded(attempt)), before);
  return attempts.slice(0, 1).map(({ tenantId }) => ({ tenantId, id, attempts, before, after }));
}

function bounded(attempt: FinishedAttempt): FinishedAttempt {
  return {
    ...attempt,
    error: attempt.error?.slice(0, MAX_ERROR_CHARACTERS) ?? null,
    answer: attempt.answer?.slice(0, MAX_ANSWER_CHARACTERS) ?? null,
  };
}

async function read(pool: Pool, attempts: readonly FinishedAttempt[]): Promise<Map<string, DeliveryState>> {
  const { rows } = await pool.query<DeliveryStateRow>({
    name: 'delivery-states',
    text: `SELECT ${deliveryStateColumns} FROM unnest($1::uuid[], $2::uuid[]) AS w(tenant_id, id)
           JOIN deliveries d ON d.tenant_id = w.tenant_id AND d.id = w.id`,
    values: [attempts.map(({ tenantId }) => tenantId), attempts.map(({ deliveryId }) => deliveryId)],
  });
  return new Map(rows.map((row) => [row.id, deliveryStateOf(row)]));
}

/** @returns the ids of those that were written */
async function write(pool: Pool, decided: readonly Decided[]): Promise<Set<string>> {
  const { rows } = await pool.query<{ id: string }>({
    name: 'delivery-record-attempts',
    text: `
WITH input AS (
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS i(
    tenant_id uuid, id uuid, read_status text, read_attempts int, read_attempts_before_run int, read_due_at timestamptz,
    read_lease_until timestamptz, status text, attempts int, attempts_before_run int, due_at timestamptz,
    lease_until timestamptz, last_error text, delivered_at timestamptz)
), locked AS (
  SELECT i.* FROM deliveries d JOIN input i ON i.tenant_id = d.tenant_id AND i.id = d.id
  WHERE d.attempts = i.read_attempts AND d.attempts_before_run = i.read_attempts_before_run
    AND d.status = i.read_status AND d.due_at IS NOT DISTINCT FROM i.read_due_at
    AND d.lease_until IS NOT DISTINCT FROM i.read_lease_until
  ORDER BY d.id FOR UPDATE OF d
), written AS (
  UPDATE deliveries d SET status = l.status, attempts = l.attempts, attempts_before_run = l.attempts_before_run,
    due_at = l.due_at, lease_until = l.lease_until, last_error = l.last_error, delivered_at = l.delivered_at
  FROM locked l WHERE d.tenant_id = l.tenant_id AND d.id = l.id RETURNING d.tenant_id, d.id, d.subscription_id
), ended AS MATERIALIZED (
  SELECT w.tenant_id, w.id, w.subscription_id, a.attempt, a.at, a.http_status, a.duration_ms, a.error, a.answer, a.gone, a.url
  FROM jsonb_to_recordset($2::jsonb) AS a(
    tenant_id uuid, delivery_id uuid, attempt int, at timestamptz, http_status int, duration_ms int, error text,
    answer text, gone boolean, url text)
  JOIN written w ON w.tenant_id = a.tenant_id AND w.id = a.delivery_id
), entries AS (
  INSERT INTO notification_attempts (tenant_id, delivery_id, attempt, at, http_status, duration_ms, error)
  SELECT e.tenant_id, e.id, e.attempt, e.at, e.http_status, e.duration_ms, e.error FROM ended e
), answers AS (
  INSERT INTO attempt_answers (tenant_id, delivery_id, attempt, at, answer)
  SELECT e.tenant_id, e.id, e.attempt, e.at, e.answer FROM ended e WHERE e.answer IS NOT NULL
), disabled AS (
  INSERT INTO subscription_settings AS st (tenant_id, subscription_id, disabled_at, disabled_reason)
  SELECT DISTINCT ON (e.tenant_id, e.subscription_id) e.tenant_id, e.subscription_id, e.at, e.error
  FROM ended e JOIN subscriptions s ON s.tenant_id = e.tenant_id AND s.id = e.subscription_id AND s.url = e.url
  WHERE e.gone ORDER BY e.tenant_id, e.subscription_id, e.at
  ON CONFLICT (tenant_id, subscription_id) DO UPDATE SET disabled_at = EXCLUDED.disabled_at,
    disabled_reason = EXCLUDED.disabled_reason
  WHERE st.disabled_at IS NULL
)
SELECT id FROM written`,
    values: [databaseJson(decided.map(stateInput)), databaseJson(decided.flatMap(attemptInputs))],
  });
  return new Set(rows.map(({ id }) => id));
}

function stateInput({ tenantId, id, before, after }: Decided): Record<string, unknown> {
  return {
    tenant_id: tenantId,
    id,
    read_status: before.status,
    read_attempts: before.attempts,
    read_attempts_before_run: before.attemptsBeforeRun,
    read_due_at: before.dueAt,
    read_lease_until: before.leaseUntil,
    status: after.status,
    attempts: after.attempts,
    attempts_before_run: after.attemptsBeforeRun,
    due_at: after.dueAt,
    lease_until: after.leaseUntil,
    last_error: after.lastError,
    delivered_at: after.deliveredAt,
  };
}

function attemptInputs({ tenantId, id, before, attempts }: Decided): Record<string, unknown>[] {
  return attempts.map(bounded).map(({ at, httpStatus, durationMs, error, answer, gone, url }, place) => ({
    tenant_id: tenantId,
    delivery_id: id,
    attempt: before.attempts + place + 1,
    at: at.toISOString(),
    http_status: httpStatus,
    duration_ms: Math.max(0, Math.round(durationMs)),
    error,
    answer,
    gone,
    url,
  }));
}
