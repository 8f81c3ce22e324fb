import type { Observation } from '@adcp-orchestrator/domain';
import { createLogger, createPool } from '@adcp-orchestrator/platform';
import { TestClock, type TestDatabase, TestDesk, createTestDatabase, timings } from '@adcp-orchestrator/testing';
import { Ledger } from '../gate/ledger';
import { createDataSource } from './data-source';

describe('the words by which a desk searches', () => {
  let database: TestDatabase;
  let desk: TestDesk;

  beforeAll(async () => {
    database = await createTestDatabase();
    desk = new TestDesk(database, new TestClock());
    await desk.open();
    await desk.addSeller('acme');
  });
  afterAll(() => database.drop());

  const found = async (part: string): Promise<string[]> => {
    const { rows } = await database.pool.query<{ operation_id: string }>(
      `SELECT operation_id FROM search_operations($1, $2, 10)`,
      [desk.tenantId, `%${part}%`],
    );
    return rows.map(({ operation_id: id }) => id);
  };
  const change = (id: string, set: string) =>
    database.pool.query(`UPDATE operations SET ${set}, version = version + 1 WHERE id = $1`, [id]);

  it('are those of its request and the newest that came later, and only these are written again', async () => {
    const [first, second] = [await desk.accept('acme'), await desk.accept('acme')];
    const firstRow = async () =>
      (await database.pool.query(`SELECT xmin FROM operation_search WHERE operation_id = $1`, [first])).rows;
    const written = await firstRow();
    await change(first, `task_id = 'Task-77', message = 'Waiting for Ana'`);
    expect(await found('task-77')).toEqual([first]);
    await change(first, `message = 'Booked', outcome = '{"mediaBuyId": "mb_Task-77"}'`);
    expect(await found('waiting for ana')).toEqual([]);
    expect(await found('MB_TASK-77')).toEqual([first]);
    // Both rows of the operation match, and it is found once.
    await change(first, `message = 'As ' || po_number`);
    const { rows } = await database.pool.query<{ id: string; po_number: string }>(
      'SELECT id, po_number FROM operations ORDER BY id',
    );
    for (const { id, po_number: number } of rows) expect(await found(number)).toEqual([id]);
    expect(await found(second)).toEqual([second]);
    expect(await firstRow()).toEqual(written);
  });

  it('are written by the gate of a process, and once', async () => {
    const pool = createPool({
      databaseUrl: database.url,
      name: 'test',
      max: 1,
      steadyPlans: true,
      log: createLogger('test', 'silent'),
    });
    try {
      const gate = new Ledger({ pool, clock: new TestClock(), timings, hints: { send: () => undefined } });
      const id = await desk.accept('acme');
      const learn = (more: Partial<Observation>) =>
        gate.observe({
          ...{ tenantId: desk.tenantId, operationId: id, source: 'response', receivedAt: new Date(), attempt: 1 },
          finding: { kind: 'pending', status: 'pending_approval' },
          ...more,
        });
      await pool.query(
        `UPDATE operations SET status = 'submitting', attempt = 1, call_started_at = now() WHERE id = $1`,
        [id],
      );
      await learn({ taskId: 'Gate-Task-1', message: `${'x'.repeat(499)}yz` });
      const row = async () =>
        (await pool.query(`SELECT xmin, words FROM operation_search_later WHERE operation_id = $1`, [id])).rows[0];
      const written = await row();
      expect(written.words).toBe(`gate-task-1\n${'x'.repeat(499)}y`);
      await learn({ source: 'poll', taskId: 'Gate-Task-1' });
      expect(await row()).toEqual(written);
      await learn({
        source: 'poll',
        finding: { kind: 'settled', outcome: { status: 'created', mediaBuyId: 'MB_77' } },
      });
      expect([await found('mb_77'), await found('gate-task-1')]).toEqual([[id], [id]]);
    } finally {
      await pool.end();
    }
  });

  it('are the same after the migration, after its undoing, and when it is run again', async () => {
    const id = await desk.accept('acme');
    await change(id, `task_id = 'task-before', request = request || '{"media_buy_id": "mb_before"}'`);
    const dataSource = await createDataSource(database.url).initialize();
    try {
      const isDivided = async () =>
        (await database.pool.query(`SELECT to_regclass('operation_search_later') AS name`)).rows[0].name !== null;
      while (await isDivided()) await dataSource.undoLastMigration();
      expect([await found('task-before'), await found(id)]).toEqual([[id], [id]]);
      // The insert of this release calls it; that release did not have it.
      await database.pool.query(
        `CREATE FUNCTION forgotten_since() RETURNS timestamptz LANGUAGE sql RETURN NULL::timestamptz`,
      );
      const old = await desk.accept('acme');
      await database.pool.query('DROP FUNCTION forgotten_since()');
      await change(old, `message = 'as the release before writes'`);
      expect([await found('release before'), await found(old)]).toEqual([[old], [old]]);
      await dataSource.runMigrations();
      expect([await found('task-before'), await found('mb_before'), await found(id)]).toEqual([[id], [id], [id]]);
      expect(await found('release before')).toEqual([old]);
      await change(old, 'message = NULL');
      expect(await found('release before')).toEqual([]);
    } finally {
      await dataSource.destroy();
    }
  });

  it('are written for a process whose role has no right to the tables of this release', async () => {
    const id = await desk.accept('acme');
    const client = await database.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('REVOKE ALL ON operation_search_later FROM adcp_api');
      await client.query(`SELECT set_config('role', 'adcp_api', true), set_config('ado.tenant', $1, true)`, [
        desk.tenantId,
      ]);
      await client.query(`UPDATE operations SET message = 'fenced' WHERE id = $1`, [id]);
      const { rows } = await client.query(`SELECT * FROM search_operations($1, '%fenced%', 10)`, [desk.tenantId]);
      expect(rows).toEqual([{ operation_id: id }]);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  });
});
