import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { NeedsRole } from '../../parts/needs-role';
import { Page, Section } from '../../parts/page';
import { useUrlState } from '../../parts/use-url-state';
import { useMay } from '../../session/me';
import { texts } from '../../texts';
import { Keys } from './keys';
import { NewKey } from './new-key';
import { People } from './people';
import { Roles } from './roles';

const words = texts.access;

/** Who may do what in the tenant: keys, people, and what roles mean. */
export default function AccessPage(): ReactNode {
  const [{ form }, set] = useUrlState();
  const may = useMay();
  if (!may('admin')) return <NeedsRole title={words.title} role="admin" />;
  return (
    <Page
      title={words.title}
      actions={
        <Button
          onClick={() => {
            set({ form: 'new' });
          }}
        >
          {words.add}
        </Button>
      }
    >
      <Section title={words.keys}>
        <Keys />
      </Section>
      <Section title={words.people}>
        <People />
      </Section>
      <Section title={words.roles}>
        <Roles />
      </Section>
      {form === 'new' && (
        <NewKey
          close={() => {
            set({ form: undefined });
          }}
        />
      )}
    </Page>
  );
}
