import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Keeps what an API key has besides its role: when it ends, who made it, when it was last used, and whether it is the
 * platform's. This is a table of its own, because processes of the release before have prepared `SELECT k.*` of
 * `api_keys`, which a new column would break.
 */
export class DescribeKeys1700000050000 implements MigrationInterface {
  readonly name = 'DescribeKeys1700000050000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "api_key_details" (
      "tenant_id" uuid NOT NULL,
      "key_id" uuid NOT NULL,
      "platform_admin" boolean NOT NULL DEFAULT false,
      "expires_at" TIMESTAMP WITH TIME ZONE,
      "created_by" text,
      "last_used_at" TIMESTAMP WITH TIME ZONE,
      CONSTRAINT "PK_api_key_details" PRIMARY KEY ("tenant_id", "key_id")
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "api_key_details"`);
  }
}
