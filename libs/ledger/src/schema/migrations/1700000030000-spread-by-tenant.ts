import type { MigrationInterface, QueryRunner } from 'typeorm';
import { type ConcurrentIndex, createIndexConcurrently } from '../migrating/create-index';
import { type PrimaryKey, hasConstraint, primaryKeyOf, replacePrimaryKey } from '../migrating/replace-primary-key';

const keys: readonly PrimaryKey[] = [
  { table: 'api_keys', was: 'PK_5c8a79801b44bd27b79228e1dad', columns: ['tenant_id', 'id'] },
  { table: 'operations', was: 'PK_7b62d84d6f9912b975987165856', columns: ['tenant_id', 'id'] },
  {
    table: 'timeline',
    was: 'PK_f841188896cefd9277904ec40b9',
    columns: ['tenant_id', 'operation_id', 'id'],
  },
  { table: 'events', was: 'PK_40731c7151fe4be3116e45ddf73', columns: ['tenant_id', 'id'] },
  { table: 'subscriptions', was: 'PK_a87248d73155605cf782be9ee5e', columns: ['tenant_id', 'id'] },
  { table: 'deliveries', was: 'PK_a6ef225c5c5f0974e503bfb731f', columns: ['tenant_id', 'id'] },
];

/** Foreign keys to `operations`. From now on they name the tenant. */
const references = [
  {
    table: 'operations',
    was: 'FK_dc43fdd7393cd222a0dcfaae5eb',
    name: 'FK_e89e575fbd3cbddd1dae324bd1d',
    column: 'retry_of',
  },
  {
    table: 'former_tasks',
    was: 'FK_9e3fd1b32ee1cb14f2a966a2338',
    name: 'FK_19ab0fcb674b2596f0c01bff2ef',
    column: 'operation_id',
  },
  {
    table: 'seller_orphans',
    was: 'FK_b1a8f9e206ea4192d5cfed5c8fe',
    name: 'FK_663f538c1966d425e34a5fdeef9',
    column: 'operation_id',
  },
] as const;

const unique: readonly ConcurrentIndex[] = [
  {
    name: 'operations_repetition',
    table: 'operations',
    on: '("tenant_id", "retry_of") WHERE retry_of IS NOT NULL',
    unique: true,
  },
  { name: 'events_sequence', table: 'events', on: '("tenant_id", "operation_id", "sequence")', unique: true },
  { name: 'deliveries_event', table: 'deliveries', on: '("tenant_id", "event_id", "subscription_id")', unique: true },
];

/**
 * The previous release looks these rows up by their id alone. The next release drops these indexes, and with them
 * `operations_retry_of`, `events_operation` and `deliveries_once`, which stay for the same reason (ADR 14).
 */
const forTheReleaseBefore: readonly ConcurrentIndex[] = ['operations', 'events', 'subscriptions', 'deliveries'].map(
  (table) => ({ name: `${table}_by_id`, table, on: '("id")' }),
);

/** These indexes go: the new primary keys do their work. */
const replaced = [
  { name: 'operations_list', on: '"operations" ("tenant_id", "id")' },
  { name: 'timeline_operation', on: '"timeline" ("operation_id", "id")' },
  { name: 'subscriptions_tenant', on: '"subscriptions" ("tenant_id") WHERE deleted_at IS NULL' },
] as const;

/** Puts the tenant into every primary key, unique index and foreign key of a tenant's rows (ADR 14). */
export class SpreadByTenant1700000030000 implements MigrationInterface {
  readonly name = 'SpreadByTenant1700000030000';
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    for (const index of [...unique, ...forTheReleaseBefore]) await createIndexConcurrently(runner, index);
    for (const { table, was } of references) {
      await runner.query(`ALTER TABLE "${table}" DROP CONSTRAINT IF EXISTS "${was}"`);
    }
    for (const key of keys) await replacePrimaryKey(runner, key);
    for (const { table, name, column } of references) {
      if (!(await hasConstraint(runner, name))) {
        await runner.query(`ALTER TABLE "${table}" ADD CONSTRAINT "${name}" FOREIGN KEY ("tenant_id", "${column}")
          REFERENCES "operations"("tenant_id", "id") NOT VALID`);
      }
      await runner.query(`ALTER TABLE "${table}" VALIDATE CONSTRAINT "${name}"`);
    }
    for (const { name } of replaced) await runner.query(`DROP INDEX IF EXISTS "${name}"`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name, on } of replaced) await runner.query(`CREATE INDEX "${name}" ON ${on}`);
    for (const { table, name } of references) await runner.query(`ALTER TABLE "${table}" DROP CONSTRAINT "${name}"`);
    for (const { table, was } of keys) {
      await runner.query(`ALTER TABLE "${table}" DROP CONSTRAINT "${primaryKeyOf(table)}",
        ADD CONSTRAINT "${was}" PRIMARY KEY ("id")`);
    }
    for (const { table, was, column } of references) {
      await runner.query(`ALTER TABLE "${table}" ADD CONSTRAINT "${was}" FOREIGN KEY ("${column}")
        REFERENCES "operations"("id")`);
    }
    for (const { name } of [...unique, ...forTheReleaseBefore]) await runner.query(`DROP INDEX "${name}"`);
  }
}
