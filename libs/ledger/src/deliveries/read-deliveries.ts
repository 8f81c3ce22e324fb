import type { Pool } from 'pg';
import type { Channel, DeliveryStatus, DigestEvent, EventType, JsonObject } from '@adcp-orchestrator/domain';
import { Parameters } from '../database/parameters';
import type { DeliveryAttemptRow, DeliveryRow } from '../schema/notification';

/** A delivery with the fields that name its event. */
export type DeliveryWithEvent = DeliveryRow & {
  operation_id: string | null;
  event_type: EventType | DigestEvent;
  event_sequence: number;
  /** The delivery of the digest that carries it; null when none does. */
  digest_id: string | null;
};

/** An absent field does not filter. */
export interface DeliveryFilter {
  status?: DeliveryStatus;
  operationId?: string;
  subscriptionId?: string;
  /** By which way it goes. */
  channel?: Channel;
  eventType?: EventType | DigestEvent;
  /** Those that this digest carries. */
  digestId?: string;
}

/** Where a page ended: the creation time of its last delivery, as the database writes it, and that delivery's id. */
export interface DeliveryPosition {
  createdAt: string;
  id: string;
}

export interface DeliveryPage {
  items: DeliveryWithEvent[];
  after: DeliveryPosition | null;
}

/** The columns of a `DeliveryWithEvent`, of `deliveries d` and `events e`. */
export const deliveryColumns = `d.*, e.operation_id, e.type AS event_type, e.sequence AS event_sequence,
  (SELECT p.digest_id FROM digest_parts p WHERE p.tenant_id = d.tenant_id AND p.delivery_id = d.id) AS digest_id`;

/**
 * Reads one page of a tenant's deliveries, the newest first.
 * @param after `after` of the previous page; null for the first
 * @param limit rows on the page
 */
export async function listDeliveries(
  pool: Pool,
  tenantId: string,
  filter: DeliveryFilter,
  after: DeliveryPosition | null,
  limit: number,
): Promise<DeliveryPage> {
  const parameters = new Parameters();
  const conditions = conditionsOf(parameters.add(tenantId), filter, parameters);
  if (after !== null) {
    conditions.push(
      `(d.created_at, d.id) < (${parameters.add(after.createdAt)}::timestamptz, ${parameters.add(after.id)}::uuid)`,
    );
  }
  const { rows } = await pool.query<DeliveryWithEvent & { position: string }>(
    `SELECT ${deliveryColumns}, d.created_at::text AS position
     FROM deliveries d JOIN events e ON e.tenant_id = d.tenant_id AND e.id = d.event_id
     WHERE ${conditions.join(' AND ')}
     ORDER BY d.created_at DESC, d.id DESC LIMIT ${parameters.add(limit + 1)}`,
    parameters.values,
  );
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, after: rows.length > limit && last !== undefined ? { createdAt: last.position, id: last.id } : null };
}

/** Only what is asked for is a condition: so the dead are found by the index that holds them alone. */
function conditionsOf(tenant: string, filter: DeliveryFilter, parameters: Parameters): string[] {
  const conditions = [`d.tenant_id = ${tenant}`];
  const { status, operationId, subscriptionId, channel, eventType, digestId } = filter;
  if (status !== undefined) conditions.push(`d.status = ${parameters.add(status)}`);
  if (operationId !== undefined) conditions.push(`e.operation_id = ${parameters.add(operationId)}`);
  if (subscriptionId !== undefined) conditions.push(`d.subscription_id = ${parameters.add(subscriptionId)}`);
  if (eventType !== undefined) conditions.push(`e.type = ${parameters.add(eventType)}`);
  if (channel !== undefined) {
    conditions.push(`d.subscription_id IN (
      SELECT s.id FROM subscriptions s
      LEFT JOIN subscription_settings st ON st.tenant_id = s.tenant_id AND st.subscription_id = s.id
      WHERE s.tenant_id = ${tenant} AND coalesce(st.channel, 'webhook') = ${parameters.add(channel)})`);
  }
  if (digestId !== undefined) {
    conditions.push(`d.id IN (
      SELECT p.delivery_id FROM digest_parts p WHERE p.tenant_id = ${tenant} AND p.digest_id = ${parameters.add(digestId)})`);
  }
  return conditions;
}

/** An attempt, with the first KiB of the answer. Null when there was none, or its time is over. */
export type AttemptWithAnswer = DeliveryAttemptRow & { answer: string | null };

/** A delivery with its payload and its attempts. */
export interface DeliveryHistory {
  delivery: DeliveryWithEvent;
  payload: JsonObject;
  attempts: AttemptWithAnswer[];
}

/** How many attempts are read for one delivery: the latest ones. */
const MAX_ATTEMPTS_READ = 200;

/** @returns null when the tenant has no such delivery */
export async function findDelivery(pool: Pool, tenantId: string, id: string): Promise<DeliveryHistory | null> {
  const { rows } = await pool.query<DeliveryWithEvent & { payload: JsonObject }>({
    name: 'delivery-find',
    text: `SELECT ${deliveryColumns}, e.payload
           FROM deliveries d JOIN events e ON e.tenant_id = d.tenant_id AND e.id = d.event_id
           WHERE d.tenant_id = $1 AND d.id = $2`,
    values: [tenantId, id],
  });
  const [row] = rows;
  if (row === undefined) return null;
  const { payload, ...delivery } = row;
  const attempts = await pool.query<AttemptWithAnswer>({
    name: 'delivery-attempts',
    text: `SELECT a.*, n.answer FROM notification_attempts a
           LEFT JOIN attempt_answers n
             ON n.tenant_id = a.tenant_id AND n.delivery_id = a.delivery_id AND n.attempt = a.attempt
           WHERE a.tenant_id = $1 AND a.delivery_id = $2 ORDER BY a.attempt DESC LIMIT $3`,
    values: [tenantId, id, MAX_ATTEMPTS_READ],
  });
  return { delivery, payload, attempts: attempts.rows.reverse() };
}
