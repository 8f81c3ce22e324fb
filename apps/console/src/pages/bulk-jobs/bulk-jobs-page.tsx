import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useCallback } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import { paths } from '../../app/paths';
import type { Column } from '../../parts/data-table';
import { Empty } from '../../parts/empty';
import type { Filter } from '../../parts/filter-chips';
import { List } from '../../parts/list';
import { ListBar } from '../../parts/list-bar';
import { usePages } from '../../parts/list-rows';
import { Page } from '../../parts/page';
import { useUrlState } from '../../parts/use-url-state';
import { When } from '../../parts/when';
import { texts } from '../../texts';
import type { Bulk } from '../operations/bulk/bulk-jobs';
import { BulkProgress } from '../operations/bulk/bulk-progress';

const words = texts.bulk;
const PAGE_ROWS = 100;
const LOOK_EVERY_MS = 1_000;
const idOf = ({ id }: Bulk): string => id;

const filters: readonly Filter[] = [
  {
    name: 'status',
    label: words.columns.status,
    options: Object.entries(words.statuses).map(([value, label]) => ({ value, label })),
  },
];

const columns: readonly Column<Bulk>[] = [
  {
    id: 'action',
    header: words.columns.action,
    cell: ({ id, action }) => (
      <Link {...paths.bulkJob(id)} tabIndex={-1}>
        {words.actions[action]}
      </Link>
    ),
  },
  { id: 'status', header: words.columns.status, width: 100, cell: ({ status }) => words.statuses[status] },
  { id: 'progress', header: words.columns.progress, width: 230, cell: (job) => <BulkProgress job={job} />, from: 560 },
  {
    id: 'refused',
    header: words.columns.refused,
    width: 80,
    align: 'right',
    cell: ({ refused }) => refused > 0 && refused.toLocaleString(),
  },
  { id: 'by', header: words.columns.by, cell: ({ created_by: by }) => by, from: 700 },
  { id: 'begun', header: words.columns.begun, width: 130, cell: ({ created_at: at }) => <When at={at} /> },
];

/** What was done to many operations at once: of the last month, the newest first. */
export default function BulkJobsPage(): ReactNode {
  const [{ status }] = useUrlState();
  const chosen = status === undefined ? {} : { status: status as Bulk['status'] };
  const query = useInfiniteQuery({
    queryKey: keys.bulk.list(chosen),
    queryFn: ({ pageParam }) =>
      dataOf(
        client.GET('/v1/bulk', {
          params: {
            query: {
              ...chosen,
              dry_run: false,
              limit: PAGE_ROWS,
              ...(pageParam === null ? {} : { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor: cursor }) => cursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(({ status: now }) => now === 'running')) === true
        ? LOOK_EVERY_MS
        : false,
    staleTime: 0,
  });
  const navigate = useNavigate();
  const open = useCallback(({ id }: Bulk) => void navigate(paths.bulkJob(id)), [navigate]);
  return (
    <Page title={words.jobs} note={words.jobsNote} isFilling>
      <ListBar filters={filters} />
      <List
        label={words.jobs}
        of={usePages(query)}
        empty={
          <Empty why={status === undefined ? words.noJobs : words.noneMatch}>
            <Link {...paths.operations()}>{texts.nav.operations}</Link>
          </Empty>
        }
        columns={columns}
        idOf={idOf}
        open={open}
      />
    </Page>
  );
}
