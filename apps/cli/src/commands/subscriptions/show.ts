import type { Command } from 'commander';
import { answered } from '../../connection/answered';
import type { Context } from '../../context';
import { examples } from '../../options/examples';
import { distance, instant } from '../../output/moment';
import { deliveryColumns } from '../delivery-columns';
import type { Subscription } from './list';

/** So many of its notifications are shown. */
const LATEST = 10;

export function addShow(subscriptions: Command, context: Context): void {
  subscriptions
    .command('show')
    .description('one subscription: its settings, and its latest notifications; never a secret')
    .argument('<id>', "the subscription's id")
    .addHelpText('after', examples(['ado subscriptions show 01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11']))
    .action(async (id: string) => {
      const client = await context.client();
      const [subscription, { items: deliveries }] = await Promise.all([
        answered(client.GET('/v1/subscriptions/{id}', { params: { path: { id } } })),
        answered(client.GET('/v1/deliveries', { params: { query: { subscription_id: id, limit: LATEST } } })),
      ]);
      const { out } = context;
      out.answer({ subscription, deliveries }, () => {
        const { channel, url, to } = subscription;
        out.line(out.paint('bold', out.plain(`${channel} to ${to ?? url ?? '?'}`)));
        for (const [name, value] of factsOf(subscription, context.world.now())) {
          if (value !== null) out.line(`  ${name.padEnd(16)} ${out.plain(value)}`);
        }
        out.line();
        if (deliveries.length === 0) out.line('nothing was owed to it lately');
        else out.table(deliveryColumns, deliveries);
      });
    });
}

function factsOf(subscription: Subscription, now: Date): [string, string | null][] {
  const { events, quiet_hours: quiet, digest } = subscription;
  const at = (time: string | null): string | null =>
    time === null ? null : `${instant(time)} (${distance(time, now)})`;
  return [
    ['id', subscription.id],
    ['state', subscription.enabled ? 'enabled' : `disabled: ${subscription.disabled_reason ?? 'nobody said why'}`],
    ['events', events.length === 0 ? 'all' : events.join(', ')],
    ['seller', subscription.seller_id],
    ['user', subscription.user_id],
    ['quiet hours', quiet === null ? null : `${quiet.from} to ${quiet.to}, ${quiet.time_zone}`],
    [
      'digest',
      digest === null
        ? null
        : `${digest.every}${digest.at === null ? '' : ` at ${digest.at}`}, ${digest.time_zone}${digest.urgent ? '; what is pressing at once' : ''}`,
    ],
    ['description', subscription.description],
    ['old secret until', at(subscription.previous_secret_until)],
    ['created', at(subscription.created_at)],
  ];
}
