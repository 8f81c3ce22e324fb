import { z } from 'zod';
import { OperationType } from '@adcp-orchestrator/domain';

const text = z.string().min(1).max(255);
const budget = z.number().positive();

/**
 * The requests of the guide's protocol (AdCP:Buy, July 2025). Sellers add fields of their own, so unknown fields pass.
 * A create without a `po_number` is given one at intake.
 */
export const hitlV1Requests = {
  [OperationType.createMediaBuy]: z.looseObject({
    packages: z.array(z.union([text, z.looseObject({})])).min(1),
    po_number: text.optional(),
    total_budget: budget.optional(),
    targeting_overlay: z.looseObject({}).optional(),
  }),
  [OperationType.updateMediaBuy]: z.looseObject({
    media_buy_id: text,
    total_budget: budget.optional(),
    packages: z.array(z.union([text, z.looseObject({})])).optional(),
  }),
  [OperationType.addCreativeAssets]: z.looseObject({
    media_buy_id: text,
    assets: z.array(z.looseObject({ creative_id: text })).min(1),
  }),
};
