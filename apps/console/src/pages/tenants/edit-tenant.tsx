import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { client, dataOf } from '../../api/client';
import { keys } from '../../api/keys';
import type { Schemas } from '../../api/types';
import { ApiForm } from '../../parts/api-form';
import { ConfirmAction } from '../../parts/confirm-action';
import { CopyId } from '../../parts/copy-id';
import { DeadlineFields } from '../../parts/deadline-fields';
import { Facts } from '../../parts/facts';
import { Fields, TextField } from '../../parts/form-fields';
import { SidePanel } from '../../parts/side-panel';
import { texts } from '../../texts';
import { fieldsOf, tenantChanges } from './tenant-fields';

const words = texts.tenants;
type Tenant = Schemas['Tenant'];

/** One tenant: its name, its limits, for how long its things are kept, its deadlines, and whether anything of it is sent. */
export function EditTenant({ tenant, close }: { tenant: Tenant; close: () => void }): ReactNode {
  const [start] = useState(() => fieldsOf(tenant));
  const queries = useQueryClient();
  const { id, name, paused } = tenant;
  const change = (body: Schemas['TenantChanges']): Promise<Tenant> =>
    dataOf(client.PATCH('/v1/tenants/{id}', { params: { path: { id } }, body }));
  const again = (): void => void queries.invalidateQueries({ queryKey: keys.tenants });
  return (
    <SidePanel title={words.editTitle(name)} close={close}>
      <Facts facts={[[words.id, <CopyId key="id" id={id} />]]} />
      <div>
        <ConfirmAction
          label={paused ? words.resume : words.pause}
          consequence={paused ? words.resumeMeans(name) : words.pauseMeans(name)}
          isGrave={!paused}
          act={() => change({ paused: !paused })}
          onDone={again}
        />
      </div>
      <ApiForm
        start={start}
        submit={words.save}
        act={(values) => change(tenantChanges(values, start))}
        onDone={() => {
          again();
          close();
        }}
        cancel={close}
      >
        <TextField name="name" at="/name" label={words.name} hint={words.nameHint} isRequired />
        <Fields title={words.limits}>
          <TextField name="all" at="/limits/requests_per_second" label={words.all} hint={words.allHint} />
          <TextField
            name="per_key"
            at="/limits/requests_per_second_per_key"
            label={words.perKey}
            hint={words.perKeyHint}
          />
        </Fields>
        <Fields title={words.retention}>
          <TextField
            name="kept_operations"
            at="/retention/operations_days"
            label={words.keptOperations}
            hint={words.keptOperationsHint}
          />
          <TextField
            name="kept_events"
            at="/retention/events_days"
            label={words.keptEvents}
            hint={words.keptEventsHint}
          />
          <TextField
            name="kept_deliveries"
            at="/retention/deliveries_days"
            label={words.keptDeliveries}
            hint={words.keptDeliveriesHint}
          />
        </Fields>
        <DeadlineFields title={words.deadlines} note={words.deadlinesNote} />
      </ApiForm>
    </SidePanel>
  );
}
