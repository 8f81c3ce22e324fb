// `npm run credentials:rotate`: seals every stored secret again under the current credentials key.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { resolveDataDir } from './datastore/data-dir';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './datastore/embedded-postgres';
import { takeDirectory } from './datastore/run-directory';
import { forgetPreviousKeys, replaceKey } from './rotation/kept-keys';
import { runRotator } from './rotation/run-rotator';
import { runningServer } from './rotation/running-server';
import { ProvisioningError } from './shared/problem.mjs';
import { onInterrupt } from './supervisor/interrupt';
import { runOnce } from './supervisor/run-once';
import { resolveSecrets } from './supervisor/settings';

const migrationMs = 120_000;
const say = (line: string) => {
  console.log(line);
};

export interface Context {
  root: string;
  directory: string;
  args: string[];
  signal: AbortSignal;
}

export async function main({ root, args }: { root: string; args: string[] }): Promise<void> {
  const makesKey = args.includes('--new-key');
  const passedOn = args.filter((arg) => arg !== '--new-key');
  const { signal } = onInterrupt();
  const env = process.env;
  if (makesKey) assertMayMakeKey(env, passedOn);
  if (env['DATABASE_URL']) {
    const { credentialsKey } = resolveSecrets({ env, directory: '', embedded: false });
    process.exit(await runRotator({ root, args: passedOn, env: { ...env, CREDENTIALS_KEY: credentialsKey }, signal }));
  }
  const directory = resolveDataDir({ root, env, say });
  if (!existsSync(join(directory, 'postgres'))) {
    throw new ProvisioningError(
      `There is no embedded datastore in ${directory}, so there is nothing to seal again.`,
      'Set DATABASE_URL for a database of your own, or DATA_DIR to where npm start keeps its data.',
    );
  }
  const running = runningServer(directory);
  const context = { root, directory, args: passedOn, signal };
  const code = running ? await besideStart(context, running, makesKey) : await alone(context, makesKey);
  process.exit(code);
}

function assertMayMakeKey(env: NodeJS.ProcessEnv, args: string[]): void {
  if (env['DATABASE_URL'] || env['CREDENTIALS_KEY']) {
    throw new ProvisioningError(
      '--new-key replaces the key that npm start keeps in DATA_DIR; here the key is given from outside.',
      'Set CREDENTIALS_KEY to a new key (openssl rand -base64 32) and CREDENTIALS_KEY_PREVIOUS to the one before, for every process and for this command. docs/runbooks/rotate-credentials-key.md has the steps.',
    );
  }
  if (args.length > 0) {
    throw new ProvisioningError(`--new-key does not go together with ${args.join(' ')}.`, 'Give one of them.');
  }
}

/**
 * Runs beside `npm start`. The service keeps the keys that it was started with. So the secrets can be counted and
 * sealed again, but the key cannot be replaced.
 */
async function besideStart(
  context: Context,
  { heldBy, url }: { heldBy: number; url: string | undefined },
  makesKey: boolean,
): Promise<number> {
  if (makesKey || url === undefined) {
    throw new ProvisioningError(
      makesKey
        ? `The service (pid ${heldBy}) is running on ${context.directory}, and would not know a new key.`
        : `The datastore of the command that is running (pid ${heldBy}) is not ready.`,
      `Stop it (kill ${heldBy}) and run this again${makesKey ? '; then start it' : ''}.`,
    );
  }
  say(`On the embedded datastore of the service that is running (pid ${heldBy}).`);
  return await rotateOn(context, url);
}

async function alone(context: Context, makesKey: boolean): Promise<number> {
  const { root, directory, signal } = context;
  const held = await takeDirectory(directory, say);
  let postgres: EmbeddedPostgres | undefined;
  try {
    postgres = await startEmbeddedPostgres({ root, directory, durable: true, say, signal });
    const env = { ...process.env, DATABASE_URL: postgres.url };
    await runOnce({ root, app: 'migrator', env, timeoutMs: migrationMs, signal });
    if (makesKey) {
      replaceKey(directory, resolveSecrets({ env: process.env, directory, embedded: true }).credentialsKey);
      say(`A new key is in ${directory}; the one before stays beside it until nothing is left under it.`);
    }
    return await rotateOn(context, postgres.url);
  } finally {
    await postgres?.stop();
    held.release();
  }
}

async function rotateOn({ root, directory, args, signal }: Context, databaseUrl: string): Promise<number> {
  const secrets = resolveSecrets({ env: process.env, directory, embedded: true });
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    CREDENTIALS_KEY: secrets.credentialsKey,
    ...(secrets.previousKeys ? { CREDENTIALS_KEY_PREVIOUS: secrets.previousKeys } : {}),
  };
  const code = await runRotator({ root, args, env, signal });
  if (code === 0 && secrets.keysKept) forgetPreviousKeys(directory);
  return code;
}
