import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useCallback } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import { paths } from '../../app/paths';
import { Empty } from '../../parts/empty';
import type { Filter } from '../../parts/filter-chips';
import { List } from '../../parts/list';
import { ListBar } from '../../parts/list-bar';
import { usePages } from '../../parts/list-rows';
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
  const list = usePages(useInfiniteQuery(auditQuery(filtersOf(search))));
  const open = useCallback(
    ({ id }: AuditLine) => {
      set({ line: id });
    },
    [set],
  );
  const isFiltered = Object.keys(filtersOf(search)).length > 0;
  const line = list.rows?.find(({ id }) => id === search['line']);
  return (
    <Page title={words.title} note={words.note} isFilling>
      <ListBar filters={filters} />
      <List
        label={words.title}
        of={list}
        empty={
          <Empty why={isFiltered ? words.noneMatch : words.none}>
            {isFiltered && <Link {...paths.audit()}>{words.showAll}</Link>}
          </Empty>
        }
        columns={auditColumns}
        idOf={idOf}
        open={open}
      />
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
              // The API checks the filters: a mistyped address gets its answer.
              ...(chosen as { kind?: AuditLine['kind'] }),
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
