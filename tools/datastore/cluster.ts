import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { ProvisioningError } from '../shared/problem.mjs';
import { type User, asUser } from './unprivileged-user';

/** The server's only login role, a superuser. Its password is made for this directory. */
export const superuser = 'adcp';
const major = '18';
const unfinishedPrefix = 'postgres-unfinished-';

/**
 * Makes the database cluster below `directory` unless it is there. A cluster is made beside its place and renamed into
 * it, so an interrupted one is never taken for a whole one.
 */
export async function ensureCluster({
  directory,
  native,
  user,
  durable,
  signal,
}: {
  directory: string;
  native: string;
  user: User | undefined;
  durable: boolean;
  signal?: AbortSignal;
}): Promise<{ dataDirectory: string; password: string; user: User | undefined }> {
  const dataDirectory = join(directory, 'postgres');
  const passwordFile = join(directory, 'postgres-password');
  for (const name of readdirSync(directory)) {
    if (name.startsWith(unfinishedPrefix)) rmSync(join(directory, name), { recursive: true, force: true });
  }
  if (existsSync(join(dataDirectory, 'PG_VERSION'))) {
    return { dataDirectory, password: readPassword(passwordFile, directory), user: ownerOf(dataDirectory, user) };
  }
  const password = randomBytes(24).toString('hex');
  const unfinished = join(directory, `${unfinishedPrefix}${process.pid}`);
  const handedOver = join(unfinished, 'password');
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(handedOver, `${password}\n`, { mode: 0o600 });
  if (user) for (const path of [unfinished, handedOver]) chownSync(path, user.uid, user.gid);
  await initdb({ native, user, durable, target: join(unfinished, 'data'), handedOver, signal });
  // The password goes to its place first: without it a cluster would be of no use.
  const unfinishedPassword = `${passwordFile}.${process.pid}`;
  writeFileSync(unfinishedPassword, password, { mode: 0o600 });
  renameSync(unfinishedPassword, passwordFile);
  renameSync(join(unfinished, 'data'), dataDirectory);
  rmSync(unfinished, { recursive: true, force: true });
  return { dataDirectory, password, user };
}

function initdb({
  native,
  user,
  durable,
  target,
  handedOver,
  signal,
}: {
  native: string;
  user: User | undefined;
  durable: boolean;
  target: string;
  handedOver: string;
  signal: AbortSignal | undefined;
}): Promise<void> {
  const args = ['-D', target, '-U', superuser, `--pwfile=${handedOver}`, '--auth=scram-sha-256', '--encoding=UTF8'];
  // The built-in provider sorts and compares the same on every machine, whatever locales that has.
  args.push('--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  if (!durable) args.push('--no-sync');
  return new Promise((resolve, reject) => {
    const child = spawn(join(native, 'bin', 'initdb'), args, {
      ...asUser(user),
      cwd: '/',
      env: { PATH: process.env['PATH'], TZ: 'UTC', LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      timeout: 120_000,
      killSignal: 'SIGKILL',
      ...(signal ? { signal } : {}),
    });
    let output = '';
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-4_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', reject);
    child.once('close', (code, killed) => {
      if (code === 0) resolve();
      else
        reject(
          new ProvisioningError(
            `The embedded Postgres could not be initialised (initdb: ${killed ?? `exit code ${code}`}):\n${output.trim()}`,
            'Check that the disk of DATA_DIR has space and can hold files of mode 0700, or set DATABASE_URL to a server of your own.',
          ),
        );
    });
  });
}

/** Existing data keeps its owner, even if the machine now has a better user to run Postgres as. */
function ownerOf(dataDirectory: string, user: User | undefined): User | undefined {
  const made = readFileSync(join(dataDirectory, 'PG_VERSION'), 'utf8').trim();
  if (made !== major) {
    throw new ProvisioningError(
      `${dataDirectory} was made by Postgres ${made}; the embedded one is ${major} and cannot read it.`,
      'Dump it with its own version, or set DATA_DIR to a new directory.',
    );
  }
  const { uid, gid } = lstatSync(dataDirectory);
  if (user) {
    if (uid === 0) {
      throw new ProvisioningError(
        `${dataDirectory} belongs to root, as whom Postgres does not run.`,
        `Give it to the user "${user.name}" (chown -R ${user.name} "${dataDirectory}").`,
      );
    }
    return uid === user.uid ? user : { name: `#${uid}`, uid, gid };
  }
  if (uid !== process.getuid?.()) {
    throw new ProvisioningError(
      `${dataDirectory} belongs to another user (uid ${uid}).`,
      'Run the command as that user (root if root made it), or set DATA_DIR to a directory of your own.',
    );
  }
  chmodSync(dataDirectory, 0o700); // Postgres refuses anything wider, which a copied or restored directory may have
  return undefined;
}

function readPassword(passwordFile: string, directory: string): string {
  try {
    return readFileSync(passwordFile, 'utf8').trim();
  } catch (error) {
    throw new ProvisioningError(
      `The password of the embedded Postgres cannot be read: ${passwordFile}`,
      `Run the command as the user who made ${directory}, restore the file, or remove the directory to begin with empty data.`,
      { cause: error },
    );
  }
}
