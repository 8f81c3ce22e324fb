import { TestClock, type TestDatabase, TestDesk, createTestDatabase } from '@adcp-orchestrator/testing';
import { createDataSource } from './data-source';

describe('the migration that keeps attention', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('says of rows that wait for a person already since when they do, and of no others; also when it is run again', async () => {
    const { pool } = database;
    const clock = new TestClock();
    const desk = new TestDesk(database, clock);
    await desk.open();
    await desk.addSeller('acme');
    const dataSource = await createDataSource(database.url).initialize();
    const hasColumn = async () =>
      (
        await pool.query(
          `SELECT 1 FROM information_schema.columns WHERE table_name = 'operations' AND column_name = 'attention_reason'`,
        )
      ).rowCount === 1;
    const accepted = clock.now();
    const ids: string[] = [];
    for (let n = 0; n < 8; n += 1) ids.push(await desk.accept('acme'));
    try {
      while (await hasColumn()) await dataSource.undoLastMigration();
      const row = async (status: string, error: object | null = null, taskId: string | null = null) => {
        const id = ids.pop()!;
        clock.advance({ minutes: 1 });
        await pool.query(`UPDATE operations SET status = $2, error = $3, task_id = $4, updated_at = $5 WHERE id = $1`, [
          id,
          status,
          error,
          taskId,
          clock.now().toISOString(),
        ]);
        return id;
      };
      const doubtful = await row('in_doubt');
      await pool.query(
        `INSERT INTO timeline (tenant_id, operation_id, kind, source, from_status, to_status, reason, version, at)
         VALUES ($1, $2, 'transition', 'response', 'submitting', 'in_doubt', '', 2, $3)`,
        [desk.tenantId, doubtful, accepted.toISOString()],
      );
      const timedOut = await row('timed_out');
      const refused = await row('pending_permission', { code: 'AUTH_INVALID' });
      const version = await row('pending_permission', { code: 'VERSION_UNSUPPORTED' });
      const permissions = [
        await row('pending_permission'),
        await row('pending_permission', { code: 'AUTH_INVALID' }, 'task'),
      ];
      const others = [await row('requested', { code: 'AUTH_INVALID' }), await row('created')];
      await dataSource.runMigrations();

      const { rows } = await pool.query<{ id: string; reason: string | null; since: Date | null; updated_at: Date }>(
        'SELECT id, attention_reason AS reason, attention_since AS since, updated_at FROM operations',
      );
      const found = new Map(rows.map(({ id, ...rest }) => [id, rest]));
      expect(found.get(doubtful)).toMatchObject({ reason: 'in_doubt', since: accepted });
      for (const [id, reason] of [
        ...permissions.map((id) => [id, 'permission_missing'] as const),
        [timedOut, 'timed_out'],
        [refused, 'credential_refused'],
        [version, 'version_unsupported'],
      ] as const) {
        expect(found.get(id)).toMatchObject({ reason, since: found.get(id)?.updated_at });
      }
      for (const id of others) expect(found.get(id)).toMatchObject({ reason: null, since: null });
    } finally {
      await dataSource.destroy();
    }
  });
});
