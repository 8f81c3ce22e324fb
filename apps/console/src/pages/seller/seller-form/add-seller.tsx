import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { client, dataOf } from '../../../api/client';
import { keys } from '../../../api/keys';
import type { Schemas } from '../../../api/types';
import { paths } from '../../../app/paths';
import { Page } from '../../../parts/page';
import { useUrlState } from '../../../parts/use-url-state';
import { texts } from '../../../texts';
import { newSellerBody, newSellerFields } from './seller-fields';
import { SellerForm } from './seller-form';

const words = texts.sellerForm;

/** A new publisher. What the address names is filled in already: it never names a secret. */
export function AddSeller(): ReactNode {
  const [{ name = '', agent_url: url = '', dialect = 'hitl-v1' }] = useUrlState();
  const [start] = useState(() => newSellerFields({ name, agent_url: url, dialect }));
  const navigate = useNavigate();
  const queries = useQueryClient();
  return (
    <Page title={words.addTitle}>
      <SellerForm
        isNew
        start={start}
        submit={words.add}
        act={(values) => dataOf(client.POST('/v1/sellers', { body: newSellerBody(values) as Schemas['NewSeller'] }))}
        onDone={({ id }) => {
          void queries.invalidateQueries({ queryKey: keys.sellers.all });
          void navigate(paths.seller(id));
        }}
        cancel={() => void navigate(paths.sellers())}
      />
    </Page>
  );
}
