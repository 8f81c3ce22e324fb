import type { DataSource } from 'typeorm';

/**
 * @returns the SQL that would make the migrated database what the entities describe; empty when the two agree
 * @param dataSource initialised, on a database with every migration applied
 */
export async function schemaDrift(dataSource: DataSource): Promise<string[]> {
  const log = await dataSource.driver.createSchemaBuilder().log();
  return log.upQueries.map(({ query }) => query);
}
