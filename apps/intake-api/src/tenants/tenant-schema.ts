import { type DeadlineOverrides, type JsonObject, operationTypes, retentionOf } from '@adcp-orchestrator/domain';
import type { ListedTenant } from '@adcp-orchestrator/ledger';
import { z } from 'zod';
import { answerComponent, bodyComponent, pageOf } from '../docs/components';
import { limitChanges, limitsSchema, limitsView } from '../limits/tenant-limits';
import { deadlineText } from '../operations/intake/operation-body';
import { retentionChanges, retentionShape, retentionView } from '../retention/retention-schema';
import { line } from '../validation/text';

const name = line(200).describe('Unique among tenants');

export const newTenantBody = bodyComponent('NewTenant', z.strictObject({ name }));
export type NewTenantBody = z.output<typeof newTenantBody>;

/** What is not mentioned stays as it is. */
export const tenantChangesBody = bodyComponent(
  'TenantChanges',
  z.strictObject({
    name: name.optional(),
    limits: limitChanges
      .optional()
      .describe('Requests are limited over all replicas. A limit that is not mentioned stays'),
    deadlines: z
      .partialRecord(z.enum(operationTypes), deadlineText.nullable())
      .nullable()
      .optional()
      .describe(
        'How long operations of a type may take where neither the request nor the seller says so. null, for a type or for all: the default. A type that is not mentioned stays',
      ),
    retention: retentionChanges
      .nullable()
      .optional()
      .describe('For how long its things are kept. null: by the defaults. A period that is not mentioned stays'),
    paused: z
      .boolean({ error: 'must be true or false' })
      .optional()
      .describe('`true` stops sending to every seller of the tenant; what was sent is followed all the same'),
  }),
);
export type TenantChangesBody = z.output<typeof tenantChangesBody>;

const shape = {
  id: z.uuid(),
  name: z.string(),
  limits: limitsSchema,
  deadlines: z
    .partialRecord(z.enum(operationTypes), z.string())
    .describe('ISO 8601 durations; a type that is missing has the default'),
  retention: z.object(retentionShape).describe('For how many days its things are kept'),
  paused: z.boolean().describe('Nothing of it is sent; what was sent is followed all the same'),
  paused_since: z.iso.datetime().nullable().describe('Since when it is paused; null when it is not'),
  created_at: z.iso.datetime(),
};

export const tenantSchema = answerComponent('Tenant', z.object(shape));
export const tenantPageSchema = pageOf('TenantPage', tenantSchema);
export const createdTenantSchema = answerComponent(
  'CreatedTenant',
  z.object({ ...shape, key: z.string().describe('Its first admin key; shown this once, and not stored') }),
);

export function tenantView(row: ListedTenant): JsonObject {
  return {
    id: row.id,
    name: row.name,
    limits: limitsView(row.limits),
    deadlines: { ...row.deadlines },
    retention: retentionView(retentionOf(row.retention)),
    paused: row.paused_at !== null,
    paused_since: row.paused_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
  };
}

/** @returns the deadlines with what a request changes: null takes one away, or all, and what is not mentioned stays */
export function deadlinesAfter(before: DeadlineOverrides, changes: TenantChangesBody['deadlines']): DeadlineOverrides {
  if (changes === null) return {};
  const named = Object.entries({ ...before, ...changes });
  return Object.fromEntries(named.filter(([, duration]) => duration !== null));
}
