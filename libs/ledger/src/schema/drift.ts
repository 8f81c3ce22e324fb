import type { DataSource } from 'typeorm';

/**
 * What the entities describe and the migrated database has not, as SQL; empty when they agree.
 * @param dataSource initialised, on a database to which every migration was applied
 */
export async function schemaDrift(dataSource: DataSource): Promise<string[]> {
  const log = await dataSource.driver.createSchemaBuilder().log();
  return log.upQueries.map(({ query }) => query);
}
