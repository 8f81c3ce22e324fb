import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { client, dataOf } from '../../../api/client';
import { keys } from '../../../api/keys';
import type { Schemas, Seller } from '../../../api/types';
import { paths } from '../../../app/paths';
import { Page } from '../../../parts/page';
import { texts } from '../../../texts';
import { fieldsOf, sellerChanges } from './seller-fields';
import { SellerForm } from './seller-form';

const words = texts.sellerForm;

/** What is agreed with a publisher, changed. Only what was changed is sent: nobody's change of another field is undone. */
export function EditSeller({ seller }: { seller: Seller }): ReactNode {
  const { id, name } = seller;
  const [start] = useState(() => fieldsOf(seller));
  const navigate = useNavigate();
  const queries = useQueryClient();
  const back = (): void => void navigate(paths.seller(id));
  return (
    <Page title={words.editTitle(name)}>
      <SellerForm
        isNew={false}
        start={start}
        submit={words.save}
        act={async (values) => {
          const body = sellerChanges(values, start) as Schemas['SellerChanges'];
          if (Object.keys(body).length === 0) return null;
          return dataOf(client.PATCH('/v1/sellers/{id}', { params: { path: { id } }, body }));
        }}
        onDone={() => {
          void queries.invalidateQueries({ queryKey: keys.sellers.all });
          back();
        }}
        cancel={back}
      />
    </Page>
  );
}
