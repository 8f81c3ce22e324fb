import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyFile, previousKeys } from '../rotation/kept-keys';
import { ProvisioningError, codeOf } from '../shared/problem.mjs';

export const minimumKeyLength = 32;

export interface ResolveSecretsOptions {
  env: NodeJS.ProcessEnv;
  directory: string;
  embedded: boolean;
}

export interface Secrets {
  credentialsKey: string;
  previousKeys: string | undefined;
  /** The keys come from the directory, and none was given. */
  keysKept: boolean;
  bootstrapKey: string | undefined;
  bootstrapKeyMade: boolean;
  allowPrivateNetworks: string | undefined;
}

/**
 * The environment that the apps get, apart from the datastore and the ports. With the embedded datastore, the secrets
 * are made once and kept beside it (mode 0600). With a database of one's own they must be given: a key that lives only
 * on this machine would be lost with it, and with the key the credentials.
 * @throws ProvisioningError
 */
export function resolveSecrets({ env, directory, embedded }: ResolveSecretsOptions): Secrets {
  // A key that is given needs none of the previous kept keys.
  const keysKept = embedded && !env['CREDENTIALS_KEY'];
  return {
    credentialsKey: credentialsKey(env, directory, embedded),
    previousKeys: env['CREDENTIALS_KEY_PREVIOUS'] || (keysKept ? previousKeys(directory) : undefined),
    keysKept,
    ...bootstrapKey(env, directory, embedded),
    allowPrivateNetworks: env['ALLOW_PRIVATE_NETWORKS'] || (embedded ? '1' : undefined),
  };
}

function credentialsKey(env: NodeJS.ProcessEnv, directory: string, embedded: boolean): string {
  const how =
    "Make one with: node -p \"require('crypto').randomBytes(32).toString('base64')\" — and keep it: stored seller credentials cannot be read without it.";
  const given = env['CREDENTIALS_KEY'];
  if (given) {
    if (!isCredentialsKey(given)) throw new ProvisioningError('CREDENTIALS_KEY is not the base64 of 32 bytes.', how);
    return given;
  }
  if (!embedded) throw new ProvisioningError('CREDENTIALS_KEY is not set. It is required with DATABASE_URL.', how);
  const path = join(directory, keyFile);
  const kept = keep(path, () => randomBytes(32).toString('base64'));
  if (!isCredentialsKey(kept))
    throw new ProvisioningError(
      `${path} does not hold the base64 of 32 bytes.`,
      'Restore the file; the credentials in the data beside it cannot be read with another key.',
    );
  return kept;
}

function bootstrapKey(
  env: NodeJS.ProcessEnv,
  directory: string,
  embedded: boolean,
): Pick<Secrets, 'bootstrapKey' | 'bootstrapKeyMade'> {
  const given = env['BOOTSTRAP_API_KEY'];
  if (given) {
    if (given.length < minimumKeyLength) {
      throw new ProvisioningError(
        `BOOTSTRAP_API_KEY has ${given.length} characters; it needs at least ${minimumKeyLength}.`,
        'Make one with: openssl rand -hex 24',
      );
    }
    return { bootstrapKey: given, bootstrapKeyMade: false };
  }
  if (!embedded) return { bootstrapKey: undefined, bootstrapKeyMade: false };
  return {
    bootstrapKey: keep(join(directory, 'bootstrap-api-key'), () => `adcp_${randomBytes(24).toString('hex')}`),
    bootstrapKeyMade: true,
  };
}

export function isCredentialsKey(text: string): boolean {
  return /^[A-Za-z0-9+/]{43}=$/.test(text) && Buffer.from(text, 'base64').length === 32;
}

/** Reads a secret from its file. If there is none, makes one and keeps it there, whole or not at all. */
function keep(path: string, make: () => string): string {
  try {
    const kept = readFileSync(path, 'utf8').trim();
    if (kept) return kept;
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') {
      throw new ProvisioningError(
        `${path} cannot be read.`,
        'Run the command as the user who made it, or set DATA_DIR to a directory of your own.',
        { cause: error },
      );
    }
  }
  const made = make();
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, `${made}\n`, { mode: 0o600 });
  renameSync(unfinished, path);
  return made;
}
