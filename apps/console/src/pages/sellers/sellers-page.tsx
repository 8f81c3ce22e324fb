import { useQueries, useQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useCallback, useMemo } from 'react';
import { healthQuery, illnessOf } from '../../api/seller-health';
import { sellersQuery } from '../../api/sellers';
import type { Seller } from '../../api/types';
import { paths } from '../../app/paths';
import { Answer } from '../../parts/answer';
import { DataTable } from '../../parts/data-table';
import { Empty } from '../../parts/empty';
import { Page } from '../../parts/page';
import { useUrlState } from '../../parts/use-url-state';
import { ForRole, useMay } from '../../session/me';
import { texts } from '../../texts';
import { AddSeller } from '../seller/seller-form/add-seller';
import { type SellerRow, sellerColumns } from './columns';

const words = texts.sellers;
const idOf = ({ seller }: SellerRow): string => seller.id;
const NO_SELLERS: readonly Seller[] = [];

/** Every publisher with how it is: the ill ones first. */
export default function SellersPage(): ReactNode {
  const [{ form }] = useUrlState();
  const may = useMay();
  if (form === 'new' && may('admin')) return <AddSeller />;
  return <SellerList />;
}

function SellerList(): ReactNode {
  const sellers = useQuery(sellersQuery);
  const rows = useRows(sellers.data?.items ?? NO_SELLERS);
  const navigate = useNavigate();
  const open = useCallback(({ seller }: SellerRow) => void navigate(paths.seller(seller.id)), [navigate]);
  return (
    <Page
      title={words.title}
      note={sellers.data && <Count rows={rows} />}
      isFilling
      actions={
        <ForRole role="admin">
          <Button onClick={() => void navigate(paths.newSeller())}>{words.add}</Button>
        </ForRole>
      }
    >
      <Answer of={sellers} lines={8}>
        {({ items, next_cursor: more }) =>
          items.length === 0 ? (
            <Nothing />
          ) : (
            <>
              {more !== null && <p>{words.onlyFirst(items.length)}</p>}
              <DataTable label={words.title} columns={sellerColumns} rows={rows} idOf={idOf} open={open} />
            </>
          )
        }
      </Answer>
    </Page>
  );
}

/** The ill ones first, once it is known of all how they are: rows that jump one by one could not be read. */
function useRows(sellers: readonly Seller[]): readonly SellerRow[] {
  return useQueries({
    queries: useMemo(() => sellers.map(({ id }) => healthQuery(id)), [sellers]),
    combine: useCallback(
      (answers: readonly { data?: SellerRow['health']; isPending: boolean }[]) => {
        const rows = sellers.map((seller, index) => ({ seller, health: answers[index]?.data }));
        const byName = rows.sort((one, other) => one.seller.name.localeCompare(other.seller.name));
        if (answers.some(({ isPending }) => isPending)) return byName;
        return byName.sort((one, other) => illnessOf(other.health) - illnessOf(one.health));
      },
      [sellers],
    ),
  });
}

function Count({ rows }: { rows: readonly SellerRow[] }): ReactNode {
  const ill = rows.filter(({ health }) => illnessOf(health) > 0).length;
  return words.count(rows.length, ill);
}

function Nothing(): ReactNode {
  const may = useMay();
  return (
    <Empty why={may('admin') ? words.none : words.noneForOthers}>
      {may('admin') && <Link {...paths.newSeller()}>{words.add}</Link>}
    </Empty>
  );
}
