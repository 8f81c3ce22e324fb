import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { paths } from '../../app/paths';
import { useSellerName } from '../../api/sellers';
import type { Operation } from '../../api/types';
import type { Column } from '../../parts/data-table';
import { flightText } from '../../parts/flight-text';
import { Money } from '../../parts/money';
import { StatusWord } from '../../parts/status-word';
import { Since, When } from '../../parts/when';
import { texts } from '../../texts';
import classes from './operations-page.module.css';

const words = texts.operations.columns;

/** Those that are shown until somebody chooses. */
export const firstColumns: readonly string[] = ['status', 'po', 'seller', 'type', 'budget', 'since', 'user', 'created'];
/** Without these a row says nothing. */
export const fixedColumns: readonly string[] = ['status', 'po'];

/** Every column that the list can show, in their order. */
export function useAllColumns(): readonly Column<Operation>[] {
  const sellerName = useSellerName();
  return useMemo<readonly Column<Operation>[]>(
    () => [
      { id: 'status', header: words.status, width: 176, cell: (row) => <StatusWord of={row} /> },
      {
        id: 'po',
        header: words.po,
        cell: ({ id, po_number: po }) => (
          <Link {...paths.operation(id)} tabIndex={-1}>
            {po ?? texts.operations.noOrder}
          </Link>
        ),
      },
      { id: 'seller', header: words.seller, cell: ({ seller_id: id }) => sellerName(id), from: 560 },
      {
        id: 'type',
        header: words.type,
        width: 90,
        cell: ({ type }) => texts.operationType[type] ?? type.replaceAll('_', ' '),
        from: 980,
      },
      { id: 'brand', header: words.brand, cell: ({ summary }) => summary.brand, from: 860 },
      {
        id: 'budget',
        header: words.budget,
        width: 120,
        align: 'right',
        cell: ({ summary }) => <Money of={summary.total_budget} />,
        from: 440,
      },
      { id: 'flight', header: words.flight, width: 190, cell: ({ summary }) => flightText(summary), from: 860 },
      {
        id: 'since',
        header: words.since,
        sort: 'status_since',
        width: 132,
        cell: ({ status_since: at, overdue }) => (
          <>
            <Since at={at} />
            {overdue && <span className={classes.overdue}>{texts.operations.overdue}</span>}
          </>
        ),
        from: 700,
      },
      {
        id: 'deadline',
        header: words.deadline,
        sort: 'deadline_at',
        width: 120,
        cell: ({ deadline_at: at }) => <When at={at} />,
        from: 700,
      },
      { id: 'buy', header: words.buy, cell: ({ media_buy_id: buy }) => buy, from: 860 },
      { id: 'assignee', header: words.assignee, cell: ({ attention }) => attention?.assignee, from: 860 },
      { id: 'calls', header: words.calls, width: 56, align: 'right', cell: ({ attempt }) => attempt, from: 860 },
      { id: 'user', header: words.user, cell: ({ user_id: user }) => user, from: 1_240 },
      {
        id: 'created',
        header: words.created,
        sort: 'created_at',
        width: 130,
        cell: ({ created_at: at }) => <When at={at} />,
        from: 860,
      },
    ],
    [sellerName],
  );
}
