import type { JsonObject } from '@adcp-orchestrator/domain';
import { operationView } from '@adcp-orchestrator/domain';
import type { ExportConfirmed, ExportPlace, ExportedOperation } from '@adcp-orchestrator/ledger';
import { z } from 'zod';
import { deliveryShape, deliveryView } from '../deliveries/delivery-schema';
import { answerComponent, bodyComponent } from '../docs/components';
import { readOperationSchema, timelineEntrySchema } from '../operations/operation-schema';
import { timelineEntryView } from '../operations/reading/timeline-view';
import { decodeCursor, encodeCursor, invalidCursor } from '../paging/cursor';
import { databaseTime } from '../paging/database-time';
import { wholeNumber } from '../paging/page-query';
import { instant, line } from '../validation/text';

/** Lines of one answer. With more, a client that is cut off would have to hold on for long. */
const MAX_LINES = 50_000;
const DEFAULT_LINES = 10_000;

export const exportQuery = z.strictObject({
  cursor: line(1_024).optional().describe('`cursor` of the last line that was kept; absent: from the beginning'),
  limit: wholeNumber(1, MAX_LINES, DEFAULT_LINES).describe('Operations of one answer'),
  settled_before: instant
    .optional()
    .describe('Only those that ended before this time; absent, and at the latest: a quarter of an hour ago'),
});
export type ExportQuery = z.output<typeof exportQuery>;

export const confirmBody = bodyComponent(
  'ExportConfirmation',
  z.strictObject({ cursor: line(1_024).describe('`cursor` of the last line that is kept elsewhere') }),
);
export type ConfirmBody = z.output<typeof confirmBody>;

export const exportPositionSchema = answerComponent(
  'ExportPosition',
  z.object({
    cursor: z.string().nullable().describe('Where an export goes on behind what was confirmed; null: nothing was'),
    settled_at: z.iso
      .datetime()
      .nullable()
      .describe('When the last confirmed operation ended; null: none was confirmed'),
    confirmed_at: z.iso.datetime().nullable().describe('When it was confirmed last; null: it never was'),
  }),
);

const cursor = z.string().describe('Passed back as `cursor`: the export goes on behind this line');

/** The lines of an export. */
export const exportLineSchema = answerComponent(
  'ExportLine',
  z.union([
    answerComponent(
      'ExportedOperation',
      z.object({
        cursor,
        operation: readOperationSchema.describe('The operation with what was asked for'),
        timeline: z
          .array(timelineEntrySchema)
          .describe('What happened to it, the oldest first: each call with what came of it'),
        deliveries: z
          .array(
            z.object({
              ...deliveryShape,
              attempts: z
                .array(
                  z.object({
                    attempt: z.int().describe('The number of the attempt'),
                    at: z.string().describe('When it began'),
                    http_status: z.int().nullable().describe('What the receiver answered; null: nothing'),
                    duration_ms: z.int().describe('How long it took'),
                    error: z.string().nullable().describe('Why it failed; null when it did not'),
                  }),
                )
                .describe('Its attempts, without what the receivers answered'),
            }),
          )
          .describe('Who was told of it, as far as that is still kept'),
      }),
    ),
    answerComponent(
      'ExportEnd',
      z.object({
        cursor: cursor.nullable().describe('That of the last operation, or the one that was sent; null: there is none'),
        complete: z
          .boolean()
          .describe('Whether there is nothing behind it now. An answer without this line was cut off'),
      }),
    ),
  ]),
);

/** Cursors without a tenant were given out once. They may stand in a file of any tenant. */
const byPlace = z.object({ at: databaseTime, id: z.uuid(), tenant: z.string().optional() });
const MARK = 'export of operations';

/** A place belongs to one tenant. Confirmed for another one, it would let what was never exported be deleted. */
export function cursorOf(tenantId: string, { at, id }: ExportPlace): string {
  return encodeCursor({ at, id, tenant: tenantId }, MARK);
}

/** @throws RequestProblemError when it is no cursor of an export of this tenant */
export function placeOf(tenantId: string, text: string, where: 'query' | 'body'): ExportPlace {
  const { at, id, tenant } = decodeCursor(text, byPlace, MARK, where);
  if (tenant === undefined) {
    throw invalidCursor(
      where,
      'is of an earlier version, which did not say whose export it was',
      'Begin a new export without "cursor", into a new file.',
    );
  }
  if (tenant !== tenantId) {
    throw invalidCursor(
      where,
      'is of an export of another tenant',
      'Use a key of that tenant, or begin a new export without "cursor", into a new file.',
    );
  }
  return { at, id };
}

export function exportLine({ place, found, timeline, deliveries }: ExportedOperation, now: Date): string {
  const { operation, traits, pause, repeatedBy, request } = found;
  return `${JSON.stringify({
    cursor: cursorOf(operation.tenantId, place),
    operation: { ...operationView(operation, traits, now, pause), repeated_by: repeatedBy, request },
    timeline: timeline.map(timelineEntryView),
    deliveries: deliveries.map((row) => ({ ...deliveryView(row), attempts: row.attempts_made })),
  })}\n`;
}

export function exportPositionView(tenantId: string, confirmed: ExportConfirmed | null): JsonObject {
  return {
    cursor: confirmed === null ? null : cursorOf(tenantId, confirmed),
    settled_at: confirmed?.settledAt.toISOString() ?? null,
    confirmed_at: confirmed?.confirmedAt.toISOString() ?? null,
  };
}
