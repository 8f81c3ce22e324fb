import type { JsonObject } from '@adcp-orchestrator/domain';
import { type BulkItemRow, BulkItemStatus, type BulkJobRow, BulkStatus } from '@adcp-orchestrator/ledger';
import { z } from 'zod';
import { answerComponent, pageOf } from '../docs/components';
import { pageQuery } from '../paging/page-query';

const instantText = z.iso.datetime();

export const bulkSchema = answerComponent(
  'Bulk',
  z.object({
    id: z.uuid(),
    action: z.enum(['cancel', 'poll', 'retry', 'acknowledge', 'resolve']).describe('What is done to each operation'),
    dry_run: z.boolean().describe('Whether it only finds out what would be done'),
    status: z
      .enum(BulkStatus)
      .describe(
        '`stopped`: by DELETE, or because its key was deleted or has ended; what was under way then is in the counts',
      ),
    total: z.int().describe('Operations of the frozen selection'),
    done: z.int().describe('In a dry run: for which the action is possible'),
    refused: z.int().describe('Operations that the action was not possible for'),
    waiting: z.int().describe('Operations that nothing was done to yet'),
    created_by: z.string().describe('The key or person that asked for it'),
    created_at: instantText,
    updated_at: instantText,
    ended_at: instantText.nullable().describe('When it was done or stopped; null while it runs'),
  }),
);

export const bulkPageSchema = pageOf('BulkPage', bulkSchema);

export const bulkQuery = z.strictObject({
  status: z.enum(BulkStatus, 'must be running, done or stopped').optional(),
  dry_run: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional()
    .meta({ override: { type: 'boolean' } })
    .describe('Those alone that only find out what would be done, or those alone that do it'),
  ...pageQuery,
});
export type BulkQuery = z.output<typeof bulkQuery>;

export const bulkItemSchema = answerComponent(
  'BulkItem',
  z.object({
    position: z.int().describe('The place in the selection, from 1'),
    operation_id: z.uuid(),
    status: z.enum(BulkItemStatus),
    problem: z
      .string()
      .nullable()
      .describe('The kind of problem for which it was refused, the last part of its `type`'),
    detail: z.string().nullable().describe('What the action means, or why it was refused'),
    made_operation_id: z.uuid().nullable().describe('The operation that a retry has made'),
  }),
);
export const bulkItemPageSchema = pageOf('BulkItemPage', bulkItemSchema);

export const bulkItemQuery = z.strictObject({
  status: z.enum(BulkItemStatus, 'must be waiting, done or refused').optional(),
  ...pageQuery,
});
export type BulkItemQuery = z.output<typeof bulkItemQuery>;

export const bulkExample = {
  id: '01936a1c-7a52-7cc4-8d11-6d0a5b3f0c77',
  action: 'cancel',
  dry_run: false,
  status: 'running',
  total: 120,
  done: 40,
  refused: 2,
  waiting: 78,
  created_by: 'trader key',
  created_at: '2026-03-02T09:00:00.000Z',
  updated_at: '2026-03-02T09:00:01.000Z',
  ended_at: null,
};

export function bulkView(job: BulkJobRow): JsonObject {
  return {
    id: job.id,
    action: job.action.kind ?? null,
    dry_run: job.dry_run,
    status: job.status,
    total: job.total,
    done: job.done,
    refused: job.refused,
    waiting: job.total - job.done - job.refused,
    created_by: job.actor.name,
    created_at: job.created_at.toISOString(),
    updated_at: job.updated_at.toISOString(),
    ended_at: job.ended_at?.toISOString() ?? null,
  };
}

export function bulkItemView(item: BulkItemRow): JsonObject {
  return {
    position: item.position,
    operation_id: item.operation_id,
    status: item.status,
    problem: item.problem,
    detail: item.detail,
    made_operation_id: item.made_operation_id,
  };
}
