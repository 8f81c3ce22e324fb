import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createIndexConcurrently } from '../migrating/create-index';
import { fillOperations } from '../migrating/walk-operations';

// The domain's rules when this was released. They are repeated here because a migration never changes.
const badlyEnded = `('failed', 'rejected', 'canceled')`;
const mayHaveBooked = (row: string): string => `(${row}.call_started_at IS NOT NULL OR ${row}.may_have_executed)`;
const endedInDoubt = (row: string): string =>
  `(${row}.last_conflict IS NOT NULL OR (${row}.may_have_executed AND ${row}.attempt > 1))`;
const mayBeBooked = (row: string): string =>
  `(${endedInDoubt(row)} OR (${row}.repeats_doubt AND NOT ${mayHaveBooked(row)}))`;
const sameNumber = (left: string, right: string): string =>
  ['tenant_id', 'seller_id', 'po_number'].map((column) => `${left}.${column} = ${right}.${column}`).join(' AND ');

/**
 * Stores whether an operation holds its `po_number`, and whether it repeats one that may be booked. The domain decides
 * both. One index guards the number, instead of a walk along the repetitions. Processes of the previous release know
 * neither column, so triggers decide for them. The triggers go with the next release, and so does
 * `operations_po_number`, by which those processes find the holder (ADR 15).
 *
 * It runs without a transaction. Index and triggers come first, so that nothing is missed while old rows are filled in.
 */
export class HoldPoNumbers1700000033000 implements MigrationInterface {
  readonly name = 'HoldPoNumbers1700000033000';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "operations" ADD COLUMN IF NOT EXISTS "holds_po_number" boolean,
      ADD COLUMN IF NOT EXISTS "repeats_doubt" boolean NOT NULL DEFAULT false`);
    await createIndexConcurrently(runner, {
      name: 'operations_held_po_number',
      table: 'operations',
      on: '("tenant_id", "seller_id", "po_number") WHERE holds_po_number',
      unique: true,
    });
    await decideForTheReleaseBefore(runner);
    await holdWhatHasNotEndedBadly(runner);
    await runner.query(repetitionsOfDoubts);
    await runner.query(lastOfChains);
    await runner.query(rivals);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['inserted', 'ended', 'contradicted']) {
      await runner.query(`DROP TRIGGER "hold_po_number_of_${name}" ON "operations"`);
      await runner.query(`DROP FUNCTION "hold_po_number_of_${name}"()`);
    }
    await runner.query(`DROP INDEX "operations_held_po_number"`);
    await runner.query(`ALTER TABLE "operations" DROP COLUMN "holds_po_number", DROP COLUMN "repeats_doubt"`);
  }
}

/** Triggers that decide for the previous release, with the same result as the domain. */
export async function decideForTheReleaseBefore(runner: QueryRunner): Promise<void> {
  const decide = async (name: string, when: string, body: string): Promise<void> => {
    const trigger = `"hold_po_number_of_${name}"`;
    await runner.query(`CREATE OR REPLACE FUNCTION ${trigger}() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        ${body}
        RETURN NEW;
      END $$`);
    await runner.query(`CREATE OR REPLACE TRIGGER ${trigger} BEFORE ${when} EXECUTE FUNCTION ${trigger}()`);
  };
  await decide(
    'inserted',
    'INSERT ON "operations" FOR EACH ROW WHEN (NEW.holds_po_number IS NULL)',
    `NEW.holds_po_number := NEW.type = 'create_media_buy' AND NEW.po_number IS NOT NULL;
     IF NEW.retry_of IS NOT NULL THEN
       SELECT ${mayBeBooked('o')} INTO NEW.repeats_doubt FROM operations o
       WHERE o.tenant_id = NEW.tenant_id AND o.id = NEW.retry_of;
       UPDATE operations o SET holds_po_number = false, version = o.version + 1
       WHERE o.tenant_id = NEW.tenant_id AND o.id = NEW.retry_of AND o.holds_po_number
         AND NOT EXISTS (SELECT FROM operations r WHERE r.tenant_id = NEW.tenant_id AND r.retry_of = NEW.retry_of);
     END IF;`,
  );
  await decide(
    'ended',
    `UPDATE OF status ON "operations" FOR EACH ROW WHEN (OLD.holds_po_number AND NEW.holds_po_number
       AND OLD.status NOT IN ${badlyEnded} AND NEW.status IN ${badlyEnded})`,
    `NEW.holds_po_number := ${mayBeBooked('NEW')};`,
  );
  await decide(
    'contradicted',
    `UPDATE OF conflicts ON "operations" FOR EACH ROW WHEN (OLD.holds_po_number IS NOT TRUE
       AND NEW.holds_po_number IS NOT TRUE AND OLD.status IN ${badlyEnded} AND NEW.conflicts > OLD.conflicts
       AND NEW.type = 'create_media_buy' AND NEW.po_number IS NOT NULL)`,
    `NEW.holds_po_number := NOT EXISTS (
       SELECT FROM operations o WHERE ${sameNumber('o', 'NEW')} AND o.holds_po_number);`,
  );
}

function holdWhatHasNotEndedBadly(runner: QueryRunner): Promise<void> {
  return fillOperations(runner, {
    where: `o.holds_po_number IS NULL AND o.type = 'create_media_buy' AND o.po_number IS NOT NULL
      AND o.status NOT IN ${badlyEnded}`,
    set: `holds_po_number = true`,
  });
}

/**
 * Creates that ended in doubt, with their repetitions, as long as no repetition was sent: nobody has taken the risk
 * yet.
 */
const atRisk = `RECURSIVE chain AS (
    SELECT o.tenant_id, o.id AS root, o.id, 0 AS place, false AS sent FROM operations o
    WHERE o.type = 'create_media_buy' AND o.status IN ${badlyEnded} AND ${endedInDoubt('o')}
    UNION ALL
    SELECT r.tenant_id, c.root, r.id, c.place + 1, ${mayHaveBooked('r')}
    FROM chain c JOIN operations r ON r.tenant_id = c.tenant_id AND r.retry_of = c.id WHERE NOT c.sent
  ), at_risk AS (
    SELECT c.* FROM chain c
    WHERE NOT EXISTS (SELECT FROM chain s WHERE s.tenant_id = c.tenant_id AND s.root = c.root AND s.sent)
  )`;

const repetitionsOfDoubts = `WITH ${atRisk}
  UPDATE operations o SET repeats_doubt = true FROM at_risk r
  WHERE o.tenant_id = r.tenant_id AND o.id = r.id AND r.place > 0`;

/** The last of each such chain, if it has ended too and nothing is stored yet about its number. */
const ended = `${atRisk}, ended AS MATERIALIZED (
    SELECT DISTINCT o.tenant_id, o.seller_id, o.po_number, o.id
    FROM (SELECT DISTINCT ON (tenant_id, root) tenant_id, id FROM at_risk ORDER BY tenant_id, root, place DESC) last
    JOIN operations o ON o.tenant_id = last.tenant_id AND o.id = last.id
    WHERE o.status IN ${badlyEnded} AND o.po_number IS NOT NULL AND o.holds_po_number IS NULL
  )`;

/** Gives the number to the last of a chain. Of rivals the newest gets it. */
const lastOfChains = `WITH ${ended}
  UPDATE operations o SET holds_po_number = true FROM (
    SELECT DISTINCT ON (tenant_id, seller_id, po_number) * FROM ended
    ORDER BY tenant_id, seller_id, po_number, id DESC
  ) e
  WHERE o.tenant_id = e.tenant_id AND o.id = e.id
    AND NOT EXISTS (SELECT FROM operations h WHERE ${sameNumber('h', 'e')} AND h.holds_po_number)`;

/** Makes each other rival a conflict that a person sees, with the name of the holder. */
const rivals = `WITH ${ended}, others AS (
    UPDATE operations o SET holds_po_number = false, conflicts = o.conflicts + 1, version = o.version + 1,
      updated_at = now(), last_conflict = coalesce(o.last_conflict, 'its po_number is held by operation ' || h.id)
    FROM ended e JOIN operations h ON ${sameNumber('h', 'e')} AND h.holds_po_number
    WHERE o.tenant_id = e.tenant_id AND o.id = e.id
    RETURNING o.tenant_id, o.id, o.status, o.version, h.id AS holder
  )
  INSERT INTO timeline (tenant_id, operation_id, kind, source, from_status, to_status, reason, version, at)
  SELECT tenant_id, id, 'conflict', 'intake', status, status,
    'it may be booked all the same, and its po_number is held by operation ' || holder, version, now()
  FROM others`;
