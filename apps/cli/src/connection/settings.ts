import { CommandFailedError, wrongUse } from '../command-failed';
import { ExitCode } from '../exit-code';
import { readSecret } from '../input/read-secret';
import type { World } from '../world';
import type { Profile } from './profile';
import { profilesPath, readProfiles } from './profiles';

/** What every command takes. */
export interface GlobalOptions {
  url?: string;
  profile?: string;
  keyFile?: string;
  json?: true;
  color: boolean;
  timeout: number;
  debug?: true;
}

export interface Settings {
  url: string;
  key: string;
}

const DEFAULT_WAYS =
  'Give it with --key-file FILE (- for stdin), ADO_KEY, ADO_KEY_FILE, or a profile ("ado profiles add").';

/**
 * Where the API is, and by what key. Options come before the environment, the environment before the profile. A profile's key
 * goes to the profile's address alone.
 */
export async function settingsOf(options: GlobalOptions, world: World): Promise<Settings> {
  const profile = await profileOf(options, world);
  const url = options.url ?? valueOf(world.env['ADO_URL']) ?? profile?.url;
  if (url === undefined) {
    throw wrongUse(
      'no API is named',
      'Give its address with --url or ADO_URL, such as http://127.0.0.1:3000, or make a profile with "ado profiles add".',
    );
  }
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw wrongUse(`"${url}" is not the address of an API`, 'Write it like https://orchestrator.example.');
  }
  return { url, key: await keyOf(options, world, profile?.url === url ? profile : undefined) };
}

/** @returns where the API is, if anything says so; needs no key */
export async function urlOf(options: GlobalOptions, world: World): Promise<string | null> {
  const profile = await profileOf(options, world);
  return options.url ?? valueOf(world.env['ADO_URL']) ?? profile?.url ?? null;
}

async function profileOf(options: GlobalOptions, world: World): Promise<Profile | undefined> {
  const path = profilesPath(world);
  const file = await readProfiles(path);
  const named = options.profile ?? valueOf(world.env['ADO_PROFILE']);
  const name = named ?? file.default;
  if (name === undefined) return undefined;
  const profile = file.profiles[name];
  if (profile === undefined) {
    const known = Object.keys(file.profiles).join(', ') || 'none';
    throw new CommandFailedError(ExitCode.usage, `there is no profile "${name}" in ${path}`, {
      wayOut: `There is: ${known}. "ado profiles add" makes one.`,
    });
  }
  return profile;
}

async function keyOf(options: GlobalOptions, world: World, profile: Profile | undefined): Promise<string> {
  const fromFile = options.keyFile ?? undefined;
  if (fromFile !== undefined) return readSecret(fromFile, 'the key', world);
  const own = valueOf(world.env['ADO_KEY']);
  if (own !== undefined) return own;
  const ownFile = valueOf(world.env['ADO_KEY_FILE']);
  if (ownFile !== undefined) return readSecret(ownFile, 'the key', world);
  if (profile?.key !== undefined) return profile.key;
  if (profile?.key_file !== undefined) return readSecret(profile.key_file, 'the key', world);
  throw wrongUse('no API key is given', DEFAULT_WAYS);
}

/** @returns what a variable holds: shells and containers pass unset ones as empty texts */
export function valueOf(text: string | undefined): string | undefined {
  return text === undefined || text === '' ? undefined : text;
}
