import { randomBytes, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { SecretBox } from '@adcp-orchestrator/platform';
import { type TestDatabase, TestClock, TestDesk, createTestDatabase } from '@adcp-orchestrator/testing';
import { changeSeller } from '../sellers/change-seller';
import {
  frozenCallContext,
  sealedColumns,
  subscriptionSecretContext,
  tokenContext,
  webhookSecretContext,
} from './sealed-columns';
import { type ColumnWalk, type SealedWalkOptions, walkSealed } from './walk-sealed';

const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
const oldBox = new SecretBox(oldKey);
const newBox = new SecretBox(newKey);
const box = new SecretBox(newKey, [oldKey]);

describe('the walk over the sealed values', () => {
  let database: TestDatabase;
  let desk: TestDesk;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    await database.pool.query('TRUNCATE tenants CASCADE');
    desk = new TestDesk(database, new TestClock());
    await desk.open();
  });

  const walk = (options: Partial<SealedWalkOptions> = {}): Promise<ColumnWalk[]> =>
    walkSealed(database.pool, { resealer: box, write: true, pageRows: 7, batchValues: 3, ...options });
  const sum = (walks: ColumnWalk[], of: 'resealed' | 'passedOver' | 'unopened'): number =>
    walks.reduce((total, one) => total + one[of], 0);

  async function addSeller(id: string, token: string, by = oldBox): Promise<void> {
    await desk.addSeller(id);
    const place = { tenantId: desk.tenantId, id };
    await database.pool.query(
      `UPDATE sellers SET auth_scheme = 'bearer', auth_token_sealed = $3, webhook_secret_sealed = $4,
         webhook_previous_sealed = $5 WHERE tenant_id = $1 AND id = $2`,
      [
        desk.tenantId,
        id,
        by.seal(token, tokenContext(place)),
        by.seal(`${token}/webhook`, webhookSecretContext(place)),
        by.seal(`${token}/before`, webhookSecretContext(place)),
      ],
    );
  }

  async function addSubscription(secret: string): Promise<string> {
    const id = randomUUID();
    await database.pool.query(
      `INSERT INTO subscriptions (id, tenant_id, url, secret_sealed) VALUES ($1, $2, 'https://desk.example', $3)`,
      [id, desk.tenantId, oldBox.seal(secret, subscriptionSecretContext(id))],
    );
    await database.pool.query(
      `INSERT INTO subscription_settings (tenant_id, subscription_id, previous_secret_sealed) VALUES ($1, $2, $3)`,
      [desk.tenantId, id, oldBox.seal(`${secret}/before`, subscriptionSecretContext(id))],
    );
    return id;
  }

  async function addOperation(sellerId: string, call: string): Promise<string> {
    const id = await desk.accept(sellerId);
    await database.pool.query('UPDATE operations SET frozen_call_sealed = $2 WHERE id = $1', [
      id,
      oldBox.seal(call, frozenCallContext(id)),
    ]);
    return id;
  }

  /** The whole rows without what is sealed. */
  async function restOf(table: string): Promise<unknown[]> {
    const columns = sealedColumns.filter((one) => one.table === table).map(({ column }) => column);
    const { rows } = await database.pool.query(`SELECT to_jsonb(t) - $1::text[] AS rest FROM ${table} t ORDER BY id`, [
      columns,
    ]);
    return rows;
  }

  async function sealedAt(table: string, column: string, id: string): Promise<Buffer> {
    const { rows } = await database.pool.query<{ sealed: Buffer }>(
      `SELECT ${column} AS sealed FROM ${table} WHERE id = $1`,
      [id],
    );
    return rows[0]!.sealed;
  }

  it('knows every column of the schema that holds sealed values', async () => {
    const { rows } = await database.pool.query<{ name: string }>(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND data_type = 'bytea' AND column_name NOT LIKE '%\\_hash'`,
    );
    expect(sealedColumns.map(({ table, column }) => `${table}.${column}`).sort()).toEqual(
      rows.map(({ name }) => name).sort(),
    );
  });

  it('seals every value again for its own place, touches nothing else, and finds nothing left to do', async () => {
    const names = Array.from({ length: 20 }, (_, n) => `seller-${n}`);
    for (const name of names) await addSeller(name, `token of ${name}`);
    const subscription = await addSubscription('whsec');
    const operation = await addOperation('seller-3', '{"tool":"create_media_buy"}');
    await desk.accept('seller-3');
    const before = [await restOf('sellers'), await restOf('operations'), await restOf('subscriptions')];

    const first = await walk();
    expect(sum(first, 'resealed')).toBe(63);
    expect(first.map(({ rows }) => rows)).toEqual([20, 20, 20, 1, 1, 2]);
    expect([...first[0]!.found]).toEqual([[oldBox.keyId, 20]]);
    for (const name of names) {
      const place = { tenantId: desk.tenantId, id: name };
      const opened = (column: string, context: string) =>
        sealedAt('sellers', column, name).then((sealed) => newBox.open(sealed, context));
      expect(await opened('auth_token_sealed', tokenContext(place))).toBe(`token of ${name}`);
      expect(await opened('webhook_secret_sealed', webhookSecretContext(place))).toBe(`token of ${name}/webhook`);
      expect(await opened('webhook_previous_sealed', webhookSecretContext(place))).toBe(`token of ${name}/before`);
    }
    const secret = await sealedAt('subscriptions', 'secret_sealed', subscription);
    expect(newBox.open(secret, subscriptionSecretContext(subscription))).toBe('whsec');
    const { rows: settings } = await database.pool.query<{ previous_secret_sealed: Buffer }>(
      'SELECT previous_secret_sealed FROM subscription_settings WHERE subscription_id = $1',
      [subscription],
    );
    expect(newBox.open(settings[0]!.previous_secret_sealed, subscriptionSecretContext(subscription))).toBe(
      'whsec/before',
    );
    const call = await sealedAt('operations', 'frozen_call_sealed', operation);
    expect(newBox.open(call, frozenCallContext(operation))).toBe('{"tool":"create_media_buy"}');
    expect([await restOf('sellers'), await restOf('operations'), await restOf('subscriptions')]).toEqual(before);

    const second = await walk();
    expect([sum(second, 'resealed'), sum(second, 'passedOver'), sum(second, 'unopened')]).toEqual([0, 0, 0]);
    expect([...second[0]!.found]).toEqual([[newBox.keyId, 20]]);
  });

  it('only counts when it is not to write', async () => {
    await addSeller('old', 'x');
    await addSeller('new', 'y', newBox);
    const before = await sealedAt('sellers', 'auth_token_sealed', 'old');
    const [tokens] = await walk({ write: false });
    expect(tokens).toMatchObject({ resealed: 0, rows: 2 });
    expect(tokens!.found).toEqual(
      new Map([
        [oldBox.keyId, 1],
        [newBox.keyId, 1],
      ]),
    );
    expect(await sealedAt('sellers', 'auth_token_sealed', 'old')).toEqual(before);
  });

  it('neither waits for a row that somebody holds nor writes over what was changed in it', async () => {
    await addSeller('held', 'before');
    await addSeller('free', 'free');
    const place = { tenantId: desk.tenantId, id: 'held' };
    const client = await database.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('UPDATE sellers SET auth_token_sealed = $1 WHERE id = $2', [
        oldBox.seal('after', tokenContext(place)),
        'held',
      ]);
      const walks = await walk();
      expect([sum(walks, 'resealed'), sum(walks, 'passedOver')]).toEqual([3, 3]);
      await client.query('COMMIT');
    } finally {
      client.release();
    }
    expect(sum(await walk(), 'resealed')).toBe(3);
    expect(newBox.open(await sealedAt('sellers', 'auth_token_sealed', 'held'), tokenContext(place))).toBe('after');
  });

  it('loses no change of desks that keep entering other credentials, under either key', async () => {
    const names = Array.from({ length: 8 }, (_, n) => `seller-${n}`);
    for (const name of names) await addSeller(name, `${name}/0`);
    let working = true;
    /**
     * Changes one secret again and again while `working`. Each change must still be there when the next is made.
     * @returns how many changes were made
     */
    const enter = async (name: string): Promise<number> => {
      const context = tokenContext({ tenantId: desk.tenantId, id: name });
      for (let turn = 1; ; turn += 1) {
        const sealed = (turn % 2 === 0 ? oldBox : newBox).seal(`${name}/${turn}`, context);
        await changeSeller(database.pool, desk.tenantId, name, (row) => {
          expect(box.open(row.auth_token_sealed!, context)).toBe(`${name}/${turn - 1}`);
          return { ...row, auth_token_sealed: sealed };
        });
        if (!working) return turn;
      }
    };
    const desks = Promise.all(names.map(enter));
    let resealed = 0;
    const wanted = names.length * 3;
    for (let n = 0; n < 500 && (n < 15 || resealed <= wanted); n += 1) resealed += sum(await walk(), 'resealed');
    working = false;
    const turns = await desks;
    await walk();
    expect(resealed).toBeGreaterThan(wanted);
    for (const [at, name] of names.entries()) {
      const sealed = await sealedAt('sellers', 'auth_token_sealed', name);
      const context = tokenContext({ tenantId: desk.tenantId, id: name });
      expect(newBox.open(sealed, context)).toBe(`${name}/${turns[at]}`);
    }
  });

  it('goes on where it was ended, and two at once do each value once', async () => {
    for (let n = 0; n < 30; n += 1) await addSeller(`seller-${n}`, `token ${n}`);
    const ended = new AbortController();
    const died = walk({
      signal: ended.signal,
      onPage: ({ rows }) => {
        if (rows >= 14) ended.abort(new Error('killed'));
      },
    });
    await expect(died).rejects.toThrow('killed');
    const [left] = await walk({ write: false });
    expect(left!.found.get(newBox.keyId)).toBe(14);
    const both = await Promise.all([walk(), walk()]);
    const again = await walk();
    expect(sum([...both.flat(), ...again], 'resealed')).toBe(90 - 14);
  });

  it('names what it cannot open, and does everything else', async () => {
    const stranger = new SecretBox(randomBytes(32));
    await addSeller('lost', 'x', stranger);
    await addSeller('moved', 'y');
    await addSeller('fine', 'z');
    await database.pool.query(`UPDATE sellers SET auth_token_sealed = $1 WHERE id = 'moved'`, [
      await sealedAt('sellers', 'auth_token_sealed', 'fine'),
    ]);
    await database.pool.query(`UPDATE sellers SET webhook_previous_sealed = '\\x0900' WHERE id = 'fine'`);
    const walks = await walk();
    expect(walks.slice(0, 3).map(({ unopened }) => unopened)).toEqual([2, 1, 2]);
    expect(sum(walks, 'resealed')).toBe(4);
    expect(walks[0]!.examples).toEqual([
      { row: `${desk.tenantId}/lost`, reason: expect.stringContaining(stranger.keyId) as string },
      { row: `${desk.tenantId}/moved`, reason: expect.stringContaining('another place') as string },
    ]);
    expect(walks[2]!.found.get(null)).toBe(1);
    expect(stranger.keyIdOf(await sealedAt('sellers', 'auth_token_sealed', 'lost'))).toBe(stranger.keyId);
  });

  it('leaves alone what was changed or taken away between its reading and its writing', async () => {
    for (const id of ['gone', 'changed', 'stays']) await addSeller(id, id);
    const place = { tenantId: desk.tenantId, id: 'changed' };
    let between: (() => Promise<void>) | null = async () => {
      await database.pool.query(`UPDATE sellers SET auth_token_sealed = NULL WHERE id = 'gone'`);
      await database.pool.query(`UPDATE sellers SET auth_token_sealed = $1 WHERE id = 'changed'`, [
        oldBox.seal('other', tokenContext(place)),
      ]);
    };
    /** The real pool. Just before the first write, the desk changes a secret. */
    const pool = {
      query: async (text: string, values: unknown[]) => {
        if (text.startsWith('WITH g')) {
          await between?.();
          between = null;
        }
        return database.pool.query(text, values);
      },
    } as unknown as Pool;
    const walks = await walkSealed(pool, { resealer: box, write: true });
    expect([walks[0]!.resealed, walks[0]!.passedOver]).toEqual([1, 2]);
    expect((await walk())[0]!.resealed).toBe(1);
    const { rows } = await database.pool.query(`SELECT auth_token_sealed FROM sellers WHERE id = 'gone'`);
    expect(rows).toEqual([{ auth_token_sealed: null }]);
    expect(newBox.open(await sealedAt('sellers', 'auth_token_sealed', 'changed'), tokenContext(place))).toBe('other');
  });
});
