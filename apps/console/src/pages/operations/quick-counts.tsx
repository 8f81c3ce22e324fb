import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import { type OperationFilters, countText, statusKinds, statusesOf, sumOf } from '../../api/operations';
import { useRowsAreThere } from '../../api/rows-first';
import type { Schemas } from '../../api/types';
import { texts } from '../../texts';
import { queryOf } from './operations-list';
import classes from './operations-page.module.css';

const words = texts.operations;
/** What one of the links chooses in place of another. */
const chosenHere: ReadonlySet<string> = new Set(['status', 'attention', 'overdue']);

/** How many of each kind the other filters leave, each a way to its rows. */
export function QuickCounts({
  search,
  filters,
}: {
  search: Record<string, string>;
  filters: OperationFilters;
}): ReactNode {
  const { status, attention, overdue, ...others } = filters;
  const { data } = useQuery({
    queryKey: keys.operations.counts(others),
    queryFn: () => dataOf(client.GET('/v1/operations/counts', { params: { query: queryOf(others) } })),
    enabled: useRowsAreThere(),
  });
  const rest = Object.fromEntries(Object.entries(search).filter(([name]) => !chosenHere.has(name)));
  const isAll = status === undefined && attention === undefined && overdue === undefined;
  return (
    <div role="group" aria-label={words.quick} className={classes.quick}>
      <Quick label={words.all} count={data?.total} search={rest} isHere={isAll} />
      {statusKinds.map((kind) => (
        <Quick
          key={kind}
          label={words.kinds[kind]}
          count={data && sumOf(statusesOf(kind).flatMap((one) => data.by_status[one] ?? []))}
          search={{ ...rest, status: kind }}
          isHere={status === kind}
        />
      ))}
      <Quick
        label={words.filters.attention}
        count={data?.attention}
        search={{ ...rest, attention: 'true' }}
        isHere={attention !== undefined}
      />
      <Quick
        label={words.filters.overdue}
        count={data?.overdue}
        search={{ ...rest, overdue: 'true' }}
        isHere={overdue !== undefined}
      />
    </div>
  );
}

interface QuickProps {
  label: string;
  count: Schemas['OperationCount'] | undefined;
  search: Record<string, string>;
  isHere: boolean;
}

function Quick({ label, count, search, isHere }: QuickProps): ReactNode {
  return (
    <Link to="/operations" search={search} className={classes.quickLink} data-here={isHere || undefined}>
      {label} <span className={classes.quickCount}>{count === undefined ? '' : countText(count)}</span>
    </Link>
  );
}
