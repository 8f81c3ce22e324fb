import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useCallback, useMemo } from 'react';
import type { OperationFilters } from '../../api/operations';
import type { Operation } from '../../api/types';
import { pages } from '../../app/page-route';
import { paths } from '../../app/paths';
import { Empty } from '../../parts/empty';
import { List } from '../../parts/list';
import { ListBar } from '../../parts/list-bar';
import { Page } from '../../parts/page';
import { useUrlState } from '../../parts/use-url-state';
import { ForRole, useMay } from '../../session/me';
import { texts } from '../../texts';
import { BulkBar } from './bulk/bulk-bar';
import { BulkStrip } from './bulk/bulk-strip';
import { selectionColumn } from './bulk/selection-column';
import { useSelection } from './bulk/use-selection';
import { ColumnsMenu, useChosenColumns } from './columns-menu';
import { FIRST_SORT, filtersOf, sortOf, useOperations } from './operations-list';
import classes from './operations-page.module.css';
import { QuickCounts } from './quick-counts';
import { useFilters } from './use-filters';
import { ViewsMenu } from './views-menu';

const words = texts.operations;
const idOf = ({ id }: Operation): string => id;
const versionOf = ({ version }: Operation): number => version;
const NO_ROWS: readonly Operation[] = [];
/** The way to the form is offered where there is one. */
const canSend = pages.some(({ path }) => path === paths.newOperation().to);

/** Every operation: filtered, live, and to be acted on together. */
export default function OperationsPage(): ReactNode {
  const [search, setSearch] = useUrlState();
  const address = JSON.stringify(filtersOf(search));
  const filters = useMemo(() => JSON.parse(address) as OperationFilters, [address]);
  const sort = sortOf(search);
  const { list, held } = useOperations(filters, sort);
  const { rows = NO_ROWS } = list;
  const chosenColumns = useChosenColumns();
  const selection = useSelection(rows);
  const isTrader = useMay()('trader');
  const columns = useMemo(
    () => (isTrader ? [selectionColumn(selection, rows), ...chosenColumns.shown] : chosenColumns.shown),
    [isTrader, selection, rows, chosenColumns.shown],
  );
  const navigate = useNavigate();
  const open = useCallback((row: Operation) => void navigate(paths.operation(row.id)), [navigate]);
  const onSort = (by: string): void => {
    setSearch({ sort: by === FIRST_SORT ? undefined : by });
  };
  const { bulk, ...view } = search;
  return (
    <Page
      title={words.title}
      actions={
        <>
          <Button size="xs" variant="default" renderRoot={(props) => <Link {...paths.bulkJobs()} {...props} />}>
            {texts.bulk.jobs}
          </Button>
          <ViewsMenu search={view} />
          <ColumnsMenu {...chosenColumns} />
          {canSend && (
            <ForRole role="trader">
              <Button size="xs" renderRoot={(props) => <Link {...paths.newOperation()} {...props} />}>
                {words.send}
              </Button>
            </ForRole>
          )}
        </>
      }
      isFilling
    >
      <QuickCounts search={view} filters={filters} />
      <ListBar filters={useFilters()} held={held}>
        {filters.q !== undefined && <span className={classes.search}>{words.searchFor(filters.q)}</span>}
      </ListBar>
      {bulk !== undefined && <BulkStrip id={bulk} />}
      {selection.chosen.size > 0 && <BulkBar selection={selection} filters={filters} />}
      <List
        label={words.title}
        of={list}
        held={held}
        empty={<Nothing isFiltered={Object.keys(filters).length > 0} />}
        columns={columns}
        idOf={idOf}
        versionOf={versionOf}
        open={open}
        sort={sort}
        onSort={filters.q === undefined ? onSort : undefined}
      />
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
