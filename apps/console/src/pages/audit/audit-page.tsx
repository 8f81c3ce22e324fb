import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useCallback, useMemo } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import { paths } from '../../app/paths';
import { Answer } from '../../parts/answer';
import { DataTable } from '../../parts/data-table';
import { Empty } from '../../parts/empty';
import { type Filter, FilterChips } from '../../parts/filter-chips';
import { NeedsRole } from '../../parts/needs-role';
import { Page } from '../../parts/page';
import { useUrlState } from '../../parts/use-url-state';
import { useMay } from '../../session/me';
import { texts } from '../../texts';
import { type AuditLine, auditColumns } from './columns';
import { LinePanel } from './line-panel';

const words = texts.audit;
const PAGE_ROWS = 100;
const idOf = ({ id }: AuditLine): string => id;
const filterNames = ['kind', 'actor', 'target', 'after', 'before'] as const;
type AuditFilters = Partial<Record<(typeof filterNames)[number], string>>;

const filters: readonly Filter[] = [
  {
    name: 'kind',
    label: words.filters.kind,
    options: Object.entries(words.kinds).map(([value, label = value]) => ({ value, label })),
  },
  { name: 'actor', label: words.filters.actor, kind: 'text' },
  { name: 'target', label: words.filters.target, kind: 'text' },
  { name: 'after', label: words.filters.after, kind: 'day' },
  { name: 'before', label: words.filters.before, kind: 'day' },
];

/** Who changed what: filtered by the address. */
export default function AuditPage(): ReactNode {
  const may = useMay();
  return may('admin') ? <Lines /> : <NeedsRole title={words.title} role="admin" />;
}

function Lines(): ReactNode {
  const [search, set] = useUrlState();
  const query = useInfiniteQuery(auditQuery(filtersOf(search)));
  const rows = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data]);
  const { fetchNextPage } = query;
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const isFiltered = Object.keys(filtersOf(search)).length > 0;
  const line = rows.find(({ id }) => id === search['line']);
  return (
    <Page title={words.title} note={words.note} isFilling>
      <div style={{ marginBottom: 10 }}>
        <FilterChips filters={filters} />
      </div>
      <Answer of={query} lines={10}>
        {() =>
          rows.length === 0 ? (
            <Empty why={isFiltered ? words.noneMatch : words.none}>
              {isFiltered && <Link {...paths.audit()}>{words.showAll}</Link>}
            </Empty>
          ) : (
            <DataTable
              label={words.title}
              columns={auditColumns}
              rows={rows}
              idOf={idOf}
              open={({ id }) => {
                set({ line: id });
              }}
              more={query.hasNextPage ? more : undefined}
              isMoreComing={query.isFetchingNextPage}
            />
          )
        }
      </Answer>
      {line !== undefined && (
        <LinePanel
          line={line}
          close={() => {
            set({ line: undefined });
          }}
        />
      )}
    </Page>
  );
}

function filtersOf(search: Record<string, string>): AuditFilters {
  return Object.fromEntries(filterNames.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]])));
}

const auditQuery = (chosen: AuditFilters) =>
  infiniteQueryOptions({
    queryKey: keys.audit.list(chosen),
    queryFn: ({ pageParam }) =>
      dataOf(
        client.GET('/v1/audit', {
          params: {
            query: {
              ...chosen,
              ...instantOf('after', chosen.after),
              ...instantOf('before', chosen.before),
              limit: PAGE_ROWS,
              ...(pageParam === null ? {} : { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor: cursor }) => cursor,
  });

/** A day is the reader's day: it begins at their midnight. What is no day is left to the API, which says what is wrong. */
function instantOf(name: 'after' | 'before', day: string | undefined): Record<string, string> {
  if (day === undefined) return {};
  const at = new Date(day.length === 10 ? `${day}T00:00` : day);
  return { [name]: Number.isNaN(at.getTime()) ? day : at.toISOString() };
}
