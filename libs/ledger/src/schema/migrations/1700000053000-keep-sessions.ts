import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keeps who is signed in. Of a session's token only the hash is kept. */
export class KeepSessions1700000053000 implements MigrationInterface {
  readonly name = 'KeepSessions1700000053000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "sessions" (
      "tenant_id" uuid NOT NULL,
      "id" uuid NOT NULL,
      "token_hash" bytea NOT NULL,
      "actor_kind" text NOT NULL,
      "actor_id" text NOT NULL,
      "actor_name" text NOT NULL,
      "key_id" uuid,
      "role" text NOT NULL,
      "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
      "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL,
      CONSTRAINT "PK_sessions" PRIMARY KEY ("tenant_id", "id")
    )`);
    await runner.query(`CREATE UNIQUE INDEX "sessions_token" ON "sessions" ("token_hash")`);
    await runner.query(`CREATE INDEX "sessions_actor" ON "sessions" ("tenant_id", "actor_id", "id")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "sessions"`);
  }
}
