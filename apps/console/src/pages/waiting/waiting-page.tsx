import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useCallback, useMemo } from 'react';
import type { OperationFilters } from '../../api/operations';
import { useSellerName } from '../../api/sellers';
import type { Operation } from '../../api/types';
import { groupsQuery, workFiltersOf } from '../../api/work';
import { paths } from '../../app/paths';
import { Empty } from '../../parts/empty';
import { List } from '../../parts/list';
import { ListBar } from '../../parts/list-bar';
import { moneySum } from '../../parts/money-sum';
import { Page } from '../../parts/page';
import { useUrlState } from '../../parts/use-url-state';
import { texts } from '../../texts';
import { useOperations } from '../operations/operations-list';
import { useWaitingColumns } from './columns';
import { useWaitingFilters, waitingFiltersOf } from './filters';
import classes from './waiting-page.module.css';

const words = texts.waitingPage;
const idOf = ({ id }: Operation): string => id;
const NO_ROWS: readonly Operation[] = [];
const OLDEST_FIRST = 'status_since';
const versionOf = ({ version }: Operation): number => version;

/** Who waits for whom, since when, and whether that is normal. The oldest first. */
export default function WaitingPage(): ReactNode {
  const [search] = useUrlState();
  const address = JSON.stringify(waitingFiltersOf(search));
  const filters = useMemo(() => JSON.parse(address) as OperationFilters, [address]);
  const { list, held } = useOperations(filters, OLDEST_FIRST);
  const columns = useWaitingColumns();
  const navigate = useNavigate();
  const open = useCallback((row: Operation) => void navigate(paths.operation(row.id)), [navigate]);
  return (
    <Page title={words.title} note={<Sum filters={filters} />} isFilling>
      <ListBar filters={useWaitingFilters(list.rows ?? NO_ROWS)} held={held} />
      <List
        label={words.title}
        of={list}
        held={held}
        empty={<Nothing filters={filters} />}
        columns={columns}
        idOf={idOf}
        versionOf={versionOf}
        open={open}
      />
    </Page>
  );
}

/** How much waits for publishers in all, and how much of it is late. */
function Sum({ filters }: { filters: OperationFilters }): ReactNode {
  const { data } = useQuery(groupsQuery(workFiltersOf(filters)));
  const isWhole = filters.waiting_for === 'seller' && filters.status_since_after === undefined;
  if (data === undefined || !isWhole || filters.status_since_before !== undefined) return null;
  const { groups, complete } = data.waiting;
  const count = groups.reduce((sum, { operations }) => sum + operations, 0);
  const overdue = groups.reduce((sum, group) => sum + group.overdue, 0);
  if (count === 0) return null;
  const parts = [
    words.count(`${count.toLocaleString()}${complete ? '' : '+'}`),
    moneySum(groups.flatMap(({ money }) => money)),
  ];
  return (
    <>
      {parts.filter((part) => part !== '').join(' · ')}
      {overdue > 0 && <span className={classes.overdue}> · {words.overdueCount(overdue.toLocaleString())}</span>}
    </>
  );
}

function Nothing({ filters }: { filters: OperationFilters }): ReactNode {
  const sellerName = useSellerName();
  const { waiting_for: party, seller_id: seller } = filters;
  const isFiltered = Object.keys(filters).some((name) => name !== 'waiting_for') || party !== 'seller';
  const why = seller !== undefined && party === 'seller' ? words.noneAt(sellerName(seller)) : words.noneMatch;
  return (
    <Empty why={isFiltered ? why : words.none}>
      {isFiltered ? (
        <Link {...paths.waiting()}>{words.clear}</Link>
      ) : (
        <Link {...paths.operations()}>{words.toOperations}</Link>
      )}
    </Empty>
  );
}
