import { type Command, Option } from 'commander';
import type { components } from '@adcp-orchestrator/client';
import { answered } from '../connection/answered';
import type { Context } from '../context';
import { confirm } from '../input/ask';
import { examples } from '../options/examples';
import { withLimit } from '../options/filters';
import { future } from '../options/parsers';
import type { Column } from '../output/table';
import { tellMore } from '../output/tell-more';
import { MOST_ITEMS, readPages } from '../paging';

type ApiKey = components['schemas']['ApiKey'];

const roles = ['viewer', 'trader', 'admin'] as const;

const columns: readonly Column<ApiKey>[] = [
  { name: 'id', of: ({ id }) => id },
  { name: 'name', of: ({ name }) => name },
  { name: 'role', of: ({ role, platform_admin: platform }) => (platform ? `${role} (platform)` : role) },
  { name: 'expires', of: ({ expires_at: at }) => at ?? 'never', isTime: true },
  { name: 'last_used', of: ({ last_used_at: at }) => at, isTime: true },
  { name: 'created', of: ({ created_at: at }) => at, isTime: true },
  { name: 'created_by', of: ({ created_by: who }) => who },
];

export function addKeys(program: Command, context: Context): void {
  const keys = program
    .command('keys')
    .description("the tenant's API keys")
    .addHelpText('after', examples(['ado keys list', 'ado keys create reporting --role viewer --expires 90d']));
  addList(keys, context);
  addCreate(keys, context);
  addRevoke(keys, context);
}

function addList(keys: Command, context: Context): void {
  const command = keys
    .command('list')
    .description('keys: their role, when they end, when they were used last')
    .option('--expiring <time>', 'those that end within this time: 14d', future(context.world.now));
  withLimit(command)
    .addHelpText('after', examples(['ado keys list', 'ado keys list --expiring 14d']))
    .action(async ({ limit, expiring }: { limit: number; expiring?: string }) => {
      const client = await context.client();
      const all = await readPages(expiring === undefined ? limit : MOST_ITEMS, (query) =>
        answered(client.GET('/v1/api-keys', { params: { query } })),
      );
      const items = all.items.filter(({ expires_at: at }) => expiring === undefined || (at !== null && at <= expiring));
      const found = { items: items.slice(0, limit), hasMore: all.hasMore || items.length > limit };
      const { out } = context;
      out.answer({ items: found.items, has_more: found.hasMore }, () => {
        out.table(columns, found.items);
      });
      tellMore(out, found);
    });
}

interface CreateOptions {
  role: ApiKey['role'];
  expires?: string;
}

function addCreate(keys: Command, context: Context): void {
  keys
    .command('create')
    .description('make a key; it is shown this once')
    .argument('<name>', 'who or what uses it; timelines and the audit show it')
    .addOption(
      new Option('--role <role>', 'viewer reads, trader also acts, admin also sets up')
        .choices(roles)
        .makeOptionMandatory(),
    )
    .option('--expires <when>', 'when it ends: 90d, or an instant; absent: never', future(context.world.now))
    .addHelpText(
      'after',
      `${examples(['ado keys create reporting --role viewer --expires 90d', 'ado keys create ci --role trader > key.txt'])}

Without a terminal only the key is printed.`,
    )
    .action(async (name: string, { role, expires }: CreateOptions) => {
      const client = await context.client();
      const body = { name, role, ...(expires === undefined ? {} : { expires_at: expires }) };
      const made = await answered(client.POST('/v1/api-keys', { body }));
      const { out } = context;
      out.answer(made, () => {
        out.line(made.key);
        out.remark(
          `Key ${made.id} of ${out.plain(made.name)} (${made.role}) ends ${made.expires_at ?? 'never'}. It is shown this once.`,
        );
      });
    });
}

function addRevoke(keys: Command, context: Context): void {
  keys
    .command('revoke')
    .description('end a key within five seconds, with its sessions, streams and bulk jobs')
    .argument('<id>', 'the key\'s id, as "ado keys list" shows it')
    .option('-y, --yes', 'do not ask')
    .addHelpText('after', examples(['ado keys revoke 01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11']))
    .action(async (id: string, { yes }: { yes?: true }) => {
      await confirm(`End key ${id}? It does not come back.`, yes, context.world);
      const client = await context.client();
      await answered(client.DELETE('/v1/api-keys/{id}', { params: { path: { id } } }));
      context.out.answer({ id, revoked: true }, () => {
        context.out.line(`Key ${id} is revoked.`);
      });
    });
}
