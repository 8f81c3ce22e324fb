import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useCallback, useMemo } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import { sellersQuery, useSellerName } from '../../api/sellers';
import type { Schemas } from '../../api/types';
import { paths } from '../../app/paths';
import { CreativesDue } from '../../parts/creatives-due';
import type { Column } from '../../parts/data-table';
import { DeliveryState } from '../../parts/delivery-state';
import { Empty } from '../../parts/empty';
import type { Filter } from '../../parts/filter-chips';
import { List } from '../../parts/list';
import { ListBar } from '../../parts/list-bar';
import { usePages } from '../../parts/list-rows';
import { Page } from '../../parts/page';
import { useUrlState } from '../../parts/use-url-state';
import { When } from '../../parts/when';
import { texts } from '../../texts';

type MediaBuy = Schemas['MediaBuy'];

const words = texts.mediaBuys;
const PAGE_ROWS = 100;
const idOf = ({ seller_id: seller, media_buy_id: id }: MediaBuy): string => `${seller} ${id}`;

/** Every media buy that operations have booked, and whether it delivers. */
export default function MediaBuysPage(): ReactNode {
  const [{ seller_id: sellerId, status }] = useUrlState();
  const filters = {
    ...(sellerId === undefined ? {} : { seller_id: sellerId }),
    ...(status === undefined ? {} : { status: status as MediaBuy['status'] }),
  };
  const query = useInfiniteQuery({
    queryKey: keys.mediaBuys.list(filters),
    queryFn: ({ pageParam }) =>
      dataOf(
        client.GET('/v1/media-buys', {
          params: { query: { ...filters, limit: PAGE_ROWS, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor: cursor }) => cursor,
  });
  const navigate = useNavigate();
  const open = useCallback(
    ({ seller_id: seller, media_buy_id: id }: MediaBuy) => void navigate(paths.mediaBuy(seller, id)),
    [navigate],
  );
  const columns = useColumnsOf();
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <Page title={words.title} isFilling>
      <ListBar filters={useFilters()} />
      <List
        label={words.title}
        of={usePages(query)}
        empty={
          <Empty why={isFiltered ? words.noneMatch : words.noneYet}>
            {isFiltered ? (
              <Link {...paths.mediaBuys()}>{texts.operations.clear}</Link>
            ) : (
              <Link {...paths.operations()}>{texts.nav.operations}</Link>
            )}
          </Empty>
        }
        columns={columns}
        idOf={idOf}
        open={open}
      />
    </Page>
  );
}

function useColumnsOf(): readonly Column<MediaBuy>[] {
  const sellerName = useSellerName();
  return useMemo<readonly Column<MediaBuy>[]>(
    () => [
      {
        id: 'buy',
        header: words.columns.buy,
        cell: ({ seller_id: seller, media_buy_id: id }) => (
          <Link {...paths.mediaBuy(seller, id)} tabIndex={-1}>
            {id}
          </Link>
        ),
      },
      {
        id: 'status',
        header: words.columns.status,
        width: 220,
        cell: ({ status }) => <DeliveryState status={status} />,
      },
      { id: 'seller', header: words.columns.seller, cell: ({ seller_id: id }) => sellerName(id), from: 560 },
      {
        id: 'creatives',
        header: words.columns.creatives,
        width: 150,
        cell: ({ creative_deadline: at }) => <CreativesDue at={at} />,
        from: 700,
      },
      {
        id: 'asked',
        header: words.columns.asked,
        width: 130,
        cell: ({ asked_at: at }) => at !== null && <When at={at} />,
        from: 980,
      },
      {
        id: 'changed',
        header: words.columns.changed,
        width: 130,
        cell: ({ updated_at: at }) => <When at={at} />,
        from: 860,
      },
    ],
    [sellerName],
  );
}

function useFilters(): readonly Filter[] {
  const { data } = useQuery(sellersQuery);
  return useMemo(
    () => [
      {
        name: 'seller_id',
        label: words.filters.seller,
        options: (data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
      },
      {
        name: 'status',
        label: words.filters.status,
        options: Object.entries(words.status).map(([value, label]) => ({ value, label })),
      },
    ],
    [data],
  );
}
