import type { JsonObject } from '@adcp-orchestrator/domain';
import type { ListedTenant } from '@adcp-orchestrator/ledger';
import { z } from 'zod';
import { answerComponent, bodyComponent, pageOf } from '../docs/components';
import { line } from '../validation/text';

const name = line(200).describe('Unique among tenants');

export const newTenantBody = bodyComponent('NewTenant', z.strictObject({ name }));
export type NewTenantBody = z.output<typeof newTenantBody>;

/** What is not mentioned stays as it is. */
export const tenantChangesBody = bodyComponent('TenantChanges', z.strictObject({ name: name.optional() }));
export type TenantChangesBody = z.output<typeof tenantChangesBody>;

const shape = { id: z.uuid(), name: z.string(), created_at: z.iso.datetime() };

export const tenantSchema = answerComponent('Tenant', z.object(shape));
export const tenantPageSchema = pageOf('TenantPage', tenantSchema);
export const createdTenantSchema = answerComponent(
  'CreatedTenant',
  z.object({ ...shape, key: z.string().describe('Its first admin key; shown this once, and not stored') }),
);

export function tenantView(row: ListedTenant): JsonObject {
  return { id: row.id, name: row.name, created_at: row.created_at.toISOString() };
}
