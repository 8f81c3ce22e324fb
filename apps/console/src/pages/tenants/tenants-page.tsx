import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import type { Schemas } from '../../api/types';
import type { Column } from '../../parts/data-table';
import { Empty } from '../../parts/empty';
import { List } from '../../parts/list';
import { wholeList } from '../../parts/list-rows';
import { NeedsRole } from '../../parts/needs-role';
import { Page } from '../../parts/page';
import { useUrlState } from '../../parts/use-url-state';
import { When } from '../../parts/when';
import { useMay } from '../../session/me';
import { texts } from '../../texts';
import { EditTenant } from './edit-tenant';
import { NewTenant } from './new-tenant';

const words = texts.tenants;
type Tenant = Schemas['Tenant'];
const idOf = ({ id }: Tenant): string => id;
const MOST = 200;

const columns: readonly Column<Tenant>[] = [
  { id: 'name', header: words.columns.name, cell: ({ name }) => name },
  {
    id: 'state',
    header: words.columns.state,
    width: 160,
    cell: ({ paused_since: since }) =>
      since === null ? (
        words.sending
      ) : (
        <>
          {words.paused} <When at={since} />
        </>
      ),
  },
  {
    id: 'limit',
    header: words.columns.limit,
    width: 160,
    align: 'right',
    cell: ({ limits }) => limits.requests_per_second?.toLocaleString() ?? words.noLimit,
    from: 560,
  },
  { id: 'made', header: words.columns.made, width: 140, cell: ({ created_at: at }) => <When at={at} />, from: 700 },
];

/** The desks that this installation serves: for the platform's admin alone. */
export default function TenantsPage(): ReactNode {
  const may = useMay();
  return may('platform_admin') ? <Tenants /> : <NeedsRole title={words.title} role="platform_admin" />;
}

function Tenants(): ReactNode {
  const [{ form, tenant }, set] = useUrlState();
  const list = useQuery({
    queryKey: keys.tenants,
    queryFn: () => dataOf(client.GET('/v1/tenants', { params: { query: { limit: MOST } } })),
  });
  const chosen = list.data?.items.find(({ id }) => id === tenant);
  const close = (): void => {
    set({ form: undefined, tenant: undefined });
  };
  return (
    <Page
      title={words.title}
      note={list.data && (list.data.next_cursor === null ? words.count : words.onlyFirst)(list.data.items.length)}
      isFilling
      actions={
        <Button
          onClick={() => {
            set({ form: 'new', tenant: undefined });
          }}
        >
          {words.add}
        </Button>
      }
    >
      <List
        label={words.title}
        of={wholeList(list, list.data?.items)}
        empty={<Empty why={words.none} />}
        columns={columns}
        idOf={idOf}
        open={({ id }) => {
          set({ tenant: id, form: undefined });
        }}
      />
      {form === 'new' && <NewTenant close={close} />}
      {chosen !== undefined && <EditTenant key={chosen.id} tenant={chosen} close={close} />}
    </Page>
  );
}
