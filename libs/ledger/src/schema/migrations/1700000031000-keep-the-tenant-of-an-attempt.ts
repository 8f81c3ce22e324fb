import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Gives the attempts of deliveries a tenant, and the table the name `notification_attempts`. For one release the old
 * name stays as a view of the old columns. With a further column in its result, a statement that the previous release
 * has prepared would fail on every connection that holds it. The trigger finds the tenant of rows that the previous
 * release inserts. View and trigger go with the next release (ADR 14).
 */
export class KeepTheTenantOfAnAttempt1700000031000 implements MigrationInterface {
  readonly name = 'KeepTheTenantOfAnAttempt1700000031000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "delivery_attempts" RENAME TO "notification_attempts"`);
    await runner.query(`ALTER TABLE "notification_attempts" ADD COLUMN "tenant_id" uuid`);
    await keepTheOldName(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER "find_tenant_of_attempt" ON "notification_attempts"`);
    await runner.query(`DROP FUNCTION "find_tenant_of_attempt"()`);
    await runner.query(`DROP VIEW "delivery_attempts"`);
    await runner.query(`ALTER TABLE "notification_attempts" DROP COLUMN "tenant_id"`);
    await runner.query(`ALTER TABLE "notification_attempts" RENAME TO "delivery_attempts"`);
  }
}

/** A view of the old columns, and the tenant of what is inserted by it. */
export async function keepTheOldName(runner: QueryRunner): Promise<void> {
  await runner.query(`CREATE VIEW "delivery_attempts" AS
    SELECT "delivery_id", "attempt", "at", "http_status", "duration_ms", "error" FROM "notification_attempts"`);
  await runner.query(`CREATE FUNCTION "find_tenant_of_attempt"() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      SELECT d.tenant_id INTO NEW.tenant_id FROM deliveries d WHERE d.id = NEW.delivery_id;
      RETURN NEW;
    END $$`);
  await runner.query(`CREATE TRIGGER "find_tenant_of_attempt" BEFORE INSERT ON "notification_attempts"
    FOR EACH ROW WHEN (NEW.tenant_id IS NULL) EXECUTE FUNCTION "find_tenant_of_attempt"()`);
}
