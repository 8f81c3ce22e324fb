import { type TestDatabase, createTestDatabase } from '@adcp-orchestrator/testing';
import { readInstallation } from '../restore/installation';
import { createDataSource } from './data-source';

describe('the migration that adds the table to the identity of the database', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  /** Goes back to before it, changes the row, and migrates. @returns whether the database is home before and after */
  async function carriedOver(change: string | null): Promise<[boolean, boolean]> {
    const { pool, url } = database;
    const isHere = async () => (await readInstallation(pool)).isHere;
    const dataSource = await createDataSource(url).initialize();
    const hasIt = async (): Promise<boolean> =>
      (await pool.query(`SELECT FROM pg_proc WHERE proname = 'server_here'`)).rowCount === 1;
    try {
      while (await hasIt()) await dataSource.undoLastMigration();
      if (change !== null) await pool.query(change);
      const before = await isHere();
      await dataSource.runMigrations();
      return [before, await isHere()];
    } finally {
      await dataSource.destroy();
    }
  }

  it('leaves a database home that was home, back and forth', async () => {
    expect(await carriedOver(null)).toEqual([true, true]);
  });

  it('leaves a copy a copy', async () => {
    const copy = `UPDATE installation SET database = '7000000000000000001/16384'`;
    expect(await carriedOver(copy)).toEqual([false, false]);
  });
});
