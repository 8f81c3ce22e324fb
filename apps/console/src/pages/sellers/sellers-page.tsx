import { useQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useCallback, useMemo } from 'react';
import { type ListedSeller, illnessOf, sellersHealthQuery } from '../../api/seller-health';
import { sumOf } from '../../api/operations';
import { type WorkGroups, groupsQuery } from '../../api/work';
import { paths } from '../../app/paths';
import { Empty } from '../../parts/empty';
import { List } from '../../parts/list';
import { wholeList } from '../../parts/list-rows';
import { Page } from '../../parts/page';
import { useUrlState } from '../../parts/use-url-state';
import { ForRole, useMay } from '../../session/me';
import { texts } from '../../texts';
import { AddSeller } from '../seller/seller-form/add-seller';
import { type SellerRow, sellerColumns } from './columns';

const words = texts.sellers;
const idOf = ({ id }: SellerRow): string => id;

/** Every publisher with how it is: the ill ones first. */
export default function SellersPage(): ReactNode {
  const [{ form }] = useUrlState();
  const may = useMay();
  if (form === 'new' && may('admin')) return <AddSeller />;
  return <SellerList />;
}

function SellerList(): ReactNode {
  const sellers = useQuery(sellersHealthQuery);
  const { data } = sellers;
  const { data: groups } = useQuery(groupsQuery({}));
  const rows = useMemo(() => data?.items.toSorted(illFirst).map((one) => rowOf(one, groups)), [data, groups]);
  const navigate = useNavigate();
  const open = useCallback(({ id }: SellerRow) => void navigate(paths.seller(id)), [navigate]);
  return (
    <Page
      title={words.title}
      note={rows && words.count(rows.length, rows.filter((one) => illnessOf(one) > 0).length)}
      isFilling
      actions={
        <ForRole role="admin">
          <Button onClick={() => void navigate(paths.newSeller())}>{words.add}</Button>
        </ForRole>
      }
    >
      {typeof data?.next_cursor === 'string' && <p>{words.onlyFirst(data.items.length)}</p>}
      <List
        label={words.title}
        of={wholeList(sellers, rows)}
        empty={<Nothing />}
        columns={sellerColumns}
        idOf={idOf}
        open={open}
      />
    </Page>
  );
}

function rowOf(seller: ListedSeller, groups: WorkGroups | undefined): SellerRow {
  if (groups === undefined) return { ...seller, needing: undefined };
  const { groups: needing, complete } = groups.attention;
  const own = needing.filter(({ seller_id: of }) => of === seller.id);
  const counts = own.map(({ operations }) => (complete ? operations : { at_least: operations }));
  return { ...seller, needing: sumOf(counts) };
}

function illFirst(one: ListedSeller, other: ListedSeller): number {
  return illnessOf(other) - illnessOf(one) || one.name.localeCompare(other.name);
}

function Nothing(): ReactNode {
  const may = useMay();
  return (
    <Empty why={may('admin') ? words.none : words.noneForOthers}>
      {may('admin') && <Link {...paths.newSeller()}>{words.add}</Link>}
    </Empty>
  );
}
