import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The first schema. Later migrations change it. `npm run migrations:check` compares what all of them make with the
 * entities.
 */
export class CreateLedger1700000000000 implements MigrationInterface {
  readonly name = 'CreateLedger1700000000000';

  async up(runner: QueryRunner): Promise<void> {
    const statements = [
      `CREATE TABLE "tenants" (
        "id" uuid NOT NULL,
        "name" text NOT NULL,
        "deadlines" jsonb NOT NULL DEFAULT '{}',
        "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
        CONSTRAINT "UQ_32731f181236a46182a38c992a8" UNIQUE ("name"),
        CONSTRAINT "PK_53be67a04681c66b87ee27c9321" PRIMARY KEY ("id")
      )`,
      `CREATE TABLE "api_keys" (
        "id" uuid NOT NULL,
        "tenant_id" uuid NOT NULL,
        "name" text NOT NULL,
        "role" text NOT NULL,
        "key_hash" bytea NOT NULL,
        "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
        "revoked_at" TIMESTAMP WITH TIME ZONE,
        CONSTRAINT "UQ_57384430aa1959f4578046c9b81" UNIQUE ("key_hash"),
        CONSTRAINT "PK_5c8a79801b44bd27b79228e1dad" PRIMARY KEY ("id")
      )`,
      `CREATE TABLE "sellers" (
        "tenant_id" uuid NOT NULL,
        "id" text NOT NULL,
        "name" text NOT NULL,
        "agent_url" text NOT NULL,
        "dialect" text NOT NULL,
        "auth_scheme" text,
        "auth_header" text,
        "auth_token_sealed" bytea,
        "webhook_mode" text NOT NULL,
        "webhook_secret_sealed" bytea,
        "webhook_previous_sealed" bytea,
        "webhook_previous_until" TIMESTAMP WITH TIME ZONE,
        "webhook_rotated_at" TIMESTAMP WITH TIME ZONE,
        "jwks_uri" text,
        "brand_json_url" text,
        "signing_keys" jsonb,
        "revocation_uri" text,
        "signing_profile" text,
        "route_token" text NOT NULL,
        "limits" jsonb NOT NULL,
        "deadlines" jsonb NOT NULL DEFAULT '{}',
        "capabilities" jsonb,
        "capabilities_at" TIMESTAMP WITH TIME ZONE,
        "approval_p50_seconds" double precision,
        "approval_p90_seconds" double precision,
        "revision" integer NOT NULL DEFAULT '1',
        "poll_lease_owner" text,
        "poll_lease_until" TIMESTAMP WITH TIME ZONE,
        "polled_at" TIMESTAMP WITH TIME ZONE,
        "follow_lease_owner" text,
        "follow_lease_until" TIMESTAMP WITH TIME ZONE,
        "reconciled_at" TIMESTAMP WITH TIME ZONE,
        "orphans_at" TIMESTAMP WITH TIME ZONE,
        "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
        "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
        "deleted_at" TIMESTAMP WITH TIME ZONE,
        CONSTRAINT "UQ_2cf82e93e2b3a4efb787572a4fd" UNIQUE ("route_token"),
        CONSTRAINT "PK_bad6873554eeb5e88f34f962b47" PRIMARY KEY ("tenant_id", "id")
      )`,
      `CREATE TABLE "operations" (
        "id" uuid NOT NULL,
        "tenant_id" uuid NOT NULL,
        "seller_id" text NOT NULL,
        "dialect" text NOT NULL,
        "type" text NOT NULL,
        "status" text NOT NULL,
        "request" jsonb NOT NULL,
        "request_hash" text NOT NULL,
        "idempotency_header" text,
        "po_number" text,
        "user_id" text,
        "account" jsonb,
        "buyer_ref" text,
        "request_key" uuid NOT NULL,
        "frozen_call_sealed" bytea,
        "frozen_revision" integer,
        "attempt" integer NOT NULL DEFAULT '0',
        "attempts_in_budget" integer NOT NULL DEFAULT '0',
        "call_started_at" TIMESTAMP WITH TIME ZONE,
        "first_call_at" TIMESTAMP WITH TIME ZONE,
        "may_have_executed" boolean NOT NULL DEFAULT false,
        "lease_owner" text,
        "lease_until" TIMESTAMP WITH TIME ZONE,
        "seller_status" text,
        "seller_task_status" text,
        "message" text,
        "task_id" text,
        "context_id" text,
        "outcome" jsonb,
        "outcome_fingerprint" text,
        "error" jsonb,
        "poll_attempt" integer NOT NULL DEFAULT '0',
        "due_kind" text,
        "due_at" TIMESTAMP WITH TIME ZONE,
        "deadline_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        "deadline_passed_at" TIMESTAMP WITH TIME ZONE,
        "pending_since" TIMESTAMP WITH TIME ZONE,
        "late" boolean NOT NULL DEFAULT false,
        "conflicts" integer NOT NULL DEFAULT '0',
        "last_conflict" text,
        "retry_of" uuid,
        "cancel_requested_at" TIMESTAMP WITH TIME ZONE,
        "event_sequence" integer NOT NULL DEFAULT '0',
        "version" integer NOT NULL DEFAULT '1',
        "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        "settled_at" TIMESTAMP WITH TIME ZONE,
        CONSTRAINT "PK_7b62d84d6f9912b975987165856" PRIMARY KEY ("id")
      )`,
      `CREATE UNIQUE INDEX "operations_idempotency_header" ON "operations" ("tenant_id", "idempotency_header")
        WHERE idempotency_header IS NOT NULL`,
      `CREATE UNIQUE INDEX "operations_po_number" ON "operations" ("tenant_id", "seller_id", "po_number")
        WHERE type = 'create_media_buy' AND status NOT IN ('failed', 'rejected', 'canceled')`,
      `CREATE UNIQUE INDEX "operations_retry_of" ON "operations" ("retry_of")
        WHERE retry_of IS NOT NULL`,
      `CREATE INDEX "operations_due" ON "operations" ("due_kind", "due_at")
        WHERE due_at IS NOT NULL`,
      `CREATE INDEX "operations_seller_due" ON "operations" ("tenant_id", "seller_id", "due_kind", "due_at")
        WHERE due_at IS NOT NULL`,
      `CREATE INDEX "operations_leased" ON "operations" ("tenant_id", "seller_id")
        WHERE lease_owner IS NOT NULL`,
      `CREATE INDEX "operations_deadline" ON "operations" ("deadline_at")
        WHERE deadline_passed_at IS NULL AND settled_at IS NULL`,
      `CREATE INDEX "operations_task" ON "operations" ("tenant_id", "seller_id", "task_id")
        WHERE task_id IS NOT NULL`,
      `CREATE INDEX "operations_approvals" ON "operations" ("tenant_id", "seller_id", "settled_at")
        WHERE pending_since IS NOT NULL AND settled_at IS NOT NULL`,
      `CREATE INDEX "operations_list" ON "operations" ("tenant_id", "id")`,
      `CREATE INDEX "operations_list_status" ON "operations" ("tenant_id", "status", "id")`,
      `CREATE TABLE "former_tasks" (
        "tenant_id" uuid NOT NULL,
        "seller_id" text NOT NULL,
        "task_id" text NOT NULL,
        "operation_id" uuid NOT NULL,
        CONSTRAINT "PK_d29562801d7d34ee5e0da3180d1" PRIMARY KEY ("tenant_id", "seller_id", "task_id", "operation_id")
      )`,
      `CREATE TABLE "seller_orphans" (
        "tenant_id" uuid NOT NULL,
        "seller_id" text NOT NULL,
        "side" text NOT NULL,
        "subject" text NOT NULL,
        "task_id" text NOT NULL,
        "operation_id" uuid,
        "status" text,
        "work" text,
        "po_number" text,
        "media_buy_id" text,
        "task_created_at" text,
        "first_seen_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT "PK_1a5c243e149d623d75ced996fd6" PRIMARY KEY ("tenant_id", "seller_id", "side", "subject")
      )`,
      `CREATE TABLE "seller_health" (
        "tenant_id" uuid NOT NULL,
        "seller_id" text NOT NULL,
        "state" text NOT NULL DEFAULT 'closed',
        "revision" integer NOT NULL DEFAULT '0',
        "opened_at" TIMESTAMP WITH TIME ZONE,
        "next_probe_at" TIMESTAMP WITH TIME ZONE,
        "openings" integer NOT NULL DEFAULT '0',
        "probe_owner" text,
        "probe_until" TIMESTAMP WITH TIME ZONE,
        "consecutive_failures" integer NOT NULL DEFAULT '0',
        "last_success_at" TIMESTAMP WITH TIME ZONE,
        "last_failure_at" TIMESTAMP WITH TIME ZONE,
        "last_error_code" text,
        "last_error_message" text,
        CONSTRAINT "PK_cfddf3837ec5dbd68ed72621dd7" PRIMARY KEY ("tenant_id", "seller_id")
      )`,
      `CREATE TABLE "seller_call_windows" (
        "tenant_id" uuid NOT NULL,
        "seller_id" text NOT NULL,
        "slot" smallint NOT NULL,
        "starts_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        "calls" integer NOT NULL,
        "failures" integer NOT NULL,
        CONSTRAINT "PK_ef059b547dbd62143c94e5b2ad6" PRIMARY KEY ("tenant_id", "seller_id", "slot")
      )`,
      `CREATE TABLE "rate_limits" (
        "key" character varying(255) NOT NULL,
        "points" integer NOT NULL DEFAULT '0',
        "expire" bigint,
        CONSTRAINT "PK_8cb6aa4831e3e775ccf370521db" PRIMARY KEY ("key")
      )`,
      `CREATE TABLE "timeline" (
        "id" BIGSERIAL NOT NULL,
        "tenant_id" uuid NOT NULL,
        "operation_id" uuid NOT NULL,
        "kind" text NOT NULL,
        "source" text NOT NULL,
        "from_status" text,
        "to_status" text,
        "actor" text,
        "reason" text NOT NULL,
        "detail" jsonb NOT NULL DEFAULT '{}',
        "version" integer NOT NULL,
        "at" TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT "PK_f841188896cefd9277904ec40b9" PRIMARY KEY ("id")
      )`,
      `CREATE INDEX "timeline_operation" ON "timeline" ("operation_id", "id")`,
      `CREATE TABLE "media_buys" (
        "tenant_id" uuid NOT NULL,
        "seller_id" text NOT NULL,
        "media_buy_id" text NOT NULL,
        "operation_id" uuid NOT NULL,
        "status" text NOT NULL,
        "seller_status" text,
        "creative_deadline" text,
        "creatives_warn_at" TIMESTAMP WITH TIME ZONE,
        "due_at" TIMESTAMP WITH TIME ZONE,
        "asked_at" TIMESTAMP WITH TIME ZONE,
        "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT "PK_adda89301af4bbfa989a3731d56" PRIMARY KEY ("tenant_id", "seller_id", "media_buy_id")
      )`,
      `CREATE INDEX "media_buys_due" ON "media_buys" ("tenant_id", "seller_id", "due_at")
        WHERE due_at IS NOT NULL`,
      `CREATE INDEX "media_buys_warn" ON "media_buys" ("creatives_warn_at")
        WHERE creatives_warn_at IS NOT NULL`,
      `CREATE TABLE "events" (
        "id" uuid NOT NULL,
        "tenant_id" uuid NOT NULL,
        "operation_id" uuid NOT NULL,
        "sequence" integer NOT NULL,
        "type" text NOT NULL,
        "payload" jsonb NOT NULL,
        "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT "PK_40731c7151fe4be3116e45ddf73" PRIMARY KEY ("id")
      )`,
      `CREATE UNIQUE INDEX "events_operation" ON "events" ("operation_id", "sequence")`,
      `CREATE TABLE "subscriptions" (
        "id" uuid NOT NULL,
        "tenant_id" uuid NOT NULL,
        "url" text NOT NULL,
        "events" text array NOT NULL DEFAULT '{}',
        "description" text,
        "secret_sealed" bytea NOT NULL,
        "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
        "deleted_at" TIMESTAMP WITH TIME ZONE,
        CONSTRAINT "PK_a87248d73155605cf782be9ee5e" PRIMARY KEY ("id")
      )`,
      `CREATE INDEX "subscriptions_tenant" ON "subscriptions" ("tenant_id")
        WHERE deleted_at IS NULL`,
      `CREATE TABLE "deliveries" (
        "id" uuid NOT NULL,
        "tenant_id" uuid NOT NULL,
        "event_id" uuid NOT NULL,
        "subscription_id" uuid NOT NULL,
        "status" text NOT NULL,
        "attempts" integer NOT NULL DEFAULT '0',
        "due_at" TIMESTAMP WITH TIME ZONE,
        "lease_until" TIMESTAMP WITH TIME ZONE,
        "last_error" text,
        "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        "delivered_at" TIMESTAMP WITH TIME ZONE,
        CONSTRAINT "PK_a6ef225c5c5f0974e503bfb731f" PRIMARY KEY ("id")
      )`,
      `CREATE INDEX "deliveries_due" ON "deliveries" ("due_at")
        WHERE due_at IS NOT NULL`,
      `CREATE INDEX "deliveries_subscription_due" ON "deliveries" ("subscription_id", "due_at")
        WHERE due_at IS NOT NULL`,
      `CREATE INDEX "deliveries_list" ON "deliveries" ("tenant_id", "created_at", "id")`,
      `CREATE UNIQUE INDEX "deliveries_once" ON "deliveries" ("event_id", "subscription_id")`,
      `CREATE TABLE "delivery_attempts" (
        "delivery_id" uuid NOT NULL,
        "attempt" integer NOT NULL,
        "at" TIMESTAMP WITH TIME ZONE NOT NULL,
        "http_status" integer,
        "duration_ms" integer NOT NULL,
        "error" text,
        CONSTRAINT "PK_8f45eec1a24d272c677e5798b3b" PRIMARY KEY ("delivery_id", "attempt")
      )`,
      `CREATE TABLE "webhook_claims" (
        "tenant_id" uuid NOT NULL,
        "seller_id" text NOT NULL,
        "delivery_key" text NOT NULL,
        "payload_hash" text NOT NULL,
        "status" text NOT NULL,
        "held_until" TIMESTAMP WITH TIME ZONE,
        "task_id" text,
        "operation_id" uuid,
        "body" jsonb NOT NULL,
        "answer" jsonb NOT NULL,
        "received_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
        "finished_at" TIMESTAMP WITH TIME ZONE,
        CONSTRAINT "PK_af75f64036c84e3964c76e295d7" PRIMARY KEY ("tenant_id", "seller_id", "delivery_key")
      )`,
      `CREATE INDEX "webhook_claims_unmatched" ON "webhook_claims" ("tenant_id", "seller_id", "task_id")
        WHERE status = 'unmatched'`,
      `CREATE INDEX "webhook_claims_held" ON "webhook_claims" ("held_until")
        WHERE status = 'held'`,
      `CREATE INDEX "webhook_claims_received" ON "webhook_claims" ("received_at")`,
      `CREATE TABLE "webhook_nonces" (
        "keyid" text NOT NULL,
        "scope" text NOT NULL,
        "nonce" text NOT NULL,
        "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL,
        CONSTRAINT "PK_74b78e3a450c3a54b01c8b9a5c1" PRIMARY KEY ("keyid", "scope", "nonce")
      )`,
      `CREATE INDEX "webhook_nonces_expires" ON "webhook_nonces" ("expires_at")`,
      `CREATE INDEX "webhook_nonces_active" ON "webhook_nonces" ("keyid", "scope", "expires_at")`,
      `ALTER TABLE "api_keys"
        ADD CONSTRAINT "FK_3ac18429c8d27858d79432e0dda" FOREIGN KEY ("tenant_id")
        REFERENCES "tenants"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
      `ALTER TABLE "sellers"
        ADD CONSTRAINT "FK_216b395d4d9392fcf9d7c8f9bec" FOREIGN KEY ("tenant_id")
        REFERENCES "tenants"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
      `ALTER TABLE "operations"
        ADD CONSTRAINT "FK_dc43fdd7393cd222a0dcfaae5eb" FOREIGN KEY ("retry_of")
        REFERENCES "operations"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
      `ALTER TABLE "operations"
        ADD CONSTRAINT "FK_9ac1b849dbf92e94cc2f87ac1a0" FOREIGN KEY ("tenant_id", "seller_id")
        REFERENCES "sellers"("tenant_id","id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
      `ALTER TABLE "former_tasks"
        ADD CONSTRAINT "FK_9e3fd1b32ee1cb14f2a966a2338" FOREIGN KEY ("operation_id")
        REFERENCES "operations"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
      `ALTER TABLE "seller_orphans"
        ADD CONSTRAINT "FK_b1a8f9e206ea4192d5cfed5c8fe" FOREIGN KEY ("operation_id")
        REFERENCES "operations"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
      `ALTER TABLE "seller_orphans"
        ADD CONSTRAINT "FK_6297cfd41fe13d21195c335d17c" FOREIGN KEY ("tenant_id", "seller_id")
        REFERENCES "sellers"("tenant_id","id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
      `ALTER TABLE "seller_health"
        ADD CONSTRAINT "FK_cfddf3837ec5dbd68ed72621dd7" FOREIGN KEY ("tenant_id", "seller_id")
        REFERENCES "sellers"("tenant_id","id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
      `ALTER TABLE "seller_call_windows"
        ADD CONSTRAINT "FK_61fece2737a5873501dcab71b5f" FOREIGN KEY ("tenant_id", "seller_id")
        REFERENCES "sellers"("tenant_id","id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
      `ALTER TABLE "timeline"
        ADD CONSTRAINT "FK_c0b6b0ec0f6389d366e5002c8ca" FOREIGN KEY ("operation_id")
        REFERENCES "operations"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
      `ALTER TABLE "media_buys"
        ADD CONSTRAINT "FK_dcd541db30bc5f30512c7c7f6b0" FOREIGN KEY ("operation_id")
        REFERENCES "operations"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
      `ALTER TABLE "events"
        ADD CONSTRAINT "FK_777e266681997e61658c5b840a9" FOREIGN KEY ("operation_id")
        REFERENCES "operations"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
      `ALTER TABLE "subscriptions"
        ADD CONSTRAINT "FK_f6ac03431c311ccb8bbd7d3af18" FOREIGN KEY ("tenant_id")
        REFERENCES "tenants"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
      `ALTER TABLE "deliveries"
        ADD CONSTRAINT "FK_6a9b04f909fedcc6438b48b90c1" FOREIGN KEY ("event_id")
        REFERENCES "events"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
      `ALTER TABLE "deliveries"
        ADD CONSTRAINT "FK_475d7dfa30fed80412dcf59e403" FOREIGN KEY ("subscription_id")
        REFERENCES "subscriptions"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
      `ALTER TABLE "delivery_attempts"
        ADD CONSTRAINT "FK_a9d7e7212c87084249a641ab455" FOREIGN KEY ("delivery_id")
        REFERENCES "deliveries"("id") ON DELETE NO ACTION ON UPDATE NO ACTION`,
    ];
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE "webhook_nonces"`);
    await runner.query(`DROP TABLE "webhook_claims"`);
    await runner.query(`DROP TABLE "delivery_attempts"`);
    await runner.query(`DROP TABLE "deliveries"`);
    await runner.query(`DROP TABLE "subscriptions"`);
    await runner.query(`DROP TABLE "events"`);
    await runner.query(`DROP TABLE "media_buys"`);
    await runner.query(`DROP TABLE "timeline"`);
    await runner.query(`DROP TABLE "rate_limits"`);
    await runner.query(`DROP TABLE "seller_call_windows"`);
    await runner.query(`DROP TABLE "seller_health"`);
    await runner.query(`DROP TABLE "seller_orphans"`);
    await runner.query(`DROP TABLE "former_tasks"`);
    await runner.query(`DROP TABLE "operations"`);
    await runner.query(`DROP TABLE "sellers"`);
    await runner.query(`DROP TABLE "api_keys"`);
    await runner.query(`DROP TABLE "tenants"`);
  }
}
