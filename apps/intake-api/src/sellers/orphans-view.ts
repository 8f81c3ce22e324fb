import { type JsonObject, operationStatuses } from '@adcp-orchestrator/domain';
import { MAX_ORPHANS, type OurOrphan, type TheirOrphan } from '@adcp-orchestrator/ledger';
import { z } from 'zod';
import { answerComponent } from '../docs/components';

const theirWord = () => z.string().nullable();

/** What the seller has open and we do not know, and what we wait for and the seller does not list. */
export const orphansSchema = answerComponent(
  'SellerOrphans',
  z.object({
    reconciled_at: z.iso
      .datetime()
      .nullable()
      .describe('When the seller was last asked for its open tasks, and told them; null before the first time'),
    ours: z
      .array(
        z.object({
          operation_id: z.uuid(),
          task_id: z.string(),
          status: z.enum(operationStatuses).describe('As it is now'),
          po_number: z.string().nullable(),
          first_seen_at: z.iso.datetime(),
        }),
      )
      .max(MAX_ORPHANS)
      .describe('Operations without an end whose task the seller did not list; each was then asked about by itself'),
    theirs: z
      .array(
        z.object({
          task_id: z.string(),
          status: theirWord(),
          operation: theirWord().describe('What the seller calls the work'),
          po_number: theirWord(),
          media_buy_id: theirWord(),
          created_at: theirWord().describe('As the seller wrote it'),
          first_seen_at: z.iso.datetime(),
        }),
      )
      .max(MAX_ORPHANS)
      .describe('Open tasks of the seller that belong to no operation of ours'),
  }),
);

export function orphansView(
  reconciledAt: Date | null,
  { ours, theirs }: { ours: readonly OurOrphan[]; theirs: readonly TheirOrphan[] },
): JsonObject {
  return {
    reconciled_at: reconciledAt?.toISOString() ?? null,
    ours: ours.map(({ first_seen_at, ...orphan }) => ({ ...orphan, first_seen_at: first_seen_at.toISOString() })),
    theirs: theirs.map(({ work, task_created_at, first_seen_at, ...orphan }) => ({
      ...orphan,
      operation: work,
      created_at: task_created_at,
      first_seen_at: first_seen_at.toISOString(),
    })),
  };
}
