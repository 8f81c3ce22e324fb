import { type TestDatabase, TestClock, TestDesk, createTestDatabase } from '@adcp-orchestrator/testing';
import { type TraitRow, traitColumns, traitsOf } from './seller-traits';

describe("a seller's traits", () => {
  let database: TestDatabase;
  const clock = new TestClock(new Date('2026-03-02T10:00:00Z'));

  beforeAll(async () => {
    database = await createTestDatabase();
    const desk = new TestDesk(database, clock);
    await desk.open();
    await desk.addSeller('told', {
      capabilities: { replayWindowSeconds: 86_400, pollTool: 'tasks_get', tools: ['tasks_get', 'a_long_list'] },
    });
    await desk.addSeller('untold');
    await database.pool.query(`UPDATE sellers SET capabilities = NULL WHERE id = 'untold'`);
  });
  afterAll(() => database.drop());

  it('hold its replay window, and are read without the list of its tools', async () => {
    const { rows } = await database.pool.query<TraitRow>(`SELECT ${traitColumns} FROM sellers s ORDER BY s.id`);
    expect(rows.map((row) => traitsOf(row).replayWindowSeconds)).toEqual([86_400, null]);
    expect(JSON.stringify(rows)).not.toContain('a_long_list');
  });
});
