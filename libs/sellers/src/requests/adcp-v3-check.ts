import {
  type Json,
  type JsonObject,
  MAX_PO_NUMBER_CHARACTERS,
  OperationType,
  isJsonObject,
} from '@adcp-orchestrator/domain';
import type { RequestFault } from './request-fault';
import { RequestSchemas } from './schema/request-schemas';
import official from './schemas/adcp-3.0.26.json';
import { START_AT_ONCE, orderFaults, outsideBuy, pastEnd, pastStart } from './sense/flight';
import { budgetFaults, currencyFaults, packagesOf } from './sense/money';
import { type UnknownFields, unknownFields } from './sense/unknown-fields';

const PROTOCOL = `AdCP ${official.release}`;
const ROOT = `/schemas/${official.release}/`;

const tools: Partial<Record<OperationType, string>> = {
  [OperationType.createMediaBuy]: `${ROOT}media-buy/create-media-buy-request.json`,
  [OperationType.updateMediaBuy]: `${ROOT}media-buy/update-media-buy-request.json`,
  [OperationType.syncCreatives]: `${ROOT}creative/sync-creatives-request.json`,
};
const packageSchemas: Record<string, string> = {
  '/packages': `${ROOT}media-buy/package-request.json`,
  '/new_packages': `${ROOT}media-buy/package-request.json`,
};
const updateSchema = `${ROOT}media-buy/package-update.json`;

/** The official schemas, and how long a purchase order may be here: AdCP names no limit. */
const schemas = official.schemas.map((schema) => {
  const { po_number: poNumber, ...properties }: Record<string, object | undefined> = schema.properties ?? {};
  if (poNumber === undefined) return schema;
  const limited = { ...poNumber, minLength: 1, maxLength: MAX_PO_NUMBER_CHARACTERS };
  return { ...schema, properties: { ...properties, po_number: limited } };
});

export const adcpV3Schemas = new RequestSchemas(() => schemas);

/** Stands in for the key that each operation is given at intake: the schema requires one. */
const PLACEHOLDER_KEY = '00000000-0000-4000-8000-000000000000';
const FLIGHT = { starts: ['start_time'], ends: ['end_time'] };

/** @returns the schema of the tool's request; undefined when the dialect has no such tool */
export function adcpV3SchemaOf(type: OperationType): string | undefined {
  return tools[type];
}

/** The request as it will go out, as far as the schema sees it: where the seller reports is ours to say. */
export function adcpV3AsSent(request: JsonObject): JsonObject {
  const sent: JsonObject = { ...request, idempotency_key: PLACEHOLDER_KEY };
  delete sent.push_notification_config;
  return sent;
}

/** @returns what the schema lets pass and no publisher can book */
export function adcpV3Sense(type: OperationType, request: JsonObject, now: Date): RequestFault[] {
  if (type === OperationType.syncCreatives) return twoAccounts(request.account);
  const creates = type === OperationType.createMediaBuy;
  return [
    ...twoAccounts(request.account),
    ...(creates ? [nothingBought(request), pastStart(START_AT_ONCE, request.start_time, now)] : []),
    ...orderFaults('', request, FLIGHT),
    pastEnd('/end_time', request.end_time, now),
    ...packagesOf(request).flatMap(({ pointer, item }) => [
      ...orderFaults(pointer, item, FLIGHT),
      ...outsideBuy(pointer, item, request),
    ]),
    ...budgetFaults(request, ['budget', 'total_budget']),
    ...currencyFaults(request),
  ].filter((fault) => fault !== null);
}

/** @returns the fields of the request and of its packages that the specification does not name */
export function adcpV3Unknown(type: OperationType, request: JsonObject): UnknownFields {
  const root = unknownFields('', request, knownOf(tools[type] ?? ''), PROTOCOL);
  const inPackages = packagesOf(request).map(({ pointer, item }) => {
    const list = pointer.slice(0, pointer.lastIndexOf('/'));
    const changes = type === OperationType.updateMediaBuy && list === '/packages';
    return unknownFields(pointer, item, knownOf(changes ? updateSchema : (packageSchemas[list] ?? '')), PROTOCOL);
  });
  const all = [root, ...inPackages];
  return { misspelt: all.flatMap(({ misspelt }) => misspelt), strange: all.flatMap(({ strange }) => strange) };
}

const known = new Map<string, ReadonlySet<string>>();

function knownOf(schema: string): ReadonlySet<string> {
  let names = known.get(schema);
  if (names === undefined) {
    names = new Set(Object.keys(adcpV3Schemas.properties(schema)));
    known.set(schema, names);
  }
  return names;
}

/** AdCP 3.0, account reference: by id, or by brand and operator. */
function twoAccounts(account: Json | undefined): RequestFault[] {
  if (!isJsonObject(account) || account.account_id === undefined) return [];
  if (account.brand === undefined && account.operator === undefined) return [];
  return [
    {
      pointer: '/account',
      detail: 'names an "account_id" and a "brand" or "operator"; it may have one of the two forms',
      limit: ['account_id', 'brand and operator'],
      suggestion: 'Keep "account_id" alone, or "brand" and "operator".',
    },
  ];
}

function nothingBought({ packages, proposal_id: proposal }: JsonObject): RequestFault | null {
  if (packages !== undefined || proposal !== undefined) return null;
  return {
    pointer: '/packages',
    detail: 'is required, unless "proposal_id" with "total_budget" says what is bought',
    limit: 'required',
    suggestion: 'Add "packages", or "proposal_id" and "total_budget".',
  };
}
