import { chmod, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { wrongUse } from '../command-failed';
import type { World } from '../world';
import type { ProfilesFile } from './profile';

const OWN = 0o600;
const OTHERS = 0o077;

/** @returns `ADO_CONFIG`, or `ado/config.yaml` where programs keep their settings */
export function profilesPath({ env, home }: Pick<World, 'env' | 'home'>): string {
  const own = env['ADO_CONFIG'];
  if (own !== undefined && own !== '') return own;
  const base = env['XDG_CONFIG_HOME'];
  return join(base !== undefined && base !== '' ? base : join(home, '.config'), 'ado', 'config.yaml');
}

/**
 * @returns the profiles; none when there is no file
 * @throws CommandFailedError when others may read keys in it, or when it is not of this form
 */
export async function readProfiles(path: string): Promise<ProfilesFile> {
  const text = await readOrNothing(path);
  if (text === null) return { profiles: {} };
  const { parseProfiles } = await import('./profiles-form.ts');
  const file = parseProfiles(text, path);
  const { mode } = await stat(path);
  const holdsKey = Object.values(file.profiles).some(({ key }) => key !== undefined);
  if (holdsKey && (mode & OTHERS) !== 0) {
    throw wrongUse(
      `others may read the keys in ${path}`,
      `Run "chmod 600 ${path}" and, if others use this machine, make new keys.`,
    );
  }
  return file;
}

/** Written beside it and renamed into place, for its owner alone. */
export async function writeProfiles(path: string, file: ProfilesFile): Promise<void> {
  const { stringify } = await import('yaml');
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const unfinished = `${path}.${process.pid}.tmp`;
  await writeFile(unfinished, stringify(file), { mode: OWN });
  await chmod(unfinished, OWN);
  await rename(unfinished, path);
}

async function readOrNothing(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw wrongUse(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
