import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Attempts of deliveries get a tenant, and the name `notification_attempts`. The old name stays for one release as a view
 * of the old columns: with another column in its result, a prepared statement of the release before would fail on every
 * connection that has it. What that release inserts gets its tenant by the trigger. View and trigger go with the next
 * release (ADR 14).
 */
export class KeepTheTenantOfAnAttempt1700000031000 implements MigrationInterface {
  readonly name = 'KeepTheTenantOfAnAttempt1700000031000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "delivery_attempts" RENAME TO "notification_attempts"`);
    await runner.query(`ALTER TABLE "notification_attempts" ADD COLUMN "tenant_id" uuid`);
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

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER "find_tenant_of_attempt" ON "notification_attempts"`);
    await runner.query(`DROP FUNCTION "find_tenant_of_attempt"()`);
    await runner.query(`DROP VIEW "delivery_attempts"`);
    await runner.query(`ALTER TABLE "notification_attempts" DROP COLUMN "tenant_id"`);
    await runner.query(`ALTER TABLE "notification_attempts" RENAME TO "delivery_attempts"`);
  }
}
