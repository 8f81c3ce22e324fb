import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The order in which events are read: by the epoch of the database, the transaction that wrote them, and their id
 * (ADR 19). Old events are of epoch 0. The second default is for rows of the previous release: it is called once a row.
 *
 * `event_epoch` answers the present epoch. A new one begins when the cluster or its timeline is another than that of the
 * last one: after a restore, transaction ids may start anew. Its number is the time in seconds, so that no number comes
 * again, not even after a restore from before an earlier epoch. It runs with the rights of its owner, because every
 * process calls it, whatever its role may write.
 */
export class OrderEvents1700000070000 implements MigrationInterface {
  readonly name = 'OrderEvents1700000070000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "event_epochs" ("epoch" bigint NOT NULL, "cluster" text NOT NULL,
      "began_at" timestamp with time zone NOT NULL DEFAULT now(),
      CONSTRAINT "PK_01c1cb1d7f6c4b9bba8a9a4f4a4" PRIMARY KEY ("epoch"))`);
    await runner.query(`CREATE FUNCTION "event_epoch"() RETURNS bigint
      LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
      DECLARE
        here text := (SELECT system_identifier FROM pg_control_system()) || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8);
        last event_epochs;
      BEGIN
        SELECT * INTO last FROM event_epochs e ORDER BY e.epoch DESC LIMIT 1;
        IF last.cluster = here THEN
          RETURN last.epoch;
        END IF;
        -- One transaction begins the epoch. The others wait for its commit: two epochs at once would have no order.
        PERFORM pg_advisory_xact_lock(4711002);
        SELECT * INTO last FROM event_epochs e ORDER BY e.epoch DESC LIMIT 1;
        IF last.cluster IS DISTINCT FROM here THEN
          INSERT INTO event_epochs (epoch, cluster)
          VALUES (greatest(coalesce(last.epoch, 0) + 1, extract(epoch FROM clock_timestamp())::bigint), here)
          RETURNING * INTO last;
        END IF;
        RETURN last.epoch;
      END $$`);
    await runner.query(`SELECT event_epoch()`);
    await runner.query(`ALTER TABLE "events" ADD COLUMN "epoch" bigint NOT NULL DEFAULT 0`);
    await runner.query(`ALTER TABLE "events" ALTER COLUMN "epoch" SET DEFAULT event_epoch()`);
    await runner.query(`ALTER TABLE "events" ADD COLUMN "transaction_id" bigint NOT NULL DEFAULT 0`);
    await runner.query(
      `ALTER TABLE "events" ALTER COLUMN "transaction_id" SET DEFAULT (pg_current_xact_id()::text)::bigint`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "events" DROP COLUMN "transaction_id"`);
    await runner.query(`ALTER TABLE "events" DROP COLUMN "epoch"`);
    await runner.query(`DROP FUNCTION "event_epoch"()`);
    await runner.query(`DROP TABLE "event_epochs"`);
  }
}
