import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { countText, sumOf } from '../../api/operations';
import type { ListedSeller } from '../../api/seller-health';
import type { Schemas } from '../../api/types';
import { paths } from '../../app/paths';
import type { Column } from '../../parts/data-table';
import { durationText } from '../../parts/format';
import { HealthWord } from '../../parts/health-word';
import { When } from '../../parts/when';
import { texts } from '../../texts';

const words = texts.sellers.columns;

export interface SellerRow extends ListedSeller {
  /** How many of its operations need a person; undefined while that is not known. */
  needing: Schemas['OperationCount'] | undefined;
}

export const sellerColumns: readonly Column<SellerRow>[] = [
  {
    id: 'name',
    header: words.name,
    cell: ({ id, name }) => (
      <Link {...paths.seller(id)} tabIndex={-1}>
        {name}
      </Link>
    ),
  },
  {
    id: 'health',
    header: words.health,
    width: 200,
    cell: ({ health }) => health && <HealthWord code={health.problems[0] ?? null} />,
  },
  {
    id: 'unended',
    header: words.unended,
    width: 90,
    align: 'right',
    cell: unendedOf,
    from: 440,
  },
  {
    id: 'attention',
    header: words.attention,
    width: 104,
    align: 'right',
    cell: needingOf,
    from: 560,
  },
  { id: 'errors', header: words.errors, width: 110, align: 'right', cell: errorsOf, from: 680 },
  { id: 'approval', header: words.approval, width: 170, cell: usualOf, from: 800 },
  {
    id: 'answered',
    header: words.answered,
    width: 120,
    cell: ({ health }) => health?.last_success_at && <When at={health.last_success_at} />,
    from: 920,
  },
  {
    id: 'credential',
    header: words.credential,
    width: 110,
    cell: ({ auth }) => (auth?.has_credential === true ? texts.sellers.isSet : texts.sellers.isNone),
    from: 1_040,
  },
];

function unendedOf({ health }: ListedSeller): ReactNode {
  if (health === undefined) return null;
  const { open, pending, doubtful } = health.operations;
  return countText(sumOf([open, pending, doubtful]));
}

function needingOf({ id, needing }: SellerRow): ReactNode {
  if (needing === undefined || needing === 0) return needing;
  return (
    <Link {...paths.attention({ seller_id: id })} tabIndex={-1}>
      {countText(needing)}
    </Link>
  );
}

function errorsOf({ health }: ListedSeller): ReactNode {
  if (health === undefined || health.error_rate.calls === 0) return null;
  const { failures, calls, rate } = health.error_rate;
  return <span title={texts.sellers.errorsOf(failures, calls)}>{percent(rate ?? 0)}</span>;
}

function percent(rate: number): string {
  return new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 }).format(rate);
}

function usualOf({ approval_seconds: usual }: ListedSeller): ReactNode {
  return usual && texts.sellers.usually(durationText(usual.p50 * 1000), durationText(usual.p90 * 1000));
}
