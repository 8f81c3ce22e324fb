import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndexConcurrently } from '../migrating/create-index';
import { type PrimaryKey, primaryKeyOf, replacePrimaryKey } from '../migrating/replace-primary-key';

const key: PrimaryKey = {
  table: 'notification_attempts',
  was: 'PK_8f45eec1a24d272c677e5798b3b',
  columns: ['tenant_id', 'delivery_id', 'attempt'],
};
const PAGE = 5_000;
const filled = 'notification_attempts_tenant';

interface Place {
  delivery_id: string;
  attempt: number;
}

/**
 * Fills in the tenants of old attempts, page by page, and puts the tenant into their key. The previous release looks
 * them up by their delivery alone; the index for that goes with the next release (ADR 14).
 */
export class SpreadAttemptsByTenant1700000032000 implements MigrationInterface {
  readonly name = 'SpreadAttemptsByTenant1700000032000';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await fillTenants(runner);
    await runner.query(`ALTER TABLE "notification_attempts" DROP CONSTRAINT IF EXISTS "${filled}"`);
    await runner.query(
      `ALTER TABLE "notification_attempts" ADD CONSTRAINT "${filled}" CHECK ("tenant_id" IS NOT NULL) NOT VALID`,
    );
    await runner.query(`ALTER TABLE "notification_attempts" VALIDATE CONSTRAINT "${filled}"`);
    await runner.query(`ALTER TABLE "notification_attempts" ALTER COLUMN "tenant_id" SET NOT NULL`);
    await runner.query(`ALTER TABLE "notification_attempts" DROP CONSTRAINT "${filled}"`);
    await createIndexConcurrently(runner, {
      name: 'notification_attempts_by_delivery',
      table: 'notification_attempts',
      on: '("delivery_id")',
    });
    await replacePrimaryKey(runner, key);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "notification_attempts" DROP CONSTRAINT "${primaryKeyOf(key.table)}",
      ADD CONSTRAINT "${key.was}" PRIMARY KEY ("delivery_id", "attempt")`);
    await runner.query(`ALTER TABLE "notification_attempts" ALTER COLUMN "tenant_id" DROP NOT NULL`);
    await runner.query(`DROP INDEX "notification_attempts_by_delivery"`);
  }
}

/** Pages run by the old key, so that every page costs the same. */
async function fillTenants(runner: QueryRunner): Promise<void> {
  let last: Place | undefined;
  do {
    [last] = (await runner.query(
      `WITH page AS MATERIALIZED (
         SELECT delivery_id, attempt FROM notification_attempts
         WHERE $1::uuid IS NULL OR (delivery_id, attempt) > ($1::uuid, $2::int)
         ORDER BY delivery_id, attempt LIMIT ${PAGE}
       ), filled AS (
         UPDATE notification_attempts a SET tenant_id = d.tenant_id FROM page p JOIN deliveries d ON d.id = p.delivery_id
         WHERE a.delivery_id = p.delivery_id AND a.attempt = p.attempt AND a.tenant_id IS NULL
       )
       SELECT delivery_id, attempt FROM page ORDER BY delivery_id DESC, attempt DESC LIMIT 1`,
      [last?.delivery_id ?? null, last?.attempt ?? null],
    )) as Place[];
  } while (last !== undefined);
}
