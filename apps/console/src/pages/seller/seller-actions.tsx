import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import { healthQuery, unendedOf } from '../../api/seller-health';
import type { Seller } from '../../api/types';
import { paths } from '../../app/paths';
import { ConfirmAction } from '../../parts/confirm-action';
import { moneySum } from '../../parts/money-sum';
import { ForRole } from '../../session/me';
import { texts } from '../../texts';

const words = texts.seller;

/** What an admin may do with a publisher, each with its consequence. */
export function SellerActions({ seller }: { seller: Seller }): ReactNode {
  const { id } = seller;
  const queries = useQueryClient();
  const navigate = useNavigate();
  const again = (): void => void queries.invalidateQueries({ queryKey: keys.sellers.all });
  return (
    <ForRole role="admin">
      <Pause seller={seller} onDone={again} />
      <Button variant="default" onClick={() => void navigate(paths.editSeller(id))}>
        {words.edit}
      </Button>
      <ConfirmAction
        label={words.delete}
        isGrave
        consequence={<DeleteMeans seller={seller} />}
        act={() => dataOf(client.DELETE('/v1/sellers/{id}', { params: { path: { id } } }))}
        onDone={() => {
          queries.removeQueries({ queryKey: keys.sellers.one(id) });
          void navigate(paths.sellers());
          again();
        }}
      />
    </ForRole>
  );
}

function Pause({ seller: { id, name, paused }, onDone }: { seller: Seller; onDone: () => void }): ReactNode {
  const { data: health } = useQuery(healthQuery(id));
  const waiting = health?.operations.open ?? 0;
  const held = health?.problems.find(({ code }) => code === 'paused');
  return (
    <ConfirmAction
      label={paused ? words.resume : words.pause}
      consequence={
        paused ? words.resumeMeans(name, waiting, moneySum(held?.money ?? [])) : words.pauseMeans(name, waiting)
      }
      act={() => dataOf(client.PATCH('/v1/sellers/{id}', { params: { path: { id } }, body: { paused: !paused } }))}
      onDone={onDone}
    />
  );
}

function DeleteMeans({ seller: { id, name } }: { seller: Seller }): ReactNode {
  const { data: health } = useQuery(healthQuery(id));
  const unended = health === undefined ? 0 : unendedOf(health);
  return unended > 0 ? words.deleteRefused(name, unended) : words.deleteMeans(name, id);
}
