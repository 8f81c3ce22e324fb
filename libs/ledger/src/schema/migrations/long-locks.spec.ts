import type { MigrationInterface, QueryRunner } from 'typeorm';
import { migrations } from '.';
import { contracts } from './contracts';

/**
 * Migrations run while the previous release works on the same tables. These rules find statements that would keep
 * everybody out of a table for as long as it takes to read or write all its rows. Each finding says what to do instead.
 */
interface Rule {
  finds: RegExp;
  /** Another statement of the same migration that makes this one harmless. */
  unless?: RegExp;
  say: string;
}

const constraint = 'ADD CONSTRAINT \\w+ ';
const column = '(?:ADD COLUMN|ADD) (?:IF NOT EXISTS )?(?!CONSTRAINT\\b)\\w+ ';

const tableRules: readonly Rule[] = [
  {
    finds: /^CREATE (?:UNIQUE )?INDEX (?!CONCURRENTLY\b)/i,
    say: 'nobody can write while the index is built: use createIndexConcurrently, and transaction = false',
  },
  {
    finds: new RegExp(`${constraint}(?:FOREIGN KEY|CHECK)(?!.*NOT VALID)`, 'i'),
    say: 'every row is checked under the lock: add it NOT VALID, and VALIDATE CONSTRAINT in a migration with transaction = false',
  },
  {
    finds: new RegExp(`${constraint}(?:UNIQUE|PRIMARY KEY|EXCLUDE)(?!.*USING INDEX)`, 'i'),
    say: 'its index is built under the lock: build it with createIndexConcurrently, then add the constraint USING INDEX',
  },
  {
    finds: new RegExp(`${column}.*\\bDEFAULT (?!now\\(\\))[^,]*\\(`, 'i'),
    say: 'a default that is computed for each row rewrites the table: add the column without it, then SET DEFAULT, and fill old rows in batches',
  },
  {
    finds: new RegExp(
      `${column}(?:.*\\b(?:GENERATED|REFERENCES|UNIQUE|PRIMARY KEY|CHECK)\\b|(?:small|big)?serial\\b)`,
      'i',
    ),
    say: 'this column rewrites or checks every row under the lock: add a plain one that may be null',
  },
  {
    finds: new RegExp(`${column}(?!.*\\bDEFAULT\\b).*\\bNOT NULL\\b`, 'i'),
    say: 'old rows, and the release that runs beside, have no value for it: let it be null, or give it a constant default',
  },
  {
    finds: /ALTER (?:COLUMN )?\w+ (?:SET DATA )?TYPE\b/i,
    say: 'a new type rewrites the table: add a new column, and fill it in batches',
  },
  {
    finds: /ALTER (?:COLUMN )?\w+ SET NOT NULL/i,
    unless: /VALIDATE CONSTRAINT/i,
    say: 'every row is read under the lock: add CHECK (... IS NOT NULL) NOT VALID and validate it first',
  },
  { finds: /\bSET (?:LOGGED|UNLOGGED|TABLESPACE|ACCESS METHOD)\b/i, say: 'this rewrites the table' },
];

const anywhere: readonly Rule[] = [
  {
    finds: /^(?:UPDATE|DELETE)\b/i,
    say: 'rows are changed in one long transaction: do it in batches, outside the migration',
  },
  {
    finds:
      /^(?:LOCK|TRUNCATE|CLUSTER|VACUUM FULL|REINDEX (?!.*CONCURRENTLY)|REFRESH MATERIALIZED VIEW (?!CONCURRENTLY))/i,
    say: 'this locks the table while it works',
  },
];

/** These were applied before the rules existed, when tables were small. */
const older: Record<string, string> = {
  CountARunOfAttempts1700000003000: 'UPDATE deliveries',
};

/** These change a table that has one row. */
const oneRow: Record<string, string> = {
  KnowTheTable1700000089200: 'UPDATE installation',
};

function longLocks(migration: Pick<MigrationInterface, 'transaction'>, statements: readonly string[]): string[] {
  const plain = statements.map((statement) => statement.replaceAll('"', '').replace(/\s+/g, ' ').trim());
  const made = new Set(plain.map((sql) => /^CREATE TABLE (?:IF NOT EXISTS )?(\w+)/i.exec(sql)?.[1]));
  const found = plain.flatMap((sql) => {
    const table = /^(?:ALTER TABLE (?:IF EXISTS )?(?:ONLY )?|CREATE (?:UNIQUE )?INDEX .*? ON )(\w+)/i.exec(sql)?.[1];
    const rules = table === undefined ? anywhere : made.has(table) ? [] : tableRules;
    return rules
      .filter(
        ({ finds, unless }) => finds.test(sql) && !(unless !== undefined && plain.some((one) => unless.test(one))),
      )
      .map(({ say }) => `${sql.slice(0, 80)}: ${say}`);
  });
  const validates = plain.some((sql) => /VALIDATE CONSTRAINT/i.test(sql));
  if (validates && migration.transaction !== false) {
    found.push('VALIDATE CONSTRAINT: the lock of ADD CONSTRAINT is held meanwhile: set transaction = false');
  }
  return found;
}

const removes =
  /^(?:DROP (?:TABLE|VIEW|TRIGGER|FUNCTION|TYPE) (?:IF EXISTS )?(\w+)|ALTER TABLE (?:IF EXISTS )?(?:ONLY )?\w+ .*?\b(?:DROP COLUMN (?:IF EXISTS )?|RENAME (?:COLUMN )?(?:TO )?)(\w+))/i;

/** @returns what the release that runs beside would look for in vain */
function removed(statements: readonly string[]): string[] {
  const plain = statements.map((statement) => statement.replaceAll('"', '').replace(/\s+/g, ' ').trim());
  return plain.flatMap((sql, at) => {
    const [, dropped, column] = removes.exec(sql) ?? [];
    const name = dropped ?? column;
    if (name === undefined) return [];
    const again = new RegExp(`^CREATE .*\\b${name}\\b`, 'i');
    return plain.slice(at + 1).some((later) => again.test(later)) ? [] : [sql.slice(0, 80)];
  });
}

/** The statements that a migration runs on a database that has nothing of it yet. */
async function statementsOf(migration: MigrationInterface): Promise<string[]> {
  const statements: string[] = [];
  const runner = {
    isTransactionActive: migration.transaction !== false,
    query: (sql: string) => {
      statements.push(sql);
      return Promise.resolve([]);
    },
  };
  await migration.up(runner as unknown as QueryRunner);
  return statements;
}

describe('a migration', () => {
  it.each(migrations.map((Migration) => new Migration()))(
    '$name keeps nobody out of a table for long',
    async (migration: MigrationInterface & { name: string }) => {
      const found = longLocks(migration, await statementsOf(migration));
      const known = older[migration.name] ?? oneRow[migration.name];
      expect(found.filter((one) => known === undefined || !one.startsWith(known))).toEqual([]);
    },
  );

  it.each([
    ['CREATE INDEX "a" ON "operations" ("x")', 'createIndexConcurrently'],
    ['CREATE UNIQUE INDEX a ON operations (x)', 'createIndexConcurrently'],
    ['ALTER TABLE "operations" ADD CONSTRAINT "c" CHECK (x > 0)', 'NOT VALID'],
    ['ALTER TABLE operations ADD CONSTRAINT c FOREIGN KEY (x) REFERENCES sellers (id)', 'NOT VALID'],
    ['ALTER TABLE operations ADD CONSTRAINT c UNIQUE (x)', 'USING INDEX'],
    ['ALTER TABLE operations ADD COLUMN x uuid DEFAULT gen_random_uuid()', 'rewrites'],
    ['ALTER TABLE operations ADD x timestamptz NOT NULL DEFAULT clock_timestamp()', 'rewrites'],
    ['ALTER TABLE operations ADD COLUMN x bigserial', 'rewrites'],
    ['ALTER TABLE operations ADD COLUMN x int GENERATED ALWAYS AS (y + 1) STORED', 'rewrites'],
    ['ALTER TABLE operations ADD COLUMN x text NOT NULL', 'let it be null'],
    ['ALTER TABLE operations ALTER COLUMN x TYPE bigint', 'rewrites'],
    ['ALTER TABLE operations ALTER COLUMN x SET NOT NULL', 'validate'],
    ['UPDATE operations SET x = 1', 'batches'],
    ['LOCK TABLE operations', 'locks the table'],
    ['ALTER TABLE operations VALIDATE CONSTRAINT c', 'transaction = false'],
  ])('is found out by "%s"', (sql, words) => {
    expect(longLocks({}, [sql]).join()).toContain(words);
  });

  it.each([
    ['CREATE INDEX CONCURRENTLY a ON operations (x)'],
    ['ALTER TABLE operations ADD COLUMN x double precision'],
    ['ALTER TABLE operations ADD COLUMN x numeric(10, 2), ADD COLUMN y varchar(20)'],
    [`ALTER TABLE operations ADD COLUMN x jsonb NOT NULL DEFAULT '{}'`],
    ['ALTER TABLE operations ADD COLUMN x timestamptz NOT NULL DEFAULT now()'],
    ['ALTER TABLE operations ADD CONSTRAINT c CHECK (x > 0) NOT VALID'],
    ['ALTER TABLE operations ADD CONSTRAINT c UNIQUE USING INDEX a'],
    ['ALTER TABLE operations DROP COLUMN x'],
  ])('may say "%s"', (sql) => {
    expect(longLocks({}, [sql])).toEqual([]);
  });

  const later = migrations
    .map((Migration): MigrationInterface & { name: string } => new Migration())
    .filter(({ name }) => Number(name.slice(-13)) > Number(contracts[0]?.slice(-13)) && !contracts.includes(name));
  it.each(later)('$name takes nothing away from the release that runs beside', async (migration) => {
    // What does is added to `contracts`, and CHANGELOG.md says from which release one may upgrade.
    expect(removed(await statementsOf(migration))).toEqual([]);
  });

  it('that contracts is one that there is, and they are in order', () => {
    const names = migrations.map((Migration) => new Migration().name as string);
    expect(names.filter((name) => contracts.includes(name))).toEqual(contracts);
  });

  it.each([
    ['DROP VIEW "delivery_attempts"'],
    ['DROP TRIGGER IF EXISTS "keep" ON "operations"'],
    ['ALTER TABLE "operations" DROP COLUMN "x"'],
    ['ALTER TABLE operations RENAME TO orders'],
    ['ALTER TABLE operations RENAME COLUMN x TO y'],
  ])('that says "%s" takes something away', (sql) => {
    expect(removed([sql])).toHaveLength(1);
  });

  it('may make again what it drops', () => {
    expect(removed(['DROP FUNCTION "f"(int)', 'CREATE FUNCTION f(int, int) RETURNS int'])).toEqual([]);
  });

  it('may do to a table that it makes itself what it likes', () => {
    expect(longLocks({}, ['CREATE TABLE "n" (x int)', 'CREATE INDEX "a" ON "n" ("x")'])).toEqual([]);
  });
});
