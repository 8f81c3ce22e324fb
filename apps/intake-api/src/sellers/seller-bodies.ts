import { dialectNames, operationTypes, signingProfiles, webhookModes } from '@adcp-orchestrator/domain';
import { databaseJson } from '@adcp-orchestrator/ledger';
import { z } from 'zod';
import { bodyComponent } from '../docs/components';
import { deadlineText } from '../operations/intake/operation-body';
import { line, prose } from '../validation/text';
import { wording } from '../validation/zod-wording';

/** The header in which the guide's servers expect the credential. */
export const DEFAULT_AUTH_HEADER = 'x-adcp-auth';

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}$/;
/** Headers that the transport sets itself. */
const OWN_HEADERS = /^(host|connection|content-.*|transfer-encoding|accept.*|te|trailer|upgrade|mcp-.*|cookie)$/i;
const VISIBLE = /^[\x21-\x7e]+$/;
const visibleWords = wording('must be visible ASCII characters', 'Write it without spaces and line breaks.');

const url = z.string().min(1, 'must not be empty').max(2_048, 'must have at most 2048 characters');

const authBody = z
  .strictObject({
    scheme: z.enum(['bearer', 'header']),
    header: z
      .string()
      .regex(HEADER_NAME, wording('must be the name of an HTTP header', `Write it like ${DEFAULT_AUTH_HEADER}.`))
      .refine((name) => !OWN_HEADERS.test(name), { error: 'is set by the transport itself' })
      .optional()
      .describe(`With the scheme \`header\`; \`${DEFAULT_AUTH_HEADER}\` when absent`),
    token: z.string().max(8_192, 'must have at most 8192 characters').regex(VISIBLE, visibleWords),
  })
  .refine(({ scheme, header }) => scheme === 'header' || header === undefined, {
    path: ['header'],
    error: 'belongs to the scheme "header"',
  });

const MAX_PINNED_KEYS = 10;
export const jwk = z
  .record(
    z.string().max(64),
    z.union([z.string().max(8_192), z.array(z.string().max(8_192)).max(10), z.number(), z.boolean()]),
  )
  // The key is stored exactly as it came, or refused: with other characters it would be another key.
  .refine((key) => databaseJson(key) === JSON.stringify(key), {
    error: 'must not hold NUL or half a surrogate pair, in a name or a value',
  })
  .describe('A public JSON Web Key: Ed25519 or P-256');

/** A leaked secret ends at once, even for operations that were sent with it. */
export const NO_GRACE = 'PT0S';

const webhooksBody = z.strictObject({
  mode: z.enum(webhookModes),
  secret: z
    .string()
    .max(512, 'must have at most 512 characters')
    .regex(VISIBLE, visibleWords)
    .optional()
    .describe('With `hmac` or `bearer`. A new one replaces the old one, which holds for `secret_grace` more'),
  secret_grace: z
    .string()
    .max(64, 'must have at most 64 characters')
    .superRefine((text, context) => {
      if (text === NO_GRACE || deadlineText.safeParse(text).success) return;
      context.addIssue({
        code: 'custom',
        message: 'must be an ISO 8601 duration: PT0S, or PT1S to P90D',
        suggestion: 'Write it like PT24H.',
      });
    })
    .optional()
    .describe(
      'When `secret` is replaced: how long the old one is accepted beside the new one, as an ISO 8601 duration; `PT24H` when absent. At an `adcp-v3` seller it is accepted for longer while an operation is followed that was sent with it, because the seller signs those with the secret that it was given then. `PT0S` ends it at once, also for these, which are then only polled: for a secret that leaked',
    ),
  jwks: z
    .strictObject({
      keys: z.array(jwk).min(1, 'must hold a key').max(MAX_PINNED_KEYS, `may hold ${MAX_PINNED_KEYS} keys`),
    })
    .optional()
    .describe('With `rfc9421`: the keys themselves, pinned'),
  jwks_uri: url.optional().describe('With `rfc9421`: where the keys are published'),
  brand_json_url: url
    .optional()
    .describe("With `rfc9421`: the operator's brand.json, which names the keys of `agent_url`"),
  revocation_uri: url.optional().describe("With `rfc9421`: the operator's list of revoked keys"),
  profile: z
    .enum(signingProfiles)
    .optional()
    .describe('With `rfc9421`: `3.1` also accepts keys for signing requests; `3.0` when absent'),
});

const limitsBody = z.strictObject({
  max_concurrency: z.int().min(1).max(256).optional().describe('Calls at the same time; 16 when absent'),
  requests_per_second: z.number().min(0.01).max(1_000).nullable().optional(),
  min_poll_seconds: z.number().min(1).max(86_400).nullable().optional(),
});

const deadlinesBody = z.partialRecord(z.enum(operationTypes), deadlineText);

const contactBody = z
  .strictObject({
    name: line(200).nullable().optional(),
    email: z.email().max(254).nullable().optional(),
    phone: line(64).nullable().optional(),
    note: prose(2_000).nullable().optional().describe('Free text: office hours, who decides what'),
  })
  .refine((contact) => Object.values(contact).some((value) => typeof value === 'string'), {
    error: 'must name someone: give "name", "email", "phone" or "note", or null for no contact',
  });

const settings = {
  name: line(200),
  agent_url: url.describe("The MCP endpoint of the seller's agent"),
  auth: authBody.nullable().optional(),
  webhooks: webhooksBody.nullable().optional().describe('Absent: the seller is only polled'),
  limits: limitsBody.optional(),
  deadlines: deadlinesBody.nullable().optional().describe('ISO 8601 durations by operation type'),
  contact: contactBody.nullable().optional().describe('Whom people ask at the seller; replaced as a whole'),
  paused: z
    .boolean({ error: 'must be true or false' })
    .optional()
    .describe('`true` stops sending to it; what was sent is followed all the same'),
};

export const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;

export const newSellerBody = bodyComponent(
  'NewSeller',
  z.strictObject({
    id: z
      .string()
      .regex(
        SLUG,
        wording('must be 1 to 64 of a-z, 0-9 and -, not beginning or ending with -', 'Write it like acme-tv.'),
      )
      .optional()
      .describe('Made from the name when absent; never changes'),
    dialect: z.enum(dialectNames),
    ...settings,
  }),
);

export const sellerChangesBody = bodyComponent(
  'SellerChanges',
  z
    .strictObject({ ...settings, name: settings.name.optional(), agent_url: settings.agent_url.optional() })
    .refine((changes) => Object.keys(changes).length > 0, { error: 'must change something' }),
);

export type NewSellerBody = z.output<typeof newSellerBody>;
export type SellerChangesBody = z.output<typeof sellerChangesBody>;
export type WebhooksBody = z.output<typeof webhooksBody>;
export type AuthBody = z.output<typeof authBody>;
export type ContactBody = z.output<typeof contactBody>;
export type LimitsBody = z.output<typeof limitsBody>;
