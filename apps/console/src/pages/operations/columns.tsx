import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { paths } from '../../app/paths';
import { useSellerName } from '../../api/sellers';
import type { Operation } from '../../api/types';
import type { Column } from '../../parts/data-table';
import { Money } from '../../parts/money';
import { StatusWord } from '../../parts/status-word';
import { Since, When } from '../../parts/when';
import { texts } from '../../texts';

const words = texts.operations.columns;

export function useOperationColumns(): readonly Column<Operation>[] {
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
      {
        id: 'budget',
        header: words.budget,
        width: 120,
        align: 'right',
        cell: ({ summary }) => <Money of={summary.total_budget} />,
        from: 440,
      },
      { id: 'since', header: words.since, width: 96, cell: ({ status_since: at }) => <Since at={at} />, from: 700 },
      { id: 'user', header: words.user, cell: ({ user_id: user }) => user, from: 1_240 },
      { id: 'created', header: words.created, width: 130, cell: ({ created_at: at }) => <When at={at} />, from: 860 },
    ],
    [sellerName],
  );
}
