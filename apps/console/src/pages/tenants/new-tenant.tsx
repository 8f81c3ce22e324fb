import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import { ApiForm } from '../../parts/api-form';
import { TextField } from '../../parts/form-fields';
import { ShownOnce } from '../../parts/shown-once';
import { SidePanel } from '../../parts/side-panel';
import { texts } from '../../texts';

const words = texts.tenants;
const start = { name: '' };

/** A new tenant, with its first admin key, shown this once. */
export function NewTenant({ close }: { close: () => void }): ReactNode {
  const [made, setMade] = useState<{ name: string; key: string } | null>(null);
  const queries = useQueryClient();
  return (
    <SidePanel title={words.add} close={close}>
      {made !== null ? (
        <ShownOnce label={words.keyOf(made.name)} secret={made.key} done={close} />
      ) : (
        <ApiForm
          start={start}
          submit={words.make}
          act={({ name = '' }) => dataOf(client.POST('/v1/tenants', { body: { name: name.trim() } }))}
          onDone={(tenant) => {
            void queries.invalidateQueries({ queryKey: keys.tenants });
            setMade(tenant);
          }}
          cancel={close}
        >
          <TextField name="name" at="/name" label={words.name} hint={words.nameHint} isRequired />
        </ApiForm>
      )}
    </SidePanel>
  );
}
