import type { Command } from 'commander';
import { answered } from '../connection/answered';
import type { Context } from '../context';
import type { ListedOperation } from '../find-operation';
import { examples } from '../options/examples';
import { type OperationFilters, queryOf, withLimit, withOperationFilters } from '../options/filters';
import type { Column } from '../output/table';
import { readPages } from '../paging';
import { tellMore } from '../output/tell-more';
import { money } from '../words';

const columns: readonly Column<ListedOperation>[] = [
  { name: 'id', of: ({ id }) => id },
  { name: 'status', of: ({ status }) => status },
  { name: 'since', of: ({ status_since: since }) => since, isTime: true },
  { name: 'type', of: ({ type }) => type },
  { name: 'seller', of: ({ seller_id: seller }) => seller },
  { name: 'po_number', of: ({ po_number: number }) => number },
  { name: 'budget', of: ({ summary }) => money(summary.total_budget) },
  { name: 'attention', of: ({ attention }) => attention?.reason },
  { name: 'message', of: ({ message }) => message, isLong: true },
];

export function addList(program: Command, context: Context): void {
  const command = program.command('list').description('operations, the newest first');
  withLimit(withOperationFilters(command, context.world.now))
    .addHelpText(
      'after',
      examples([
        'ado list --status open --seller acme',
        'ado list --created-after 2h --json',
        'ado list --search PO-77',
      ]),
    )
    .action(async ({ limit, ...filters }: OperationFilters & { limit: number }) => {
      const client = await context.client();
      const found = await readPages(limit, (page) =>
        answered(client.GET('/v1/operations', { params: { query: { ...queryOf(filters), ...page } } })),
      );
      const { out } = context;
      out.answer({ items: found.items, has_more: found.hasMore }, () => {
        out.table(columns, found.items);
      });
      tellMore(out, found);
    });
}
