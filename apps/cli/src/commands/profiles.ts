import type { Command } from 'commander';
import { createClient } from '@adcp-orchestrator/client';
import { CommandFailedError, wrongUse } from '../command-failed';
import { answered } from '../connection/answered';
import { politeFetch } from '../connection/polite-fetch';
import type { Profile } from '../connection/profile';
import { profilesPath, readProfiles, writeProfiles } from '../connection/profiles';
import type { Context } from '../context';
import { ExitCode } from '../exit-code';
import { readSecret } from '../input/read-secret';
import { examples } from '../options/examples';
import type { Column } from '../output/table';

interface Listed {
  name: string;
  url: string;
  key: string;
  is_default: boolean;
}

const columns: readonly Column<Listed>[] = [
  { name: 'name', of: ({ name }) => name },
  { name: 'url', of: ({ url }) => url },
  { name: 'key', of: ({ key }) => key },
  { name: 'default', of: ({ is_default: isDefault }) => (isDefault ? 'yes' : '') },
];

export function addProfiles(program: Command, context: Context): void {
  const profiles = program
    .command('profiles')
    .description('the settings file: where APIs are, and by what key')
    .addHelpText(
      'after',
      examples(['ado profiles add prod --url https://orchestrator.example', 'ado profiles use prod']),
    );
  addList(profiles, context);
  addAdd(profiles, context);
  addUse(profiles, context);
  addRemove(profiles, context);
}

function addList(profiles: Command, context: Context): void {
  profiles
    .command('list')
    .description('the profiles, without their keys')
    .addHelpText('after', examples(['ado profiles list']))
    .action(async () => {
      const file = await readProfiles(profilesPath(context.world));
      const items = Object.entries(file.profiles).map(([name, { url, key, key_file: keyFile }]) => ({
        name,
        url,
        key: key !== undefined ? 'kept here' : (keyFile ?? 'none'),
        is_default: name === file.default,
      }));
      context.out.answer({ items }, () => {
        context.out.table(columns, items);
      });
    });
}

function addAdd(profiles: Command, context: Context): void {
  profiles
    .command('add')
    .description('add or replace a profile; the first one is the default')
    .argument('<name>', 'such as prod')
    .option('--by-reference', 'keep the path of --key-file, not the key in it')
    .addHelpText(
      'after',
      `${examples([
        'ado profiles add prod --url https://orchestrator.example',
        'ado profiles add prod --url https://orchestrator.example --key-file - < key.txt',
        'ado profiles add prod --url https://orchestrator.example --key-file /run/secrets/ado --by-reference',
      ])}

The key is asked for, or comes from --key-file. It is tried before it is kept.`,
    )
    .action(async (name: string, { byReference }: { byReference?: true }) => {
      const { options, world, trace, out } = context;
      const { url, keyFile, timeout } = options;
      if (url === undefined || !URL.canParse(url)) throw wrongUse('give the address of the API with --url');
      if (byReference === true && (keyFile === undefined || keyFile === '-'))
        throw wrongUse('--by-reference needs --key-file with a path');
      const key = await readSecret(keyFile ?? '-', 'the key', world);
      const manners = { timeoutMs: timeout * 1_000, signal: world.signal, trace };
      const me = await answered(createClient({ baseUrl: url, apiKey: key, fetch: politeFetch(manners) }).GET('/v1/me'));
      const profile: Profile = byReference === true ? { url, key_file: keyFile } : { url, key };
      const path = profilesPath(world);
      const file = await readProfiles(path);
      await writeProfiles(path, { default: file.default ?? name, profiles: { ...file.profiles, [name]: profile } });
      const role = me.key?.role ?? me.user?.role ?? 'unknown';
      out.answer({ name, url, tenant: me.tenant, role }, () => {
        out.line(`Profile ${name}: ${out.plain(me.tenant.name)} at ${url}, as ${role}. Kept in ${path}.`);
      });
    });
}

function addUse(profiles: Command, context: Context): void {
  profiles
    .command('use')
    .description('make a profile the default')
    .argument('<name>', 'of a profile')
    .addHelpText('after', examples(['ado profiles use prod']))
    .action(async (name: string) => {
      const path = profilesPath(context.world);
      const file = await readProfiles(path);
      if (file.profiles[name] === undefined) throw unknown(name, path);
      await writeProfiles(path, { ...file, default: name });
      context.out.answer({ default: name }, () => {
        context.out.line(`${name} is used when none is named.`);
      });
    });
}

function addRemove(profiles: Command, context: Context): void {
  profiles
    .command('remove')
    .description('forget a profile; its key goes on working')
    .argument('<name>', 'of a profile')
    .addHelpText('after', examples(['ado profiles remove staging']))
    .action(async (name: string) => {
      const path = profilesPath(context.world);
      const file = await readProfiles(path);
      const { [name]: gone, ...left } = file.profiles;
      if (gone === undefined) throw unknown(name, path);
      await writeProfiles(path, {
        ...(file.default === name || file.default === undefined ? {} : { default: file.default }),
        profiles: left,
      });
      context.out.answer({ removed: name }, () => {
        context.out.line(`${name} is forgotten.`);
      });
    });
}

function unknown(name: string, path: string): CommandFailedError {
  return new CommandFailedError(ExitCode.notFound, `there is no profile "${name}" in ${path}`);
}
