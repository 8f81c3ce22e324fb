import { type JsonObject, MediaBuyStatus } from '@adcp-orchestrator/domain';
import type { MediaBuyRow } from '@adcp-orchestrator/ledger';
import { z } from 'zod';
import { answerComponent, pageOf } from '../docs/components';
import { pageQuery } from '../paging/page-query';
import { SLUG } from '../sellers/seller-bodies';
import { wording } from '../validation/zod-wording';

const statuses = Object.values(MediaBuyStatus);

export const mediaBuyQuery = z.strictObject({
  seller_id: z
    .string()
    .regex(SLUG, wording('must be the id of a seller', 'GET /v1/sellers lists those there are.'))
    .optional(),
  status: z.enum(statuses).optional(),
  ...pageQuery,
});
export type MediaBuyQuery = z.output<typeof mediaBuyQuery>;

export const mediaBuySchema = answerComponent(
  'MediaBuy',
  z.object({
    media_buy_id: z.string().describe("The seller's id of the buy"),
    seller_id: z.string(),
    operation_id: z.uuid().describe('The operation that booked it'),
    status: z.enum(statuses).describe('`pending` is booked and not delivering yet; `canceled` is every other end'),
    seller_status: z.string().nullable().describe("The seller's own word for the state"),
    creative_deadline: z.string().nullable().describe('Until when the seller takes creatives, as it wrote it'),
    asked_at: z.iso.datetime().nullable().describe('When the seller was last asked about the buy'),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime().describe('When the state or the deadline last changed'),
  }),
);
export const mediaBuyPageSchema = pageOf('MediaBuyPage', mediaBuySchema);

export const mediaBuyExample = {
  media_buy_id: 'mb_1',
  seller_id: 'acme',
  operation_id: '01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11',
  status: 'active',
  seller_status: 'active',
  creative_deadline: '2026-03-10T17:00:00Z',
  asked_at: '2026-03-12T09:00:00.000Z',
  created_at: '2026-03-02T10:00:00.000Z',
  updated_at: '2026-03-12T09:00:00.000Z',
};

export function mediaBuyView(row: MediaBuyRow): JsonObject {
  return {
    media_buy_id: row.media_buy_id,
    seller_id: row.seller_id,
    operation_id: row.operation_id,
    status: row.status,
    seller_status: row.seller_status,
    creative_deadline: row.creative_deadline,
    asked_at: row.asked_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}
