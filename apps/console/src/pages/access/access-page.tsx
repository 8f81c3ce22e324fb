import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { paths } from '../../app/paths';
import { NeedsRole } from '../../parts/needs-role';
import { Page, Section } from '../../parts/page';
import { useUrlState } from '../../parts/use-url-state';
import { ForRole, useMay, useMe } from '../../session/me';
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
      <ForRole role="platform_admin">
        <Installation />
      </ForRole>
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

/** What only the platform's admin sees: the other tenants, and the queues of all. */
function Installation(): ReactNode {
  const { queue_board: board } = useMe();
  return (
    <Section title={words.platform}>
      <ul style={{ margin: 0, paddingLeft: 18 }}>
        <li>
          <Link {...paths.tenants()}>{words.tenants}</Link>
        </li>
        {board !== null && (
          <li>
            <a href={board}>{words.board}</a> <span style={{ color: 'var(--c-muted)' }}>{words.boardNote}</span>
          </li>
        )}
      </ul>
    </Section>
  );
}
