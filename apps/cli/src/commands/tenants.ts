import type { Command } from 'commander';
import type { components } from '@adcp-orchestrator/client';
import { answered } from '../connection/answered';
import type { Context } from '../context';
import { confirm } from '../input/ask';
import { examples } from '../options/examples';
import { withLimit } from '../options/filters';
import type { Column } from '../output/table';
import { tellMore } from '../output/tell-more';
import { readPages } from '../paging';

type Tenant = components['schemas']['Tenant'];

const columns: readonly Column<Tenant>[] = [
  { name: 'id', of: ({ id }) => id },
  { name: 'name', of: ({ name }) => name },
  { name: 'paused', of: ({ paused_since: since }) => since, isTime: true },
  { name: 'max_sellers', of: ({ limits }) => limits.max_sellers },
  { name: 'max_open_operations', of: ({ limits }) => limits.max_open_operations },
  { name: 'requests_per_second', of: ({ limits }) => limits.requests_per_second },
  { name: 'created', of: ({ created_at: at }) => at, isTime: true },
];

export function addTenants(program: Command, context: Context): void {
  const tenants = program
    .command('tenants')
    .description("tenants, with the platform admin's key")
    .addHelpText('after', examples(['ado tenants list', 'ado tenants create "Desk North"']));
  addList(tenants, context);
  addCreate(tenants, context);
  addPauses(tenants, context);
}

function addList(tenants: Command, context: Context): void {
  withLimit(tenants.command('list').description('all tenants'))
    .addHelpText('after', examples(['ado tenants list --json']))
    .action(async ({ limit }: { limit: number }) => {
      const client = await context.client();
      const found = await readPages(limit, (query) => answered(client.GET('/v1/tenants', { params: { query } })));
      const { out } = context;
      out.answer({ items: found.items, has_more: found.hasMore }, () => {
        out.table(columns, found.items);
      });
      tellMore(out, found);
    });
}

function addCreate(tenants: Command, context: Context): void {
  tenants
    .command('create')
    .description('make a tenant, with its first admin key, which is shown this once')
    .argument('<name>', 'unique among tenants')
    .addHelpText('after', examples(['ado tenants create "Desk North"']))
    .action(async (name: string) => {
      const client = await context.client();
      const made = await answered(client.POST('/v1/tenants', { body: { name } }));
      const { out } = context;
      out.answer(made, () => {
        out.line(made.key);
        out.remark(`Tenant ${made.id} is made. This is its first admin key, shown this once.`);
      });
    });
}

function addPauses(tenants: Command, context: Context): void {
  tenants
    .command('pause')
    .description('send nothing of a tenant; what was sent is followed all the same')
    .argument('<id>', "the tenant's id")
    .option('-y, --yes', 'do not ask')
    .addHelpText('after', examples(['ado tenants pause 7c9e6679-7425-40de-944b-e07fc1f90ae7']))
    .action(async (id: string, { yes }: { yes?: true }) => {
      await confirm(`Send nothing of tenant ${id} any more?`, yes, context.world);
      await setPaused(context, id, true);
    });
  tenants
    .command('resume')
    .description('send again')
    .argument('<id>', "the tenant's id")
    .addHelpText('after', examples(['ado tenants resume 7c9e6679-7425-40de-944b-e07fc1f90ae7']))
    .action((id: string) => setPaused(context, id, false));
}

async function setPaused(context: Context, id: string, paused: boolean): Promise<void> {
  const client = await context.client();
  const tenant = await answered(client.PATCH('/v1/tenants/{id}', { params: { path: { id } }, body: { paused } }));
  context.out.answer(tenant, () => {
    context.out.table(columns, [tenant]);
  });
}
