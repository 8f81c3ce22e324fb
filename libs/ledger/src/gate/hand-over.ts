import type { JsonObject } from '@adcp-orchestrator/domain';
import { asStored } from '../database/as-stored';
import type { ClaimedDelivery } from '../deliveries/claim-due-deliveries';
import type { DeliveryRoom } from '../deliveries/delivery-taker';
import { DELIVERY_LEASE_SECONDS } from '../deliveries/owed-deliveries';
import type { OwedDeliveryRow, ToldEvent } from './write';

/** @returns the parameters of `leasedDeliveries`; without room, nothing is leased */
export function roomParameters(room: DeliveryRoom | null): unknown[] {
  const less = room === null ? [] : [...room.less];
  return [
    room?.most ?? 0,
    room?.perSubscription ?? 0,
    less.map(([id]) => id),
    less.map(([, free]) => free),
    DELIVERY_LEASE_SECONDS,
  ];
}

/** @returns the deliveries that the commit has leased, as a claim would return them */
export function leasedOf(rows: readonly OwedDeliveryRow[], events: readonly ToldEvent[]): ClaimedDelivery[] {
  const byId = new Map(events.map((event) => [event.id, event]));
  return rows.flatMap((row) => {
    const event = byId.get(row.event_id);
    if (row.lease === null || event === undefined) return [];
    return {
      id: row.id,
      tenantId: row.tenant_id,
      eventId: row.event_id,
      eventType: event.type,
      operationId: event.operation_id,
      payload: asStored(event.payload) as JsonObject,
      subscriptionId: row.subscription_id,
      channel: 'webhook',
      url: row.url,
      secretSealed: row.secret_sealed,
      previousSecretSealed: row.previous_secret_sealed,
      sellerName: null,
      quietHours: null,
      digest: null,
      createdAt: row.created_at,
      wasLeased: false,
      claimed: {
        status: 'pending',
        attempts: 0,
        attemptsBeforeRun: 0,
        dueAt: row.due,
        leaseUntil: row.lease,
        lastError: null,
        deliveredAt: null,
      },
    };
  });
}
