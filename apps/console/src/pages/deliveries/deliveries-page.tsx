import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useCallback, useMemo } from 'react';
import { eventText, receiverOf, subscriptionsQuery } from '../../api/subscriptions';
import { paths } from '../../app/paths';
import { Empty } from '../../parts/empty';
import type { Filter } from '../../parts/filter-chips';
import { List } from '../../parts/list';
import { ListBar } from '../../parts/list-bar';
import { usePages } from '../../parts/list-rows';
import { Page } from '../../parts/page';
import { RecoverAction } from '../../parts/recover-action';
import { useUrlState } from '../../parts/use-url-state';
import { ForRole } from '../../session/me';
import { texts } from '../../texts';
import { useDeliveryColumns } from './columns';
import { type Delivery, deliveriesQuery, filtersOf } from './deliveries-list';
import { DeliveryPanel } from './delivery-panel';

const words = texts.deliveries;
const idOf = ({ id }: Delivery): string => id;
const versionOf = ({ attempt_count: count, status }: Delivery): number => count * 2 + (status === 'delivered' ? 1 : 0);

/** Who was told what, and who was not: filtered by the address, and opened beside the list. */
export default function DeliveriesPage(): ReactNode {
  const [search, set] = useUrlState();
  const filters = filtersOf(search);
  const list = usePages(useInfiniteQuery(deliveriesQuery(filters)));
  const columns = useDeliveryColumns();
  const open = useCallback(
    ({ id }: Delivery) => {
      set({ delivery: id });
    },
    [set],
  );
  const { delivery, subscription_id: subscription } = search;
  return (
    <Page
      title={words.title}
      isFilling
      actions={
        subscription !== undefined && (
          <ForRole role="admin">
            <RecoverAction id={subscription} />
          </ForRole>
        )
      }
    >
      <ListBar filters={useFilters()} />
      <List
        label={words.title}
        of={list}
        empty={<Nothing filters={filters} />}
        columns={columns}
        idOf={idOf}
        versionOf={versionOf}
        open={open}
      />
      {delivery !== undefined && (
        <DeliveryPanel
          id={delivery}
          close={() => {
            set({ delivery: undefined });
          }}
        />
      )}
    </Page>
  );
}

/** Why nobody was told: for whoever looks for a notification that did not come. */
function Nothing({ filters }: { filters: object }): ReactNode {
  const isFiltered = Object.keys(filters).length > 0;
  const { data } = useQuery(subscriptionsQuery);
  const why = isFiltered ? words.noneMatch : data?.items.length === 0 ? words.nobody : words.noneYet;
  return (
    <Empty why={why}>
      <Link {...paths.subscriptions()}>{words.seeSubscriptions}</Link>
      {isFiltered && <Link {...paths.deliveries()}>{words.showAll}</Link>}
    </Empty>
  );
}

function useFilters(): readonly Filter[] {
  const { data } = useQuery(subscriptionsQuery);
  return useMemo(
    () => [
      { name: 'status', label: words.filters.status, options: optionsOf(words.statuses) },
      { name: 'channel', label: words.filters.channel, options: optionsOf(texts.channels) },
      {
        name: 'subscription_id',
        label: words.filters.subscription,
        options: (data?.items ?? []).map((one) => ({ value: one.id, label: receiverOf(one) })),
      },
      {
        name: 'event_type',
        label: words.filters.event,
        options: Object.keys(texts.events).map((value) => ({ value, label: eventText(value) })),
      },
      { name: 'operation_id', label: words.filters.operation, kind: 'text' },
    ],
    [data],
  );
}

function optionsOf(named: Readonly<Record<string, string>>): { value: string; label: string }[] {
  return Object.entries(named).map(([value, label]) => ({ value, label }));
}
