import { type DeadlineOverrides, type JsonObject, operationTypes } from '@adcp-orchestrator/domain';
import type { ListedTenant, TenantLimits } from '@adcp-orchestrator/ledger';
import { z } from 'zod';
import { DEFAULT_KEY_REQUESTS_PER_SECOND } from '../access/request-limits';
import { answerComponent, bodyComponent, pageOf } from '../docs/components';
import { deadlineText } from '../operations/intake/operation-body';
import { line } from '../validation/text';

const MAX_RATE = 1_000_000;
const rate = z
  .int(`must be a whole number from 1 to ${MAX_RATE}, or null for the default`)
  .min(1, `must be a whole number from 1 to ${MAX_RATE}, or null for the default`)
  .max(MAX_RATE, `must be a whole number from 1 to ${MAX_RATE}, or null for the default`)
  .nullable();
const name = line(200).describe('Unique among tenants');

export const newTenantBody = bodyComponent('NewTenant', z.strictObject({ name }));
export type NewTenantBody = z.output<typeof newTenantBody>;

/** What is not mentioned stays as it is. */
export const tenantChangesBody = bodyComponent(
  'TenantChanges',
  z.strictObject({
    name: name.optional(),
    limits: z
      .strictObject({
        requests_per_second: rate.describe('Of all keys and people of the tenant together; null: no limit'),
        requests_per_second_per_key: rate.describe(`Of each key and person; null: ${DEFAULT_KEY_REQUESTS_PER_SECOND}`),
      })
      .partial()
      .optional()
      .describe('Over all replicas. A limit that is not mentioned stays'),
    deadlines: z
      .partialRecord(z.enum(operationTypes), deadlineText.nullable())
      .nullable()
      .optional()
      .describe(
        'How long operations of a type may take where neither the request nor the seller says so. null, for a type or for all: the default. A type that is not mentioned stays',
      ),
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
  limits: z.object({
    requests_per_second: z.int().nullable().describe('Of all keys and people together; null: no limit'),
    requests_per_second_per_key: z.int(),
  }),
  deadlines: z
    .partialRecord(z.enum(operationTypes), z.string())
    .describe('ISO 8601 durations; a type that is missing has the default'),
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
    limits: {
      requests_per_second: row.limits.requestsPerSecond ?? null,
      requests_per_second_per_key: row.limits.requestsPerSecondPerKey ?? DEFAULT_KEY_REQUESTS_PER_SECOND,
    },
    deadlines: { ...row.deadlines },
    paused: row.paused_at !== null,
    paused_since: row.paused_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
  };
}

/** @returns the limits with what a request changes: null takes one away, what is not mentioned stays */
export function limitsAfter(before: TenantLimits, changes: NonNullable<TenantChangesBody['limits']>): TenantLimits {
  const all = changes.requests_per_second;
  const perKey = changes.requests_per_second_per_key;
  return {
    requestsPerSecond: all === undefined ? before.requestsPerSecond : (all ?? undefined),
    requestsPerSecondPerKey: perKey === undefined ? before.requestsPerSecondPerKey : (perKey ?? undefined),
  };
}

/** @returns the deadlines with what a request changes: null takes one away, or all, and what is not mentioned stays */
export function deadlinesAfter(before: DeadlineOverrides, changes: TenantChangesBody['deadlines']): DeadlineOverrides {
  if (changes === null) return {};
  const named = Object.entries({ ...before, ...changes });
  return Object.fromEntries(named.filter(([, duration]) => duration !== null));
}
