import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { eventText, receiverOf, useSubscription } from '../../api/subscriptions';
import { paths } from '../../app/paths';
import type { Column } from '../../parts/data-table';
import { DeliveryWord } from '../../parts/delivery-word';
import { shortId } from '../../parts/format';
import { useUrlState } from '../../parts/use-url-state';
import { When } from '../../parts/when';
import { texts } from '../../texts';
import type { Delivery } from './deliveries-list';

const words = texts.deliveries.columns;

export function useDeliveryColumns(): readonly Column<Delivery>[] {
  const subscription = useSubscription();
  const [search] = useUrlState();
  const address = JSON.stringify(search);
  return useMemo<readonly Column<Delivery>[]>(
    () => [
      { id: 'status', header: words.status, width: 140, cell: (row) => <DeliveryWord of={row} /> },
      {
        id: 'event',
        header: words.event,
        cell: ({ id, event_type: type }) => (
          <Link
            {...paths.deliveries({ ...(JSON.parse(address) as Record<string, string>), delivery: id })}
            tabIndex={-1}
          >
            {eventText(type)}
          </Link>
        ),
      },
      {
        id: 'to',
        header: words.to,
        from: 520,
        cell: ({ subscription_id: id }) => {
          const found = subscription(id);
          if (found === undefined) return texts.deliveries.gone;
          return `${texts.channels[found.channel]}: ${receiverOf(found)}`;
        },
      },
      {
        id: 'operation',
        header: words.operation,
        width: 100,
        from: 760,
        cell: ({ operation_id: id }) =>
          id === null ? null : (
            <Link {...paths.operation(id)} tabIndex={-1}>
              {shortId(id)}
            </Link>
          ),
      },
      {
        id: 'attempts',
        header: words.attempts,
        width: 80,
        align: 'right',
        from: 640,
        cell: ({ attempt_count: count }) => count,
      },
      { id: 'error', header: words.error, from: 1_000, cell: ({ last_error: error }) => error },
      { id: 'created', header: words.created, width: 120, from: 400, cell: ({ created_at: at }) => <When at={at} /> },
    ],
    [subscription, address],
  );
}
