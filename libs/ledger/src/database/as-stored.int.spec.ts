import fc from 'fast-check';
import { type TestDatabase, createTestDatabase } from '@adcp-orchestrator/testing';
import { databaseJson } from './database-json';
import { asStored } from './as-stored';

describe('a value as it is stored', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  async function asRead(text: string): Promise<unknown> {
    const { rows } = await database.pool.query<{ value: unknown }>('SELECT $1::jsonb AS value', [text]);
    return rows[0]?.value;
  }

  it('is what the database gives back, for any JSON, also what Postgres refuses', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }), async (value) => {
        expect(JSON.stringify(asStored(value))).toBe(JSON.stringify(await asRead(databaseJson(value))));
      }),
      { numRuns: 300 },
    );
  });

  it('is so for instants, for refused characters, and for names that differ in length and bytes', async () => {
    const value = {
      bb: 1,
      a: { é: 1, zz: 2, z: [{ y: 1, x: 2 }] },
      '10': 1,
      at: new Date(0),
      B: null,
      none: undefined,
      'n\u0000': '\ud800 half',
    };
    expect(JSON.stringify(asStored(value))).toBe(JSON.stringify(await asRead(databaseJson(value))));
  });
});
