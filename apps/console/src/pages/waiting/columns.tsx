import { IconAlarm } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { sellersQuery, useSellerName } from '../../api/sellers';
import type { Operation, Seller } from '../../api/types';
import { paths } from '../../app/paths';
import type { Column } from '../../parts/data-table';
import { Money } from '../../parts/money';
import { StatusWord } from '../../parts/status-word';
import { UsualBar } from '../../parts/usual-bar';
import { Since, When } from '../../parts/when';
import { texts } from '../../texts';
import { AskCell } from './ask-cell';
import classes from './waiting-page.module.css';

const words = texts.waitingPage;

export function useWaitingColumns(): readonly Column<Operation>[] {
  const sellerName = useSellerName();
  const { data } = useQuery(sellersQuery);
  return useMemo<readonly Column<Operation>[]>(() => {
    const sellers = new Map((data?.items ?? []).map((seller) => [seller.id, seller]));
    return [
      {
        id: 'po',
        header: words.columns.po,
        cell: ({ id, po_number: po }) => (
          <Link {...paths.operation(id)} tabIndex={-1}>
            {po ?? texts.operations.noOrder}
          </Link>
        ),
      },
      { id: 'seller', header: words.columns.seller, cell: ({ seller_id: id }) => sellerName(id), from: 520 },
      {
        id: 'budget',
        header: words.columns.budget,
        width: 110,
        align: 'right',
        cell: ({ summary }) => <Money of={summary.total_budget} />,
        from: 640,
      },
      // As wide as the order beside it: on a phone both are read whole.
      { id: 'since', header: words.columns.since, cell: (row) => <Waited row={row} /> },
      {
        id: 'usual',
        header: words.columns.usual,
        width: 268,
        cell: (row) => <Usual row={row} seller={sellers.get(row.seller_id)} />,
        from: 900,
      },
      {
        id: 'deadline',
        header: words.columns.deadline,
        width: 124,
        cell: ({ deadline_at: at }) => <When at={at} />,
        from: 760,
      },
      { id: 'user', header: words.columns.user, cell: ({ user_id: user }) => user, from: 1_180 },
      {
        id: 'ask',
        header: words.columns.ask,
        width: 122,
        cell: (row) => <AskCell row={row} seller={sellers.get(row.seller_id)} name={sellerName(row.seller_id)} />,
      },
    ];
  }, [sellerName, data]);
}

/** Since when; in a row that has moved on while somebody looks at the list, where it is now. */
function Waited({ row }: { row: Operation }): ReactNode {
  if (row.waiting_for === null || row.attention !== null) return <StatusWord of={row} />;
  return (
    <span className={row.overdue ? classes.overdue : undefined}>
      <Since at={row.status_since} />
      {row.overdue && (
        <>
          {' '}
          <IconAlarm size={15} className={classes.icon} aria-hidden /> {words.overdueWord}
        </>
      )}
    </span>
  );
}

function Usual({ row, seller }: { row: Operation; seller: Seller | undefined }): ReactNode {
  if (row.waiting_for !== 'seller') return null;
  return (
    <UsualBar
      since={row.status_since}
      deadline={row.deadline_at}
      usual={seller?.approval_seconds ?? null}
      isOverdue={row.overdue}
    />
  );
}
