import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Definitions, for the way back. */
const indexes: readonly (readonly [name: string, on: string, unique?: 'UNIQUE'])[] = [
  [
    'operations_attention',
    `"operations" ("tenant_id", "type", "status") WHERE status IN ('in_doubt', 'timed_out', 'pending_permission')`,
  ],
  [
    'operations_po_number',
    `"operations" ("tenant_id", "seller_id", "po_number")
      WHERE type = 'create_media_buy' AND status NOT IN ('failed', 'rejected', 'canceled')`,
    'UNIQUE',
  ],
  ['operations_retry_of', '"operations" ("retry_of") WHERE retry_of IS NOT NULL', 'UNIQUE'],
  ['events_operation', '"events" ("operation_id", "sequence")', 'UNIQUE'],
  ['events_by_id', '"events" ("id")'],
  ['subscriptions_by_id', '"subscriptions" ("id")'],
  ['deliveries_once', '"deliveries" ("event_id", "subscription_id")', 'UNIQUE'],
  ['deliveries_by_id', '"deliveries" ("id")'],
  ['notification_attempts_by_delivery', '"notification_attempts" ("delivery_id")'],
];

/**
 * Contracts (ADR 14, ADR 15): drops the indexes that only releases without a tenant in their keys look rows up by. Such a release still
 * works beside this schema, but it reads whole tables. Each status of an operation wrote an entry into four of them, and so
 * did each notification.
 */
export class DropIndexesOfBefore1700000084100 implements MigrationInterface {
  readonly name = 'DropIndexesOfBefore1700000084100';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    for (const [name] of indexes) await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS "${name}"`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name, on, unique = ''] of indexes) {
      await runner.query(`CREATE ${unique} INDEX IF NOT EXISTS "${name}" ON ${on}`);
    }
  }
}
