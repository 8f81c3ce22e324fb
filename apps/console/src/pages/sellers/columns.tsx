import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type SellerHealth, unendedOf } from '../../api/seller-health';
import type { Seller } from '../../api/types';
import { paths } from '../../app/paths';
import type { Column } from '../../parts/data-table';
import { durationText } from '../../parts/format';
import { HealthWord } from '../../parts/health-word';
import { When } from '../../parts/when';
import { texts } from '../../texts';

export interface SellerRow {
  seller: Seller;
  /** Not there yet, or it could not be read: the publisher's own page says why. */
  health: SellerHealth | undefined;
}

const words = texts.sellers.columns;

export const sellerColumns: readonly Column<SellerRow>[] = [
  {
    id: 'name',
    header: words.name,
    cell: ({ seller }) => (
      <Link {...paths.seller(seller.id)} tabIndex={-1}>
        {seller.name}
      </Link>
    ),
  },
  { id: 'health', header: words.health, width: 200, cell: ({ health, seller }) => howItIs(health, seller) },
  {
    id: 'unended',
    header: words.unended,
    width: 90,
    align: 'right',
    cell: ({ health }) => health && unendedOf(health).toLocaleString(),
    from: 440,
  },
  {
    id: 'attention',
    header: words.attention,
    width: 104,
    align: 'right',
    cell: ({ health }) => health && health.operations.attention.toLocaleString(),
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
    cell: ({ seller }) => (seller.auth?.has_credential === true ? texts.sellers.isSet : texts.sellers.isNone),
    from: 1_040,
  },
];

function howItIs(health: SellerHealth | undefined, seller: Seller): ReactNode {
  if (health !== undefined) return <HealthWord code={health.problems[0]?.code ?? null} />;
  return seller.paused ? <HealthWord code="paused" /> : null;
}

function errorsOf({ health }: SellerRow): ReactNode {
  if (health === undefined || health.error_rate.calls === 0) return null;
  const { failures, calls, rate } = health.error_rate;
  return <span title={texts.sellers.errorsOf(failures, calls)}>{percent(rate ?? 0)}</span>;
}

function percent(rate: number): string {
  return new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 }).format(rate);
}

function usualOf({ health }: SellerRow): ReactNode {
  const { p50, p90 } = health?.approval_times ?? { p50: null, p90: null };
  if (p50 === null || p90 === null) return null;
  return texts.sellers.usually(durationText(p50 * 1000), durationText(p90 * 1000));
}
