import type { Pool } from 'pg';
import type { ClaimedDelivery } from './claim-due-deliveries';

/** A claimed delivery that is not sent yet, and when it is due instead. */
export interface HeldDelivery {
  delivery: ClaimedDelivery;
  until: Date;
}

/**
 * Gives claimed deliveries back unsent, due at a later time. No attempt is counted. One that was asked for again since
 * the claim stays due at the time that a person set.
 */
export async function holdDeliveries(pool: Pool, held: readonly HeldDelivery[]): Promise<void> {
  await pool.query({
    name: 'delivery-hold',
    text: `
UPDATE deliveries d SET lease_until = NULL,
  due_at = CASE WHEN d.due_at IS NOT DISTINCT FROM h.due_at THEN h.held_until ELSE d.due_at END
FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[])
  AS h(tenant_id, id, due_at, lease_until, held_until)
WHERE d.tenant_id = h.tenant_id AND d.id = h.id AND d.lease_until = h.lease_until AND d.status = 'pending'`,
    values: [
      held.map(({ delivery }) => delivery.tenantId),
      held.map(({ delivery }) => delivery.id),
      held.map(({ delivery }) => delivery.claimed.dueAt),
      held.map(({ delivery }) => delivery.claimed.leaseUntil),
      held.map(({ until }) => until.toISOString()),
    ],
  });
}
