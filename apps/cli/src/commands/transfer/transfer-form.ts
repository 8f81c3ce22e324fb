import { type Document, LineCounter, isNode, parseDocument } from 'yaml';
import { z } from 'zod';
import {
  channels,
  dialectNames,
  digestPeriods,
  eventTypes,
  operationTypes,
  signingProfiles,
  webhookModes,
} from '@adcp-orchestrator/domain';
import { wrongUse } from '../../command-failed';
import { REFERENCE } from './reference';

const MOST_OF_EACH = 1_000;
const MOST_ALIASES = 100;
const MOST_PROBLEMS = 10;

const reference = z
  .string()
  .regex(
    REFERENCE,
    'must name a variable of the environment, such as ${env:ACME_TOKEN}: secrets are never in the file',
  );
const id = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, 'must be 1 to 64 of a-z, 0-9 and -');
const url = z.url({ protocol: /^https?$/, error: 'must be a URL that starts with https://' }).max(2_048);
const line = (most: number) => z.string().min(1).max(most);
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as "22:00"');

const seller = z.strictObject({
  id,
  name: line(200),
  agent_url: url,
  dialect: z.enum(dialectNames),
  auth: z
    .strictObject({ scheme: z.enum(['bearer', 'header']), header: line(64).optional(), token: reference })
    .refine(({ scheme, header }) => scheme === 'header' || header === undefined, {
      path: ['header'],
      error: 'belongs to the scheme "header"',
    })
    .nullable()
    .optional(),
  webhooks: z
    .strictObject({
      mode: z.enum(webhookModes),
      secret: reference.optional(),
      jwks: z
        .strictObject({
          keys: z
            .array(z.record(z.string(), z.union([z.string(), z.array(z.string()), z.number(), z.boolean()])))
            .min(1)
            .max(10),
        })
        .optional(),
      jwks_uri: url.optional(),
      brand_json_url: url.optional(),
      revocation_uri: url.optional(),
      profile: z.enum(signingProfiles).optional(),
    })
    .refine(({ mode, secret }) => (mode === 'hmac' || mode === 'bearer') === (secret !== undefined), {
      path: ['secret'],
      error: 'belongs to the modes "hmac" and "bearer", which need it',
    })
    .nullable()
    .optional(),
  limits: z
    .strictObject({
      max_concurrency: z.int().min(1).max(256).optional(),
      requests_per_second: z.number().min(0.01).max(1_000).nullable().optional(),
      min_poll_seconds: z.number().min(1).max(86_400).nullable().optional(),
    })
    .optional(),
  deadlines: z.partialRecord(z.enum(operationTypes), z.string().max(64)).nullable().optional(),
  contact: z
    .strictObject({
      name: line(200).nullable().optional(),
      email: z.email().max(254).nullable().optional(),
      phone: line(64).nullable().optional(),
      note: line(2_000).nullable().optional(),
    })
    .nullable()
    .optional(),
  paused: z.boolean().optional(),
});

const subscription = z
  .strictObject({
    channel: z.enum(channels),
    url: z.string().max(2_048).optional(),
    to: z.email().max(254).optional(),
    events: z.array(z.enum(eventTypes)).max(eventTypes.length).optional(),
    seller_id: id.nullable().optional(),
    user_id: line(200).nullable().optional(),
    quiet_hours: z
      .strictObject({ time_zone: line(64), from: time, to: time })
      .nullable()
      .optional(),
    digest: z
      .strictObject({
        every: z.enum(digestPeriods),
        at: time.nullable().optional(),
        time_zone: line(64).optional(),
        urgent: z.boolean().optional(),
      })
      .nullable()
      .optional(),
    description: line(500).nullable().optional(),
    enabled: z.boolean().optional(),
  })
  .superRefine(({ channel, url: address, to }, context) => {
    const refuse = (field: string, message: string): void => {
      context.addIssue({ code: 'custom', path: [field], message });
    };
    if ((channel === 'email') !== (to !== undefined)) refuse('to', 'belongs to the channel "email", which needs it');
    if ((channel !== 'email') !== (address !== undefined))
      refuse('url', 'belongs to the channels "webhook" and "slack", which need it');
    if (channel === 'slack' && address !== undefined && !REFERENCE.test(address))
      refuse('url', 'is a secret with "slack": name a variable of the environment, such as ${env:SLACK_URL}');
    if (channel === 'webhook' && address !== undefined && !url.safeParse(address).success)
      refuse('url', 'must be a URL that starts with https://');
  });

const form = z.strictObject({
  version: z.literal(1, 'must be 1'),
  sellers: z
    .array(seller)
    .max(MOST_OF_EACH, `must have at most ${MOST_OF_EACH} items`)
    .default([])
    .superRefine((sellers, context) => {
      for (const [index, { id: own }] of sellers.entries()) {
        if (sellers.findIndex((each) => each.id === own) < index)
          context.addIssue({ code: 'custom', path: [index, 'id'], message: `"${own}" is there twice` });
      }
    }),
  subscriptions: z.array(subscription).max(MOST_OF_EACH, `must have at most ${MOST_OF_EACH} items`).default([]),
});

export type TransferFile = z.output<typeof form>;
export type SellerInFile = TransferFile['sellers'][number];
export type SubscriptionInFile = TransferFile['subscriptions'][number];

/**
 * @param path names the file in errors
 * @throws CommandFailedError that names the line and the field of each value that is wrong
 */
export function parseTransfer(text: string, path: string): TransferFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken !== undefined) {
    throw wrongUse(`${path} line ${lines.linePos(broken.pos[0]).line}: ${broken.message.split('\n')[0] ?? ''}`);
  }
  const result = form.safeParse(valueOf(document, path));
  if (result.success) return result.data;
  const problems = result.error.issues.flatMap((issue) => {
    const own = issue.path.filter((part) => typeof part !== 'symbol');
    if (issue.code !== 'unrecognized_keys') return [{ path: own, message: issue.message }];
    return issue.keys.map((key) => ({ path: [...own, key], message: 'is no field of it' }));
  });
  const told = problems
    .slice(0, MOST_PROBLEMS)
    .map((each) => `line ${lineOf(each.path, document, lines)}, ${fieldOf(each.path)} ${each.message}`);
  const more = problems.length > MOST_PROBLEMS ? `; and ${problems.length - MOST_PROBLEMS} more` : '';
  throw wrongUse(`${path} ${told.join('; ')}${more}`, 'docs/command-line.md shows the form. Nothing was changed.');
}

function valueOf(document: Document, path: string): unknown {
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (error) {
    throw wrongUse(`${path} is not usable: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Of a field that is missing, the line of what it belongs to. */
function lineOf(path: readonly (string | number)[], document: Document, lines: LineCounter): number {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function fieldOf(path: readonly (string | number)[]): string {
  if (path.length === 0) return 'the whole';
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}
