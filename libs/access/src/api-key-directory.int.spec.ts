import { randomUUID } from 'node:crypto';
import { insertApiKeyIfAbsent, insertTenantIfAbsent } from '@adcp-orchestrator/ledger';
import { type TestDatabase, createTestDatabase } from '@adcp-orchestrator/testing';
import { generateApiKey, hashApiKey } from './api-key';
import { ApiKeyDirectory, RoleUnknownError } from './api-key-directory';

describe('the key directory', () => {
  let database: TestDatabase;
  let tenantId: string;
  let now: number;
  let directory: ApiKeyDirectory;

  beforeAll(async () => {
    database = await createTestDatabase();
    tenantId = await insertTenantIfAbsent(database.pool, { id: randomUUID(), name: 'desk' });
  });
  afterAll(() => database.drop());
  beforeEach(() => {
    now = 0;
    directory = new ApiKeyDirectory(database.pool, () => now);
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
      keyName: 'a key',
      role: 'trader',
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

  it('finds a new key at once, though it was asked for before it was made', async () => {
    const key = generateApiKey();
    expect(await directory.find(key)).toBeNull();
    const keyHash = hashApiKey(key);
    await insertApiKeyIfAbsent(database.pool, { id: randomUUID(), tenantId, name: 'late', role: 'viewer', keyHash });
    expect(await directory.find(key)).toMatchObject({ keyName: 'late' });
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
    const cut = new ApiKeyDirectory(pool, () => now);
    await expect(cut.find(key)).rejects.toThrow();
    expect(await directory.find(key)).not.toBeNull();
  });
});
