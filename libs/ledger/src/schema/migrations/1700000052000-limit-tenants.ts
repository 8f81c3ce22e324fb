import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keeps how many requests per second a tenant and each of its keys may make. An empty object: the defaults. */
export class LimitTenants1700000052000 implements MigrationInterface {
  readonly name = 'LimitTenants1700000052000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "tenants" ADD COLUMN "limits" jsonb NOT NULL DEFAULT '{}'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "tenants" DROP COLUMN "limits"`);
  }
}
