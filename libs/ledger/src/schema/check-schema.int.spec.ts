import { type TestDatabase, createTestDatabase } from '@adcp-orchestrator/testing';
import { checkSchema } from './check-schema';

describe('the check of the schema', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  it('passes on the schema of this release, and on that of a later one, beside which this release runs', async () => {
    await checkSchema(database.pool);
    await database.pool.query(`INSERT INTO migrations (timestamp, name) VALUES (9700000000000, 'Later9700000000000')`);
    await checkSchema(database.pool);
  });

  it('names the first migration that an older schema lacks, how many there are, and who brings them', async () => {
    await database.pool.query(`DELETE FROM migrations WHERE timestamp >= 1700000006000`);
    await expect(checkSchema(database.pool)).rejects.toThrow(
      /^the schema lacks the migration KeepTheKeyOfAFormerTask1700000006000 and \d+ after it: run the migrator/,
    );
  });

  it('says the same of a database where no migrator ever ran', async () => {
    await database.pool.query('DROP SCHEMA public CASCADE');
    await database.pool.query('CREATE SCHEMA public');
    await expect(checkSchema(database.pool)).rejects.toThrow(/^the schema lacks the migration CreateLedger/);
  });
});
