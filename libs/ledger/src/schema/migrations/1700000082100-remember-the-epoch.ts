import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lets a session remember the epoch of events. The cluster and its timeline cannot become others while a session lives,
 * and to ask for them reads a file of the server: 16 to 90 µs for each commit of the gate and of intake.
 */
export class RememberTheEpoch1700000082100 implements MigrationInterface {
  readonly name = 'RememberTheEpoch1700000082100';

  async up(runner: QueryRunner): Promise<void> {
    await replaceEpoch(runner, {
      declared: `known text := current_setting('ado.epoch', true);`,
      first: `IF known <> '' THEN RETURN known::bigint; END IF;`,
      last: `PERFORM set_config('ado.epoch', last.epoch::text, false);`,
    });
  }

  async down(runner: QueryRunner): Promise<void> {
    await replaceEpoch(runner, { declared: '', first: '', last: '' });
  }
}

/** The function of `OrderEvents1700000070000`, with what remembers its answer. */
async function replaceEpoch(
  runner: QueryRunner,
  { declared, first, last }: { declared: string; first: string; last: string },
): Promise<void> {
  await runner.query(`CREATE OR REPLACE FUNCTION "event_epoch"() RETURNS bigint
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    DECLARE
      ${declared}
      here text;
      last event_epochs;
    BEGIN
      ${first}
      here := (SELECT system_identifier FROM pg_control_system()) || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8);
      SELECT * INTO last FROM event_epochs e ORDER BY e.epoch DESC LIMIT 1;
      IF last.cluster IS DISTINCT FROM here THEN
        -- One transaction begins the epoch. The others wait for its commit: two epochs at once would have no order.
        PERFORM pg_advisory_xact_lock(4711002);
        SELECT * INTO last FROM event_epochs e ORDER BY e.epoch DESC LIMIT 1;
        IF last.cluster IS DISTINCT FROM here THEN
          INSERT INTO event_epochs (epoch, cluster)
          VALUES (greatest(coalesce(last.epoch, 0) + 1, extract(epoch FROM clock_timestamp())::bigint), here)
          RETURNING * INTO last;
        END IF;
      END IF;
      ${last}
      RETURN last.epoch;
    END $$`);
}
