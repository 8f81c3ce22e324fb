import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import {
  type CircuitState,
  type SellerEvent,
  type SellerRef,
  circuitClosedEvent,
  circuitOpenedEvent,
  sellerEventPayload,
} from '@adcp-orchestrator/domain';
import { databaseJson } from '../../database/database-json';
import { owedDeliveries, owedEventColumns } from '../../deliveries/owed-deliveries';

/** A seller's circuit as every process sees it. */
export interface Circuit {
  state: CircuitState;
  /** The revision of the seller's settings for which it was opened. For any other revision it counts as closed. */
  revision: number;
  /** While open: when a process may ask the seller again. */
  nextProbeAt: Date | null;
  /** While a process probes: until when it may take. */
  probeUntil: Date | null;
  openings: number;
}

interface CircuitColumns {
  state: CircuitState;
  revision: number;
  next_probe_at: Date | null;
  probe_until: Date | null;
  openings: number;
}

/** A seller at one revision of its settings. */
export interface RevisedSeller extends SellerRef {
  revision: number;
}

/** How a circuit opens. All times are of the injected clock, as due times are. */
export interface Opening {
  now: Date;
  nextProbeAt: Date;
  error: { code: string; message: string };
}

const columns = 'h.state, h.revision, h.next_probe_at, h.probe_until, h.openings';

function circuitOf(row: CircuitColumns | undefined): Circuit | null {
  if (row === undefined) return null;
  return {
    state: row.state,
    revision: row.revision,
    nextProbeAt: row.next_probe_at,
    probeUntil: row.probe_until,
    openings: row.openings,
  };
}

/** @returns null when nothing was written yet about this seller's health */
export async function readCircuit(pool: Pool, seller: SellerRef): Promise<Circuit | null> {
  const [circuit] = await readCircuits(pool, [seller]);
  return circuit ?? null;
}

/**
 * Reads several circuits at once.
 * @returns in the order of the sellers; null for one about whose health nothing was written yet
 */
export async function readCircuits(pool: Pool, sellers: readonly SellerRef[]): Promise<(Circuit | null)[]> {
  const { rows } = await pool.query<CircuitColumns & { place: number }>({
    name: 'circuit-read',
    text: `
SELECT w.place::int, ${columns} FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS w(tenant_id, seller_id, place)
JOIN seller_health h ON h.tenant_id = w.tenant_id AND h.seller_id = w.seller_id`,
    values: [sellers.map(({ tenantId }) => tenantId), sellers.map(({ sellerId }) => sellerId)],
  });
  const found = new Map(rows.map((row) => [row.place, row]));
  return sellers.map((_, index) => circuitOf(found.get(index + 1)));
}

/**
 * Opens the circuit for every process. A circuit that is open already for the same settings stays as it is.
 * @returns the circuit as it is now; null when there is no such seller
 */
export async function openCircuit(
  pool: Pool,
  seller: RevisedSeller,
  { now, nextProbeAt, error }: Opening,
): Promise<Circuit | null> {
  await pool.query({
    name: 'circuit-open',
    text: `
WITH opened AS (
INSERT INTO seller_health AS h (tenant_id, seller_id, state, revision, opened_at, next_probe_at, openings,
  last_failure_at, last_error_code, last_error_message)
SELECT s.tenant_id, s.id, 'open', $3, $4, $5, 1, $4, $6, $7 FROM sellers s WHERE s.tenant_id = $1 AND s.id = $2
ON CONFLICT (tenant_id, seller_id) DO UPDATE SET state = 'open', revision = EXCLUDED.revision,
  opened_at = EXCLUDED.opened_at, next_probe_at = EXCLUDED.next_probe_at, openings = 1, probe_owner = NULL,
  probe_until = NULL, last_failure_at = EXCLUDED.last_failure_at, last_error_code = EXCLUDED.last_error_code,
  last_error_message = EXCLUDED.last_error_message
WHERE h.state = 'closed' OR h.revision <> EXCLUDED.revision
RETURNING h.tenant_id
), owed AS (
  INSERT INTO events (id, tenant_id, operation_id, sequence, type, payload, created_at)
  SELECT $8, o.tenant_id, NULL, 0, $9, $10, $4 FROM opened o RETURNING ${owedEventColumns}
), deliveries_owed AS (${owedDeliveries}
)
SELECT id FROM owed`,
    values: [
      seller.tenantId,
      seller.sellerId,
      seller.revision,
      now.toISOString(),
      nextProbeAt.toISOString(),
      error.code,
      error.message,
      ...eventValues(circuitOpenedEvent(seller.sellerId, error), now),
    ],
  });
  return readCircuit(pool, seller);
}

/** The id, type and payload of an event that a statement owes with what it changes. */
function eventValues(event: SellerEvent, now: Date): [string, string, string] {
  const id = uuidv7();
  return [id, event.type, databaseJson(sellerEventPayload(id, event, now))];
}

/**
 * Takes the one probe that all processes share, if it is due and no process has it.
 * @param until when another process may take the probe, if this one dies
 * @returns the half-open circuit; null when another process has the probe, or it is not due
 */
export async function takeProbe(
  pool: Pool,
  seller: SellerRef,
  { owner, now, until }: { owner: string; now: Date; until: Date },
): Promise<Circuit | null> {
  const { rows } = await pool.query<CircuitColumns>({
    name: 'circuit-probe',
    text: `
UPDATE seller_health h SET state = 'half_open', probe_owner = $3, probe_until = $5
WHERE h.tenant_id = $1 AND h.seller_id = $2 AND h.state <> 'closed' AND h.next_probe_at <= $4
  AND (h.probe_until IS NULL OR h.probe_until <= $4)
RETURNING ${columns}`,
    values: [seller.tenantId, seller.sellerId, owner, now.toISOString(), until.toISOString()],
  });
  return circuitOf(rows[0]);
}

/**
 * Closes the circuit after an answered probe: everybody may call again.
 * @returns the circuit as it is now
 */
export async function closeCircuit(pool: Pool, seller: SellerRef, owner: string, now: Date): Promise<Circuit | null> {
  await pool.query({
    name: 'circuit-close',
    text: `
WITH closed AS (
UPDATE seller_health SET state = 'closed', opened_at = NULL, next_probe_at = NULL, openings = 0, probe_owner = NULL,
  probe_until = NULL, consecutive_failures = 0
WHERE tenant_id = $1 AND seller_id = $2 AND probe_owner = $3
RETURNING tenant_id
), owed AS (
  INSERT INTO events (id, tenant_id, operation_id, sequence, type, payload, created_at)
  SELECT $4, c.tenant_id, NULL, 0, $5, $6, $7 FROM closed c RETURNING ${owedEventColumns}
), deliveries_owed AS (${owedDeliveries}
)
SELECT id FROM owed`,
    values: [
      seller.tenantId,
      seller.sellerId,
      owner,
      ...eventValues(circuitClosedEvent(seller.sellerId), now),
      now.toISOString(),
    ],
  });
  return readCircuit(pool, seller);
}

/**
 * Opens the circuit again after a probe without an answer. The caller gives a later `nextProbeAt`.
 * @returns the circuit as it is now
 */
export async function reopenCircuit(
  pool: Pool,
  seller: SellerRef,
  owner: string,
  { now, nextProbeAt, error }: Opening,
): Promise<Circuit | null> {
  await pool.query({
    name: 'circuit-reopen',
    text: `
UPDATE seller_health SET state = 'open', next_probe_at = $5, openings = openings + 1, probe_owner = NULL,
  probe_until = NULL, last_failure_at = $4, last_error_code = $6, last_error_message = $7
WHERE tenant_id = $1 AND seller_id = $2 AND probe_owner = $3`,
    values: [
      seller.tenantId,
      seller.sellerId,
      owner,
      now.toISOString(),
      nextProbeAt.toISOString(),
      error.code,
      error.message,
    ],
  });
  return readCircuit(pool, seller);
}
