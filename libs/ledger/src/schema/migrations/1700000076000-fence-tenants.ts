import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The fence between tenants (ADR 23). It is raised after the migrations, by `raiseFence`: that one knows the tables of the
 * release, and puts those that later migrations make behind it too. Here is only the way back.
 */
export class FenceTenants1700000076000 implements MigrationInterface {
  readonly name = 'FenceTenants1700000076000';

  async up(): Promise<void> {
    // See above.
  }

  async down(runner: QueryRunner): Promise<void> {
    const tables = (await runner.query(
      `SELECT DISTINCT tablename AS name FROM pg_policies
       WHERE schemaname = 'public' AND policyname IN ('fence_of_tenant', 'fence_of_nobody')`,
    )) as { name: string }[];
    for (const { name } of tables) {
      await runner.query(`ALTER TABLE "${name}" DISABLE ROW LEVEL SECURITY`);
      await runner.query(`DROP POLICY IF EXISTS fence_of_tenant ON "${name}"`);
      await runner.query(`DROP POLICY IF EXISTS fence_of_nobody ON "${name}"`);
    }
  }
}
