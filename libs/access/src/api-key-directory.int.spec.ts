import { randomUUID } from 'node:crypto';
import { insertApiKeyIfAbsent, insertTenantIfAbsent } from '@adcp-orchestrator/ledger';
import { createLogger } from '@adcp-orchestrator/platform';
import { type TestDatabase, createTestDatabase } from '@adcp-orchestrator/testing';
import { generateApiKey, hashApiKey } from './api-key';
import { ApiKeyDirectory, RoleUnknownError } from './api-key-directory';

describe('the key directory', () => {
  let database: TestDatabase;
  let tenantId: string;
  let now: number;
  let directory: ApiKeyDirectory;
  const log = createLogger('test', 'silent');

  beforeAll(async () => {
    database = await createTestDatabase();
    tenantId = await insertTenantIfAbsent(database.pool, { id: randomUUID(), name: 'desk' });
  });
  afterAll(() => database.drop());
  beforeEach(() => {
    now = 0;
    directory = new ApiKeyDirectory(database.pool, log, () => now);
  });

  const newKey = async (role = 'trader'): Promise<string> => {
    const key = generateApiKey();
    const keyHash = hashApiKey(key);
    await insertApiKeyIfAbsent(database.pool, { id: randomUUID(), tenantId, name: 'a key', role, keyHash });
    return key;
  };
  const revoke = (key: string) =>
    database.pool.query('UPDATE api_keys SET revoked_at = now() WHERE key_hash = $1', [hashApiKey(key)]);

  it('finds whose key it is', async () => {
    expect(await directory.find(await newKey())).toMatchObject({
      tenantId,
      actor: { kind: 'api_key', name: 'a key' },
      role: 'trader',
      tenantName: 'desk',
      platformAdmin: false,
      tenantDeadlines: {},
    });
    expect(await directory.find(generateApiKey())).toBeNull();
    expect(await directory.find('')).toBeNull();
  });

  it('remembers a key for three seconds and no longer, so that a revocation counts', async () => {
    const key = await newKey();
    await directory.find(key);
    await revoke(key);
    now = 2_999;
    expect(await directory.find(key)).not.toBeNull();
    now = 3_000;
    expect(await directory.find(key)).toBeNull();
  });

  it('does not find a key past its end', async () => {
    const [ended, lasting] = [await newKey(), await newKey()];
    for (const [key, end] of [
      [ended, '-1 second'],
      [lasting, '1 hour'],
    ] as const) {
      await database.pool.query(
        `INSERT INTO api_key_details (tenant_id, key_id, expires_at)
         SELECT tenant_id, id, now() + $2::interval FROM api_keys WHERE key_hash = $1`,
        [hashApiKey(key), end],
      );
    }
    expect(await directory.find(ended)).toBeNull();
    expect(await directory.find(lasting)).not.toBeNull();
  });

  it('notes the use of a key, at most once a minute', async () => {
    const key = await newKey();
    const usedAt = async (): Promise<Date | null> => {
      const { rows } = await database.pool.query<{ last_used_at: Date }>(
        `SELECT d.last_used_at FROM api_key_details d JOIN api_keys k ON k.tenant_id = d.tenant_id AND k.id = d.key_id
         WHERE k.key_hash = $1`,
        [hashApiKey(key)],
      );
      return rows[0]?.last_used_at ?? null;
    };
    await directory.find(key);
    let first: Date | null = null;
    for (let tries = 0; tries < 100 && first === null; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      first = await usedAt();
    }
    expect(Math.abs(Date.now() - first!.getTime())).toBeLessThan(5_000);
    await database.pool.query(`UPDATE api_key_details SET last_used_at = now() - interval '30 seconds'`);
    const noted = await usedAt();
    now = 3_000;
    await directory.find(key);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await usedAt()).toEqual(noted);
  });

  it('finds a new key at once, though it was asked for before it was made', async () => {
    const key = generateApiKey();
    expect(await directory.find(key)).toBeNull();
    const keyHash = hashApiKey(key);
    await insertApiKeyIfAbsent(database.pool, { id: randomUUID(), tenantId, name: 'late', role: 'viewer', keyHash });
    expect(await directory.find(key)).toMatchObject({ actor: { name: 'late' } });
  });

  it('never brings a revoked key back when it is inserted again', async () => {
    const key = await newKey();
    await revoke(key);
    const keyHash = hashApiKey(key);
    await insertApiKeyIfAbsent(database.pool, { id: randomUUID(), tenantId, name: 'again', role: 'admin', keyHash });
    expect(await directory.find(key)).toBeNull();
  });

  it('refuses a role that it does not know, rather than guess what it may do', async () => {
    await expect(directory.find(await newKey('owner'))).rejects.toThrow(RoleUnknownError);
  });

  it('does not remember that the database was away', async () => {
    const key = await newKey();
    const { pool } = await createTestDatabase().then(async (other) => {
      await other.drop();
      return other;
    });
    const cut = new ApiKeyDirectory(pool, log, () => now);
    await expect(cut.find(key)).rejects.toThrow();
    expect(await directory.find(key)).not.toBeNull();
  });
});
