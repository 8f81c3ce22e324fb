import type { Schemas } from '../../api/types';
import type { FormValues } from '../../parts/api-form';
import { deadlineField, deadlineTypes, deadlineValues } from '../../parts/deadline-values';
import { givenOf } from '../../parts/given-values';

/** What is in the fields of a tenant. */
export function fieldsOf({ name, limits, deadlines, retention }: Schemas['Tenant']): FormValues {
  return {
    name,
    all: limits.requests_per_second === null ? '' : String(limits.requests_per_second),
    per_key: String(limits.requests_per_second_per_key),
    kept_operations: String(retention.operations_days),
    kept_events: String(retention.events_days),
    kept_deliveries: String(retention.deliveries_days),
    ...deadlineValues(deadlines),
  };
}

/** The body of `PATCH /v1/tenants/{id}`: what has changed. An emptied field takes its limit or deadline away. */
export function tenantChanges(values: FormValues, before: FormValues): Record<string, unknown> {
  const changed = (name: string): string | undefined => {
    const value = (values[name] ?? '').trim();
    return value === (before[name] ?? '') ? undefined : value;
  };
  return givenOf({
    name: changed('name'),
    limits: orUndefined({
      requests_per_second: numberOf(changed('all')),
      requests_per_second_per_key: numberOf(changed('per_key')),
    }),
    retention: orUndefined({
      operations_days: numberOf(changed('kept_operations')),
      events_days: numberOf(changed('kept_events')),
      deliveries_days: numberOf(changed('kept_deliveries')),
    }),
    deadlines: orUndefined(
      Object.fromEntries(
        deadlineTypes.map((type) => {
          const value = changed(deadlineField(type));
          return [type, value === '' ? null : value];
        }),
      ),
    ),
  });
}

/** What is no number stays a text: the API says what is wrong with it. */
function numberOf(text: string | undefined): number | string | null | undefined {
  if (text === undefined || text === '') return text === '' ? null : undefined;
  return Number.isFinite(Number(text)) ? Number(text) : text;
}

function orUndefined(object: Record<string, unknown>): Record<string, unknown> | undefined {
  const given = givenOf(object);
  return Object.keys(given).length === 0 ? undefined : given;
}
