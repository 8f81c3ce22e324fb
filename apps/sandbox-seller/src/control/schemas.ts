import { z } from 'zod';
import { FaultKind } from '../scenarios/scenario';
import { dialectSchema, sellerSchema, settingsSchema, webhookScriptSchema } from '../state/records';

const seller = sellerSchema.default('default');

/** Returns only this many of the newest records. `total` still counts all. */
const limit = z.coerce.number().int().min(1).max(200_000).default(200_000);

/** `seconds` and `times` are separate fields of an outage. The modes are the faults that need no execution. */
export const outageModes = {
  http_503: FaultKind.http_503,
  http_500: FaultKind.http_500,
  http_429: FaultKind.http_429,
  http_401: FaultKind.http_401,
  http_403: FaultKind.http_403,
  drop: FaultKind.drop_before,
  hang: FaultKind.hang,
} as const;

export const tasksQuery = z.strictObject({
  seller: sellerSchema.optional(),
  dialect: dialectSchema.optional(),
  state: z.enum(['open', 'booked', 'rejected', 'cannot_complete', 'failed', 'canceled']).optional(),
  po_number: z.string().optional(),
  limit,
});
export const recordsQuery = z.strictObject({
  seller: sellerSchema.optional(),
  dialect: dialectSchema.optional(),
  po_number: z.string().optional(),
  limit,
});
export const sellerQuery = z.strictObject({ seller: sellerSchema.optional() });
export const decisionBody = z.strictObject({ reason: z.string().min(1).max(1000).optional() });
export const scenarioBody = z.strictObject({
  seller,
  dialect: dialectSchema.optional(),
  scenario: z.string().min(1).max(200),
  calls: z.number().int().min(1).max(1_000_000).default(1),
  tools: z.array(z.string().min(1).max(100)).min(1).max(20).optional(),
});
export const webhooksBody = z.strictObject({
  seller,
  dialect: dialectSchema.default('hitl-v1'),
  url: settingsSchema.shape.webhook.unwrap().shape.url.unwrap().optional(),
  mode: z.enum(['bearer', 'hmac', 'unsigned']).optional(),
  secret: z.string().min(1).max(500).optional(),
  behaviour: webhookScriptSchema.strict().optional(),
});
export const settingsBody = z.strictObject({
  seller,
  dialect: dialectSchema.default('hitl-v1'),
  task_id_style: settingsSchema.shape.task_id_style.unwrap().optional(),
  structured_content: settingsSchema.shape.structured_content.unwrap().optional(),
  answer_format: settingsSchema.shape.answer_format.unwrap().optional(),
  sessions: z.boolean().optional(),
});
export const outageBody = z.strictObject({
  seller,
  dialect: dialectSchema.optional(),
  mode: z.enum(Object.keys(outageModes) as [keyof typeof outageModes, ...(keyof typeof outageModes)[]]),
  seconds: z.number().min(0).max(86_400),
  retry_after: z.number().min(1).max(3600).default(1),
});
export const forgetBody = z.strictObject({ seller: sellerSchema.optional(), task_id: z.string().optional() });
export const resetBody = z.strictObject({ seller: sellerSchema.optional() });
