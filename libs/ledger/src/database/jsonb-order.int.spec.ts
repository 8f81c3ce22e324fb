import fc from 'fast-check';
import { type TestDatabase, createTestDatabase } from '@adcp-orchestrator/testing';
import { databaseJson } from './database-json';
import { inJsonbOrder } from './jsonb-order';

describe('the order of keys', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  async function asRead(text: string): Promise<unknown> {
    const { rows } = await database.pool.query<{ value: unknown }>('SELECT $1::jsonb AS value', [text]);
    return rows[0]?.value;
  }

  it('is that of what the database gives back, for any JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), async (value) => {
        const text = databaseJson(value);
        expect(JSON.stringify(inJsonbOrder(JSON.parse(text)))).toBe(JSON.stringify(await asRead(text)));
      }),
      { numRuns: 300 },
    );
  });

  it('is so for instants, and for names that differ in length and bytes', async () => {
    const value = {
      bb: 1,
      a: { é: 1, zz: 2, z: [{ y: 1, x: 2 }] },
      '10': 1,
      at: new Date(0),
      B: null,
      none: undefined,
    };
    expect(JSON.stringify(inJsonbOrder(value))).toBe(JSON.stringify(await asRead(databaseJson(value))));
  });
});
