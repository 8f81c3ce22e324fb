import { type TestDatabase, createTestDatabase } from '@adcp-orchestrator/testing';
import { createDataSource } from './data-source';
import { schemaDrift } from './drift';

describe('the schema', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('is what the entities describe; the statements below are what a migration still has to do', async () => {
    const dataSource = await createDataSource(database.url).initialize();
    try {
      expect(await schemaDrift(dataSource)).toEqual([]);
    } finally {
      await dataSource.destroy();
    }
  });

  it('can be taken back and made again', async () => {
    const dataSource = await createDataSource(database.url).initialize();
    try {
      for (let left = dataSource.migrations.length; left > 0; left -= 1) await dataSource.undoLastMigration();
      const { rows } = await database.pool.query(
        `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> 'migrations'`,
      );
      expect(rows).toEqual([]);
      await dataSource.runMigrations();
      expect(await schemaDrift(dataSource)).toEqual([]);
    } finally {
      await dataSource.destroy();
    }
  });
});
