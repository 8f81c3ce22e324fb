import { IconCheck, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { type Subscription, eventText, receiverOf } from '../../api/subscriptions';
import { paths } from '../../app/paths';
import type { Column } from '../../parts/data-table';
import statusClasses from '../../parts/status-word.module.css';
import { texts } from '../../texts';

const words = texts.subscriptions.columns;

export function useSubscriptionColumns(sellerName: (id: string) => string): readonly Column<Subscription>[] {
  return useMemo<readonly Column<Subscription>[]>(
    () => [
      { id: 'state', header: words.state, width: 116, cell: (row) => <StateWord of={row} /> },
      { id: 'channel', header: words.channel, width: 90, cell: ({ channel }) => texts.channels[channel], from: 420 },
      {
        id: 'to',
        header: words.to,
        cell: (row) => (
          <Link {...paths.subscription(row.id)} tabIndex={-1}>
            {receiverOf(row)}
          </Link>
        ),
      },
      { id: 'events', header: words.events, cell: ({ events }) => eventsText(events), from: 640 },
      {
        id: 'only',
        header: words.only,
        from: 900,
        cell: ({ seller_id: seller, user_id: user }) =>
          [...(seller === null ? [] : [sellerName(seller)]), ...(user === null ? [] : [user])].join(', '),
      },
      {
        id: 'rhythm',
        header: words.rhythm,
        width: 170,
        from: 1_040,
        cell: ({ digest, quiet_hours: quiet }) => rhythmText(digest, quiet),
      },
    ],
    [sellerName],
  );
}

/** Whether anybody is told. Why not is in the panel, and on hover. */
export function StateWord({ of: { enabled, disabled_reason: why } }: { of: Subscription }): ReactNode {
  const Icon = enabled ? IconCheck : IconX;
  return (
    <span className={statusClasses.word} data-meaning={enabled ? 'good' : 'ours'} title={why ?? undefined}>
      <Icon size={15} stroke={2} aria-hidden className={statusClasses.icon} />
      {enabled ? texts.subscriptions.enabled : texts.subscriptions.disabled}
    </span>
  );
}

export function eventsText(events: Subscription['events']): string {
  return events.length === 0 ? texts.subscriptions.everyEvent : events.map(eventText).join(', ');
}

export function rhythmText(digest: Subscription['digest'], quiet: Subscription['quiet_hours']): string {
  const { atOnce, hourly, daily, quietFrom } = texts.subscriptions;
  const told = digest === null ? atOnce : digest.every === 'hourly' ? hourly : daily(digest.at ?? '');
  return quiet === null ? told : `${told}, ${quietFrom(quiet.from, quiet.to)}`;
}
