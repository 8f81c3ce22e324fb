import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { type ReactNode, useCallback } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import type { Schemas } from '../../api/types';
import { paths } from '../../app/paths';
import { Answer } from '../../parts/answer';
import { CopyId } from '../../parts/copy-id';
import type { Column } from '../../parts/data-table';
import { Empty } from '../../parts/empty';
import { Facts } from '../../parts/facts';
import type { Filter } from '../../parts/filter-chips';
import { List } from '../../parts/list';
import { ListBar } from '../../parts/list-bar';
import { usePages } from '../../parts/list-rows';
import { Page } from '../../parts/page';
import { useUrlState } from '../../parts/use-url-state';
import { When } from '../../parts/when';
import { texts } from '../../texts';
import type { Bulk } from '../operations/bulk/bulk-jobs';
import { BulkProgress, StopBulk, bulkText, useBulkJob } from '../operations/bulk/bulk-progress';

type Item = Schemas['BulkItem'];

const words = texts.bulk;
const PAGE_ROWS = 200;
const LOOK_EVERY_MS = 1_000;
const idOf = ({ position }: Item): string => String(position);

const filters: readonly Filter[] = [
  {
    name: 'status',
    label: words.columns.became,
    options: Object.entries(words.itemStatuses).map(([value, label]) => ({ value, label })),
  },
];

const columns: readonly Column<Item>[] = [
  {
    id: 'operation',
    header: words.columns.operation,
    width: 120,
    cell: ({ operation_id: id }) => (
      <Link {...paths.operation(id)} tabIndex={-1} title={id}>
        {id.slice(-8)}
      </Link>
    ),
  },
  { id: 'became', header: words.columns.became, width: 90, cell: ({ status }) => words.itemStatuses[status] },
  { id: 'why', header: words.columns.why, cell: ({ detail }) => <span title={detail ?? undefined}>{detail}</span> },
  {
    id: 'made',
    header: words.columns.made,
    width: 120,
    cell: ({ made_operation_id: id }) => id !== null && <Link {...paths.operation(id)}>{id.slice(-8)}</Link>,
    from: 700,
  },
];

/** One action on many operations: how far it has come, and what became of each, with the reason of each refusal. */
export default function BulkJobPage(): ReactNode {
  const { id = '' }: Record<string, string> = useParams({ strict: false });
  const job = useBulkJob(id);
  const title = job.data === undefined ? words.job : bulkText(job.data);
  return (
    <Page
      title={title}
      note={<CopyId id={id} shown="" />}
      actions={job.data?.status === 'running' && <StopBulk id={id} />}
      isFilling
    >
      <Answer of={job}>{(data) => <Told job={data} />}</Answer>
    </Page>
  );
}

function Told({ job }: { job: Bulk }): ReactNode {
  const [{ status }] = useUrlState();
  const chosen = status === undefined ? {} : { status: status as Item['status'] };
  const query = useInfiniteQuery({
    // What was read while it ran is not what became of them.
    queryKey: keys.bulk.items(job.id, { ...chosen, ended: job.ended_at }),
    queryFn: ({ pageParam }) =>
      dataOf(
        client.GET('/v1/bulk/{id}/items', {
          params: {
            path: { id: job.id },
            query: { ...chosen, limit: PAGE_ROWS, ...(pageParam === null ? {} : { cursor: pageParam }) },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor: cursor }) => cursor,
    refetchInterval: job.status === 'running' ? LOOK_EVERY_MS : false,
    placeholderData: (before) => before,
  });
  const navigate = useNavigate();
  const open = useCallback(({ operation_id: of }: Item) => void navigate(paths.operation(of)), [navigate]);
  return (
    <>
      <Facts
        facts={[
          [words.columns.progress, <BulkProgress key="progress" job={job} />],
          [words.columns.refused, job.refused > 0 && job.refused.toLocaleString()],
          [words.columns.by, job.created_by],
          [words.columns.begun, <When key="begun" at={job.created_at} />],
          [words.columns.ended, job.ended_at !== null && <When at={job.ended_at} />],
        ]}
      />
      <ListBar filters={filters} />
      <List
        label={words.items}
        of={usePages(query)}
        empty={<Empty why={words.noneMatch} />}
        columns={columns}
        idOf={idOf}
        open={open}
      />
    </>
  );
}
