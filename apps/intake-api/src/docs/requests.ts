import {
  type Json,
  type JsonObject,
  MAX_BUYER_REF_CHARACTERS,
  MAX_PO_NUMBER_CHARACTERS,
  isJsonObject,
} from '@adcp-orchestrator/domain';

/**
 * What `request` looks like, by dialect and type. These say enough to write one; the whole request is checked by the schema
 * of its dialect, and `POST /v1/operations/validate` says what is wrong. Each excludes the others by what only it has, so that
 * exactly one fits.
 */
const text = (description: string, maxLength = 255): JsonObject => ({
  type: 'string',
  minLength: 1,
  maxLength,
  description,
});
const time = (description: string): JsonObject => ({ type: 'string', description });

const account: JsonObject = {
  type: 'object',
  additionalProperties: true,
  description: "The account at the seller: its `account_id`, or the brand and the operator. AdCP's account reference",
};

/** @param without the fields by which other requests are known */
function request(
  title: string,
  required: string[],
  without: string[],
  properties: JsonObject,
  example: JsonObject,
): JsonObject {
  const others = without.map((name): JsonObject => ({ properties: { [name]: {} }, required: [name] }));
  return {
    type: 'object',
    title,
    description: title,
    required,
    properties,
    additionalProperties: true,
    ...(others.length === 0 ? {} : { not: others.length === 1 ? (others[0] ?? {}) : { anyOf: others } }),
    examples: [example],
  };
}

export const requestSchemas: Readonly<Record<string, JsonObject>> = {
  HitlV1CreateMediaBuy: request(
    'create_media_buy at a seller of hitl-v1',
    ['packages', 'total_budget'],
    ['media_buy_id'],
    {
      packages: {
        type: 'array',
        minItems: 1,
        items: { anyOf: [text('The name of a package'), { type: 'object', additionalProperties: true }] },
        description: 'What is bought: the names of packages, or objects',
      },
      total_budget: { type: 'number', exclusiveMinimum: 0, description: 'The money that may be spent' },
      currency: { type: 'string', description: 'ISO 4217' },
      po_number: text('The purchase order; absent: one is made', MAX_PO_NUMBER_CHARACTERS),
      buyer_ref: text('Your own reference', MAX_BUYER_REF_CHARACTERS),
      start_date: time('When the flight starts: a date, or a date and time'),
      end_date: time('When the flight ends'),
    },
    { packages: ['premium_sports'], po_number: 'PO-1', total_budget: 50_000 },
  ),
  HitlV1UpdateMediaBuy: request(
    'update_media_buy at a seller of hitl-v1',
    ['media_buy_id'],
    ['account', 'assets'],
    {
      media_buy_id: text("The seller's id of the buy"),
      packages: { type: 'array', minItems: 1, items: {}, description: 'What is bought from now on' },
      total_budget: { type: 'number', exclusiveMinimum: 0, description: 'The money that may be spent' },
      end_date: time('When the flight ends'),
    },
    { media_buy_id: 'mb_1', total_budget: 60_000 },
  ),
  HitlV1AddCreativeAssets: request(
    'add_creative_assets at a seller of hitl-v1',
    ['media_buy_id', 'assets'],
    [],
    {
      media_buy_id: text("The seller's id of the buy"),
      assets: {
        type: 'array',
        minItems: 1,
        items: {
          type: 'object',
          required: ['creative_id'],
          properties: { creative_id: text('Your id of the creative') },
          additionalProperties: true,
        },
        description: 'The creatives',
      },
    },
    { media_buy_id: 'mb_1', assets: [{ creative_id: 'cr_1', media_url: 'https://cdn.example/cr_1.mp4' }] },
  ),
  AdcpV3CreateMediaBuy: request(
    'create_media_buy at a seller of adcp-v3',
    ['account', 'brand', 'start_time', 'end_time'],
    ['media_buy_id', 'creatives'],
    {
      account,
      brand: { type: 'object', additionalProperties: true, description: 'The advertiser: `{"domain": ...}`' },
      start_time: time('`asap`, or an RFC 3339 time in the future'),
      end_time: time('An RFC 3339 time after the start'),
      packages: {
        type: 'array',
        minItems: 1,
        items: {
          type: 'object',
          required: ['product_id', 'budget', 'pricing_option_id'],
          properties: {
            product_id: text("The seller's product"),
            budget: { type: 'number', exclusiveMinimum: 0, description: 'The money for this package' },
            pricing_option_id: text('Which of the prices of the product'),
          },
          additionalProperties: true,
        },
        description: 'What is bought; absent with a `proposal_id` and a `total_budget`',
      },
      proposal_id: text('A proposal of the seller that is bought as a whole'),
      total_budget: {
        type: 'object',
        additionalProperties: true,
        description: '`{amount, currency}`, with a proposal',
      },
      po_number: text('The purchase order', MAX_PO_NUMBER_CHARACTERS),
    },
    {
      account: { brand: { domain: 'brand.example' }, operator: 'desk.example' },
      brand: { domain: 'brand.example' },
      po_number: 'PO-2',
      start_time: 'asap',
      end_time: '2099-12-31T23:59:59Z',
      packages: [{ product_id: 'premium_sports', budget: 50_000, pricing_option_id: 'cpm_guaranteed_fixed' }],
    },
  ),
  AdcpV3UpdateMediaBuy: request(
    'update_media_buy at a seller of adcp-v3',
    ['account', 'media_buy_id'],
    ['creatives', 'assets'],
    {
      account,
      media_buy_id: text("The seller's id of the buy"),
      paused: { type: 'boolean', description: 'Whether delivery is paused' },
      packages: {
        type: 'array',
        minItems: 1,
        items: { type: 'object', additionalProperties: true },
        description: 'The packages that change, each by its `package_id`',
      },
      end_time: time('When the flight ends'),
    },
    { account: { account_id: 'acc_1' }, media_buy_id: 'mb_2', paused: true },
  ),
  AdcpV3SyncCreatives: request(
    'sync_creatives at a seller of adcp-v3',
    ['account', 'creatives'],
    ['media_buy_id', 'brand'],
    {
      account,
      creatives: {
        type: 'array',
        minItems: 1,
        items: { type: 'object', additionalProperties: true },
        description: "The creatives: AdCP's creative assets",
      },
    },
    {
      account: { account_id: 'acc_1' },
      creatives: [
        {
          creative_id: 'cr_1',
          name: 'Spring, 30 seconds',
          format_id: { agent_url: 'https://creative.adcontextprotocol.org', id: 'video_30s' },
          assets: { video: { asset_type: 'video', url: 'https://cdn.example/cr_1.mp4', width: 1920, height: 1080 } },
        },
      ],
    },
  ),
};

/** The schema of `request`, for the document. */
export const requestInDocument = {
  oneOf: Object.keys(requestSchemas).map((name) => ({ $ref: `#/components/schemas/${name}` })),
};

const typeOf: Readonly<Record<string, string>> = {
  HitlV1CreateMediaBuy: 'create_media_buy',
  HitlV1UpdateMediaBuy: 'update_media_buy',
  HitlV1AddCreativeAssets: 'add_creative_assets',
  AdcpV3CreateMediaBuy: 'create_media_buy',
  AdcpV3UpdateMediaBuy: 'update_media_buy',
  AdcpV3SyncCreatives: 'sync_creatives',
};

/** A body for each dialect and type. */
export const operationBodyExamples: Readonly<Record<string, { summary: string; value: JsonObject }>> =
  Object.fromEntries(
    Object.entries(requestSchemas).map(([name, schema]) => [
      name,
      {
        summary: schema.title as string,
        value: {
          type: typeOf[name] as Json,
          seller_id: name.startsWith('Hitl') ? 'acme' : 'nova',
          user_id: 'trader@desk',
          ...(name === 'HitlV1CreateMediaBuy' ? { deadline: 'PT24H' } : {}),
          request: (schema.examples as Json[])[0] ?? null,
        },
      },
    ]),
  );

/** @returns a request that a seller of the dialect takes, to start from; null when there is none */
export function requestExample(dialect: string, type: string): JsonObject | null {
  const name = Object.keys(typeOf).find((key) => typeOf[key] === type && key.startsWith(prefixOf[dialect] ?? '-'));
  const example = name === undefined ? undefined : requestSchemas[name]?.examples;
  return Array.isArray(example) && isJsonObject(example[0]) ? example[0] : null;
}

const prefixOf: Readonly<Record<string, string>> = { 'hitl-v1': 'HitlV1', 'adcp-v3': 'AdcpV3' };
