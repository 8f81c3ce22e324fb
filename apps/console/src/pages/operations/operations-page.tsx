import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useCallback, useMemo } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import { type OperationFilters, countText, operationStatuses } from '../../api/operations';
import { sellersQuery } from '../../api/sellers';
import type { Operation } from '../../api/types';
import { paths } from '../../app/paths';
import { DataTable } from '../../parts/data-table';
import { Empty } from '../../parts/empty';
import { type Filter, FilterChips } from '../../parts/filter-chips';
import { Late } from '../../parts/late';
import { Loading } from '../../parts/loading';
import { Page } from '../../parts/page';
import { ProblemNote } from '../../parts/problem-note';
import { useUrlState } from '../../parts/use-url-state';
import { texts } from '../../texts';
import { useOperationColumns } from './columns';
import classes from './operations-page.module.css';
import { filtersOf, queryOf, useOperations } from './operations-list';

const words = texts.operations;
const idOf = ({ id }: Operation): string => id;
const versionOf = ({ version }: Operation): number => version;

/** Every operation of the tenant: filtered by its address, live, and opened by Enter. */
export default function OperationsPage(): ReactNode {
  const [search] = useUrlState();
  const address = JSON.stringify(filtersOf(search));
  const filters = useMemo(() => JSON.parse(address) as OperationFilters, [address]);
  const { query, rows, held } = useOperations(filters);
  const columns = useOperationColumns();
  const navigate = useNavigate();
  const open = useCallback((row: Operation) => void navigate(paths.operation(row.id)), [navigate]);
  const more = useCallback(() => void query.fetchNextPage(), [query]);
  return (
    <Page title={words.title} note={<Total filters={filters} />} isFilling>
      <div className={classes.bar}>
        <FilterChips filters={useFilters()} />
        {filters.q !== undefined && <span className={classes.search}>{words.searchFor(filters.q)}</span>}
        {held.waiting > 0 && (
          <Button size="compact-sm" variant="light" onClick={held.show} className={classes.news}>
            {texts.table.news(held.waiting)}
          </Button>
        )}
      </div>
      {query.isError && <ProblemNote error={query.error} again={() => void query.refetch()} />}
      {query.isPending && (
        <Late>
          <Loading lines={10} />
        </Late>
      )}
      {query.isSuccess && rows.length === 0 && <Nothing isFiltered={Object.keys(filters).length > 0} />}
      {rows.length > 0 && (
        <DataTable
          label={words.title}
          columns={columns}
          rows={rows}
          idOf={idOf}
          versionOf={versionOf}
          open={open}
          more={query.hasNextPage ? more : undefined}
          isMoreComing={query.isFetchingNextPage}
          onHeld={held.setHeld}
        />
      )}
    </Page>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }): ReactNode {
  return (
    <Empty why={isFiltered ? words.noneMatch : words.noneYet}>
      {isFiltered && <Link {...paths.operations()}>{words.clear}</Link>}
    </Empty>
  );
}

function Total({ filters }: { filters: OperationFilters }): ReactNode {
  const { data } = useQuery({
    queryKey: keys.operations.counts(filters),
    queryFn: () => dataOf(client.GET('/v1/operations/counts', { params: { query: queryOf(filters) } })),
  });
  return data === undefined ? null : words.count(countText(data.total));
}

function useFilters(): readonly Filter[] {
  const { data } = useQuery(sellersQuery);
  return useMemo(
    () => [
      {
        name: 'status',
        label: words.filters.status,
        options: [
          ...Object.entries(words.kinds).map(([value, label]) => ({ value, label })),
          ...operationStatuses.map((value) => ({ value, label: texts.status[value] })),
        ],
      },
      {
        name: 'seller_id',
        label: words.filters.seller,
        options: (data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
      },
      {
        name: 'waiting_for',
        label: words.filters.waitingFor,
        options: Object.entries(words.waitingFor).map(([value, label]) => ({ value, label })),
      },
    ],
    [data],
  );
}
