import { randomUUID } from 'node:crypto';
import type { ApiUnderTest, TestTenant } from './api-under-test';

/** Subscribes, and lets the gate owe a delivery: the operation becomes pending. */
export async function deliver(
  api: ApiUnderTest,
  tenant: TestTenant,
  operationId: string,
): Promise<{ deliveryId: string; subscriptionId: string; secret: string }> {
  const subscription = await api.call('POST', '/v1/subscriptions', {
    key: tenant.keys.admin,
    body: { url: 'http://127.0.0.1:1/hook' },
  });
  if (subscription.status !== 201) throw new Error(subscription.text);
  const { pool } = api.database;
  const [eventId, deliveryId] = [randomUUID(), randomUUID()];
  const at = new Date().toISOString();
  // Written as the gate writes them. What the gate decides is tested with the gate.
  await pool.query(
    `INSERT INTO events (id, tenant_id, operation_id, sequence, type, payload, created_at)
     VALUES ($1, $2, $3, (SELECT count(*) + 100 FROM events WHERE operation_id = $3), 'operation.pending_approval', $4, $5)`,
    [eventId, tenant.id, operationId, { id: eventId }, at],
  );
  await pool.query(
    `INSERT INTO deliveries (id, tenant_id, event_id, subscription_id, status, due_at, created_at)
     VALUES ($1, $2, $3, $4, 'pending', $5, $5)`,
    [deliveryId, tenant.id, eventId, subscription.body.id, at],
  );
  return { deliveryId, subscriptionId: subscription.body.id, secret: subscription.body.secret };
}
