import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Behind the fence between tenants no index serves `LIKE` (ADR 23). This function searches with its owner's rights, and
 * keeps the fence itself: for the API's role it finds what belongs to the tenant of the transaction, and nothing else.
 * It plans each search anew: a rare word goes by its trigrams, a common one by the newest operations.
 */
export class SearchBehindTheFence1700000059000 implements MigrationInterface {
  readonly name = 'SearchBehindTheFence1700000059000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE OR REPLACE FUNCTION search_operations(tenant uuid, pattern text, most int)
      RETURNS TABLE (operation_id uuid) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        IF current_setting('role', true) = 'adcp_api'
          AND tenant IS DISTINCT FROM nullif(current_setting('ado.tenant', true), '')::uuid THEN
          RETURN;
        END IF;
        RETURN QUERY EXECUTE 'SELECT f.operation_id FROM operation_search f
          WHERE f.tenant_id = $1 AND f.words LIKE lower($2) ORDER BY f.operation_id DESC LIMIT $3'
          USING tenant, pattern, most;
      END $$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION search_operations(uuid, text, int)`);
  }
}
