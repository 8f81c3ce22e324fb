import type { Command } from 'commander';
import type { components } from '@adcp-orchestrator/client';
import { answered } from '../../connection/answered';
import type { Context } from '../../context';
import { examples } from '../../options/examples';
import { withLimit } from '../../options/filters';
import type { Column } from '../../output/table';
import { tellMore } from '../../output/tell-more';
import { MOST_ITEMS, readPages } from '../../paging';

export type Subscription = components['schemas']['Subscription'];

export const subscriptionColumns: readonly Column<Subscription>[] = [
  { name: 'id', of: ({ id }) => id },
  { name: 'channel', of: ({ channel }) => channel },
  { name: 'to', of: ({ url, to }) => to ?? url },
  { name: 'state', of: ({ enabled }) => (enabled ? 'enabled' : 'disabled') },
  { name: 'why', of: ({ disabled_reason: reason }) => reason },
  { name: 'seller', of: ({ seller_id: seller }) => seller },
  { name: 'user', of: ({ user_id: user }) => user },
  { name: 'created', of: ({ created_at: at }) => at, isTime: true },
  { name: 'events', of: ({ events }) => (events.length === 0 ? 'all' : events.join(',')), isLong: true },
];

export function addList(subscriptions: Command, context: Context): void {
  const command = subscriptions
    .command('list')
    .description('subscriptions, the newest first: where they go, of what, and whether they are disabled')
    .option('--disabled', 'those that are told nothing');
  withLimit(command)
    .addHelpText('after', examples(['ado subscriptions list', 'ado subscriptions list --disabled']))
    .action(async ({ limit, disabled }: { limit: number; disabled?: true }) => {
      const client = await context.client();
      const all = await readPages(disabled === true ? MOST_ITEMS : limit, (query) =>
        answered(client.GET('/v1/subscriptions', { params: { query } })),
      );
      const items = all.items.filter(({ enabled }) => disabled !== true || !enabled);
      const found = { items: items.slice(0, limit), hasMore: all.hasMore || items.length > limit };
      const { out } = context;
      out.answer({ items: found.items, has_more: found.hasMore }, () => {
        out.table(subscriptionColumns, found.items);
      });
      tellMore(out, found);
    });
}
