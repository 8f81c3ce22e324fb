import { z } from 'zod';

/**
 * What the sandbox remembers, as plain data. The same schemas check the lines of the journal when it is read again.
 * Times are epoch milliseconds.
 */

export const Dialect = { hitl_v1: 'hitl-v1', adcp_v3: 'adcp-v3' } as const;
export type Dialect = (typeof Dialect)[keyof typeof Dialect];
export const dialectSchema = z.enum(Dialect);

/** A publisher: one name in one dialect. */
export const sellerSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_.-]{0,62}$/i, 'a seller name has 1 to 63 letters, digits, "_", "." or "-"');

/** What a call does when it is executed. */
export const Mutation = { create: 'create', update: 'update', creatives: 'creatives' } as const;
export type Mutation = (typeof Mutation)[keyof typeof Mutation];

const jsonObject = z.record(z.string(), z.unknown());
export type JsonObject = Record<string, unknown>;

/** The object without some of its fields. */
export function without<T extends object, K extends keyof T & string>(object: T, ...fields: K[]): Omit<T, K> {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !(fields as string[]).includes(name))) as Omit<
    T,
    K
  >;
}

export const pushConfigSchema = z.object({
  url: z.string(),
  operation_id: z.string().optional(),
  token: z.string().optional(),
  scheme: z.enum(['HMAC-SHA256', 'Bearer']).optional(),
  credentials: z.string().optional(),
});
/** Where an adcp-v3 buyer wants to hear of outcomes, and with what proof. */
export type PushConfig = z.infer<typeof pushConfigSchema>;

export const webhookScriptSchema = z.object({
  mode: z.enum(['rfc9421', 'hmac', 'bearer', 'unsigned', 'bad_signature', 'none']).optional(),
  delaySeconds: z.number().min(0).max(86_400).optional(),
  duplicate: z.boolean().optional(),
  early: z.boolean().optional(),
  conflict: z.boolean().optional(),
  forSynchronousAnswers: z.boolean().optional(),
  withoutOperationId: z.boolean().optional(),
});

const stepSchema = z.object({
  wait: z.enum(['approval', 'permission', 'ad_server', 'working', 'input', 'unknown']),
  seconds: z.number().nullable(),
});
const endingSchema = z.enum(['booked', 'rejected', 'cannot_complete', 'failed', 'canceled']);

export const taskSchema = z.object({
  task_id: z.string(),
  seller: sellerSchema,
  dialect: dialectSchema,
  tool: z.string(),
  mutation: z.enum(Mutation),
  account_id: z.string().nullable(),
  po_number: z.string().nullable(),
  idempotency_key: z.string().nullable(),
  /** What was asked for; executed when the task is approved. */
  order: jsonObject,
  scenario: z.string(),
  /** `open` until it ends; then how it ended. */
  state: z.union([z.literal('open'), endingSchema]),
  /** Steps still ahead, the current one first. */
  steps: z.array(stepSchema),
  ending: endingSchema,
  reason: z.string().nullable(),
  media_buy_id: z.string().nullable(),
  result: jsonObject.nullable(),
  active_after_seconds: z.number().nullable(),
  webhook: webhookScriptSchema,
  push: pushConfigSchema.nullable(),
  quirks: z.object({
    forgetsTask: z.boolean().optional(),
    dropsFinishedTask: z.boolean().optional(),
    withoutResult: z.boolean().optional(),
    withoutEvidence: z.boolean().optional(),
    errorsInBody: z.boolean().optional(),
  }),
  /** Forgotten tasks are kept for the page and the record. No buyer sees them. */
  forgotten: z.boolean(),
  created_at: z.number(),
  updated_at: z.number(),
  /** When the current step began, and when it ends by itself; null: it waits for a person. */
  step_started_at: z.number(),
  step_ends_at: z.number().nullable(),
});
export type Task = z.infer<typeof taskSchema>;

export const buySchema = z.object({
  media_buy_id: z.string(),
  seller: sellerSchema,
  dialect: dialectSchema,
  account_id: z.string().nullable(),
  po_number: z.string().nullable(),
  idempotency_key: z.string().nullable(),
  task_id: z.string().nullable(),
  order: jsonObject,
  canceled: z.boolean(),
  paused: z.boolean(),
  creatives: z.number(),
  revision: z.number(),
  hidden: z.boolean(),
  created_at: z.number(),
  updated_at: z.number(),
  /** When it begins to deliver; null: when its creatives arrive. */
  active_at: z.number().nullable(),
  creative_deadline: z.number(),
});
export type MediaBuy = z.infer<typeof buySchema>;

export const callSchema = z.object({
  seq: z.number(),
  seller: sellerSchema,
  dialect: dialectSchema,
  tool: z.string(),
  po_number: z.string().nullable(),
  idempotency_key: z.string().nullable(),
  media_buy_id: z.string().nullable(),
  task_id: z.string().nullable(),
  outcome: z.enum(['completed', 'pending', 'failed']),
  at: z.number(),
});
/** A call that was really executed. Replays, and calls that were dropped before execution, are never among these. */
export type ExecutedCall = z.infer<typeof callSchema>;

export const settingsSchema = z.object({
  /** How the prose of `pending_manual` names the task (hitl-v1). */
  task_id_style: z.enum(['rotate', 'sentence', 'parenthesis', 'assignment', 'body']).default('rotate'),
  /** Whether answers have `structuredContent` (hitl-v1); `rotate` leaves it out of every third. */
  structured_content: z.enum(['always', 'never', 'rotate']).default('rotate'),
  /** How answers travel over streamable HTTP. */
  answer_format: z.enum(['json', 'sse']).default('json'),
  /** Whether `initialize` opens a session. */
  sessions: z.boolean().default(true),
  /** Where outcomes of hitl-v1 tasks are announced, and the secret for HMAC or bearer of either dialect. */
  webhook: z
    .object({
      url: z
        .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
        .nullable()
        .default(null),
      mode: z.enum(['bearer', 'hmac', 'unsigned']).default('bearer'),
      secret: z.string().min(1).max(500).default('sandbox-webhook-secret'),
      behaviour: webhookScriptSchema.default({}),
    })
    .prefault({}),
});
/** How one publisher behaves in general. */
export type SellerSettings = z.infer<typeof settingsSchema>;

export const replaySchema = z.object({ payloadHash: z.string(), response: z.unknown(), expiresAt: z.number() });
