import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import type { Schemas } from '../../api/types';
import { ApiForm, type FormValues } from '../../parts/api-form';
import { ChoiceField, TextField } from '../../parts/form-fields';
import { ShownOnce } from '../../parts/shown-once';
import { SidePanel } from '../../parts/side-panel';
import { texts } from '../../texts';

const words = texts.access;
const roles = ['viewer', 'trader', 'admin'] as const;
const start: FormValues = { name: '', role: 'viewer', expires: '' };

/** A new key, shown this once. */
export function NewKey({ close }: { close: () => void }): ReactNode {
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
          act={(values) => dataOf(client.POST('/v1/api-keys', { body: bodyOf(values) as Schemas['NewApiKey'] }))}
          onDone={(key) => {
            void queries.invalidateQueries({ queryKey: keys.apiKeys });
            setMade(key);
          }}
          cancel={close}
        >
          <TextField name="name" at="/name" label={words.name} hint={words.nameHint} isRequired />
          <ChoiceField
            name="role"
            at="/role"
            label={words.role}
            options={roles.map((value) => ({ value, label: `${texts.roles[value]}: ${words.rolesAre[value]}` }))}
          />
          <TextField
            name="expires"
            at="/expires_at"
            type="datetime-local"
            label={words.expires}
            hint={words.expiresHint}
          />
        </ApiForm>
      )}
    </SidePanel>
  );
}

function bodyOf({ name = '', role, expires = '' }: FormValues): Record<string, unknown> {
  return { name: name.trim(), role, ...(expires === '' ? {} : { expires_at: new Date(expires).toISOString() }) };
}
