import type { Pool } from 'pg';
import type { Channel, DeliveryStatus, DigestEvent, EventType, JsonObject } from '@adcp-orchestrator/domain';
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
  const { rows } = await pool.query<DeliveryWithEvent & { position: string }>({
    name: 'delivery-list',
    text: `
SELECT ${deliveryColumns}, d.created_at::text AS position
FROM deliveries d JOIN events e ON e.tenant_id = d.tenant_id AND e.id = d.event_id
WHERE d.tenant_id = $1
  AND ($2::text IS NULL OR d.status = $2)
  AND ($3::uuid IS NULL OR e.operation_id = $3)
  AND ($4::uuid IS NULL OR d.subscription_id = $4)
  AND ($9::text IS NULL OR d.subscription_id IN (
    SELECT s.id FROM subscriptions s
    LEFT JOIN subscription_settings st ON st.tenant_id = s.tenant_id AND st.subscription_id = s.id
    WHERE s.tenant_id = $1 AND coalesce(st.channel, 'webhook') = $9))
  AND ($10::text IS NULL OR e.type = $10)
  AND ($8::uuid IS NULL OR d.id IN (SELECT p.delivery_id FROM digest_parts p WHERE p.tenant_id = $1 AND p.digest_id = $8))
  AND ($5::timestamptz IS NULL OR (d.created_at, d.id) < ($5::timestamptz, $6::uuid))
ORDER BY d.created_at DESC, d.id DESC LIMIT $7`,
    values: [
      tenantId,
      filter.status ?? null,
      filter.operationId ?? null,
      filter.subscriptionId ?? null,
      after?.createdAt ?? null,
      after?.id ?? null,
      limit + 1,
      filter.digestId ?? null,
      filter.channel ?? null,
      filter.eventType ?? null,
    ],
  });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, after: rows.length > limit && last !== undefined ? { createdAt: last.position, id: last.id } : null };
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
