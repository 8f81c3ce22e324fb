import {
  type JsonObject,
  MAX_RETENTION_DAYS,
  MIN_RETENTION_DAYS,
  type Retention,
  type RetentionFault,
  type RetentionSettings,
  defaultRetention,
  retentionFaults,
  retentionOf,
} from '@adcp-orchestrator/domain';
import { z } from 'zod';
import { type InvalidValue, inBody } from '../problems/problem';

const daysWords = `must be a whole number of days from ${MIN_RETENTION_DAYS} to ${MAX_RETENTION_DAYS}, or null for the default`;
const days = z.int(daysWords).min(MIN_RETENTION_DAYS, daysWords).max(MAX_RETENTION_DAYS, daysWords).nullable();
const { operationsDays, eventsDays, deliveriesDays } = defaultRetention;

/** What `PATCH /v1/tenants/{id}` sets: null brings a default back. */
export const retentionChanges = z
  .strictObject({
    operations_days: days.describe(
      `Operations that have ended, with their timelines, from their last change on; null: ${operationsDays}`,
    ),
    events_days: days.describe(`Events, no longer than operations; null: ${eventsDays}`),
    deliveries_days: days.describe(
      `Notifications that are no longer tried, no longer than events; null: ${deliveriesDays}`,
    ),
    export_first: z
      .boolean({ error: 'must be true, false, or null for the default' })
      .nullable()
      .describe(
        'Nothing of an operation is deleted before `POST /v1/exports/operations/confirm` has passed it; null: false',
      ),
  })
  .partial();
export type RetentionChanges = z.output<typeof retentionChanges>;

export const retentionShape = {
  operations_days: z.int().describe('Operations that have ended, with their timelines, from their last change on'),
  events_days: z.int().describe('Events, from when they happened'),
  deliveries_days: z.int().describe('Notifications that are no longer tried'),
  export_first: z.boolean().describe('Nothing of an operation is deleted before an export of it was confirmed'),
};

export function retentionView(retention: Retention): JsonObject {
  return {
    operations_days: retention.operationsDays,
    events_days: retention.eventsDays,
    deliveries_days: retention.deliveriesDays,
    export_first: retention.exportFirst,
  };
}

/** @returns the settings with what a request changes: null takes one away, or all, and what is not mentioned stays */
export function retentionAfter(
  before: RetentionSettings | null,
  changes: RetentionChanges | null,
): RetentionSettings | null {
  if (changes === null) return null;
  const after = <T>(change: T | null | undefined, was: T | undefined): T | undefined =>
    change === undefined ? was : (change ?? undefined);
  return {
    operationsDays: after(changes.operations_days, before?.operationsDays),
    eventsDays: after(changes.events_days, before?.eventsDays),
    deliveriesDays: after(changes.deliveries_days, before?.deliveriesDays),
    exportFirst: after(changes.export_first, before?.exportFirst),
  };
}

const names = {
  operationsDays: 'operations_days',
  eventsDays: 'events_days',
  deliveriesDays: 'deliveries_days',
} as const satisfies Record<RetentionFault['field' | 'most'], string>;

/** @returns what is wrong with periods of a body that do not fit each other */
export function retentionProblems(settings: RetentionSettings | null): InvalidValue[] {
  const retention = retentionOf(settings);
  return retentionFaults(retention).map(({ field, most }) =>
    inBody(
      `/retention/${names[field]}`,
      `would be ${retention[field]} days, and must not exceed ${names[most]}, which would be ${retention[most]}`,
      `Set ${names[field]} to ${retention[most]} or less, or ${names[most]} to ${retention[field]} or more.`,
    ),
  );
}
