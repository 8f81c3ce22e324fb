import type { Command } from 'commander';
import type { components } from '@adcp-orchestrator/client';
import { answered } from '../../connection/answered';
import type { Context } from '../../context';
import { examples } from '../../options/examples';
import { withLimit } from '../../options/filters';
import type { Column } from '../../output/table';
import { tellMore } from '../../output/tell-more';
import { readPages } from '../../paging';

type ListedSeller = components['schemas']['ListedSeller'];
type Count = components['schemas']['OperationCount'];

const atLeast = (count: Count | undefined): string => {
  if (count === undefined) return '';
  return typeof count === 'number' ? String(count) : `${count.at_least}+`;
};

export const sellerColumns: readonly Column<ListedSeller>[] = [
  { name: 'id', of: ({ id }) => id },
  { name: 'dialect', of: ({ dialect }) => dialect },
  { name: 'circuit', of: ({ health }) => health?.circuit },
  { name: 'problems', of: ({ health }) => health?.problems.join(',') },
  { name: 'paused', of: ({ paused_since: since }) => since, isTime: true },
  { name: 'open', of: ({ health }) => atLeast(health?.operations.open) },
  { name: 'pending', of: ({ health }) => atLeast(health?.operations.pending) },
  { name: 'attention', of: ({ health }) => atLeast(health?.operations.attention) },
  { name: 'last_answer', of: ({ health }) => health?.last_success_at, isTime: true },
  { name: 'agent_url', of: ({ agent_url: url }) => url, isLong: true },
];

export function addList(sellers: Command, context: Context): void {
  withLimit(sellers.command('list').description('sellers, with what is wrong with each'))
    .addHelpText('after', examples(['ado sellers list', 'ado sellers list --json | jq -r .items[].id']))
    .action(async ({ limit }: { limit: number }) => {
      const client = await context.client();
      const found = await readPages(limit, (page) =>
        answered(client.GET('/v1/sellers', { params: { query: { include: 'health', ...page } } })),
      );
      const { out } = context;
      out.answer({ items: found.items, has_more: found.hasMore }, () => {
        out.table(sellerColumns, found.items);
      });
      tellMore(out, found);
    });
}
