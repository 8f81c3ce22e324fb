import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forgetPreviousKeys, replaceKey } from '../rotation/kept-keys';
import { resolveSecrets } from './settings';

describe('the secrets of a local service', () => {
  let directory: string;
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'settings-'))));
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  it('are made once with the embedded datastore and are the same at the next start', () => {
    const first = resolveSecrets({ env: {}, directory, embedded: true });
    const second = resolveSecrets({ env: {}, directory, embedded: true });
    expect(second).toEqual(first);
    expect(Buffer.from(first.credentialsKey, 'base64')).toHaveLength(32);
    expect(first.bootstrapKey?.length).toBeGreaterThanOrEqual(32);
    expect(first.allowPrivateNetworks).toBe('1');
    for (const name of ['credentials-key', 'bootstrap-api-key']) {
      expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
    }
  });

  it('are those of the environment when it has them', () => {
    const env = { CREDENTIALS_KEY: Buffer.alloc(32, 1).toString('base64'), BOOTSTRAP_API_KEY: 'k'.repeat(32) };
    expect(resolveSecrets({ env, directory, embedded: true })).toEqual({
      credentialsKey: env.CREDENTIALS_KEY,
      previousKeys: undefined,
      keysKept: false,
      bootstrapKey: env.BOOTSTRAP_API_KEY,
      bootstrapKeyMade: false,
      allowPrivateNetworks: '1',
    });
  });

  it('keep the key before a new one until it is not needed any more', () => {
    const first = resolveSecrets({ env: {}, directory, embedded: true });
    replaceKey(directory, first.credentialsKey);
    const second = resolveSecrets({ env: {}, directory, embedded: true });
    expect(second.credentialsKey).not.toBe(first.credentialsKey);
    expect(second).toMatchObject({ previousKeys: first.credentialsKey, keysKept: true });
    // The rotation was interrupted, and is started again with one more key.
    replaceKey(directory, second.credentialsKey);
    const third = resolveSecrets({ env: {}, directory, embedded: true });
    expect(third.previousKeys).toBe(`${second.credentialsKey},${first.credentialsKey}`);
    expect(statSync(join(directory, 'credentials-key-previous')).mode & 0o777).toBe(0o600);
    expect(
      resolveSecrets({ env: { CREDENTIALS_KEY: first.credentialsKey }, directory, embedded: true }).previousKeys,
    ).toBeUndefined();
    forgetPreviousKeys(directory);
    expect(resolveSecrets({ env: {}, directory, embedded: true })).toEqual({ ...third, previousKeys: undefined });
  });

  it('must be given with a database of one’s own, and nothing is opened to private networks by itself', () => {
    expect(() => resolveSecrets({ env: {}, directory, embedded: false })).toThrow('CREDENTIALS_KEY is not set');
    const env = { CREDENTIALS_KEY: Buffer.alloc(32, 1).toString('base64') };
    expect(resolveSecrets({ env, directory, embedded: false })).toMatchObject({
      bootstrapKey: undefined,
      allowPrivateNetworks: undefined,
    });
  });

  it('are refused with the reason when they are of no use', () => {
    expect(() => resolveSecrets({ env: { CREDENTIALS_KEY: 'short' }, directory, embedded: true })).toThrow(
      'CREDENTIALS_KEY is not the base64 of 32 bytes',
    );
    expect(() => resolveSecrets({ env: { BOOTSTRAP_API_KEY: 'short' }, directory, embedded: true })).toThrow(
      'BOOTSTRAP_API_KEY has 5 characters; it needs at least 32',
    );
    writeFileSync(join(directory, 'credentials-key'), 'damaged');
    expect(() => resolveSecrets({ env: {}, directory, embedded: true })).toThrow(
      'does not hold the base64 of 32 bytes',
    );
  });
});
