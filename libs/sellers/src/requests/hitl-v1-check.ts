import {
  type Json,
  type JsonObject,
  MAX_BUYER_REF_CHARACTERS,
  MAX_PO_NUMBER_CHARACTERS,
  OperationType,
} from '@adcp-orchestrator/domain';
import type { RequestFault } from './request-fault';
import { RequestSchemas } from './schema/request-schemas';
import { shown } from './schema/words';
import { START_AT_ONCE, orderFaults, pastEnd, pastStart } from './sense/flight';
import { momentOf } from './sense/moment';
import { budgetFaults, currencyFaults, packagesOf } from './sense/money';
import { type UnknownFields, unknownFields } from './sense/unknown-fields';

const PROTOCOL = 'hitl-v1';

const FLIGHT = {
  starts: ['start_date', 'flight_start_date', 'start_time'],
  ends: ['end_date', 'flight_end_date', 'end_time'],
};
const DATES = [...FLIGHT.starts, ...FLIGHT.ends];

const text = { type: 'string', minLength: 1, maxLength: 255 };
const buyerRef = { ...text, maxLength: MAX_BUYER_REF_CHARACTERS };
const packages = {
  type: 'array',
  minItems: 1,
  items: { anyOf: [text, { type: 'object' }] },
  description: 'What is bought: the names of the packages, or objects.',
};
const money = { type: 'number', description: 'The money that may be spent, a number.' };
const common = {
  total_budget: money,
  budget: {},
  currency: { type: 'string' },
  targeting_overlay: { type: 'object' },
  buyer_ref: buyerRef,
  ...Object.fromEntries(DATES.map((name) => [name, { type: 'string' }])),
};

/**
 * The requests of the guide's protocol (AdCP:Buy, July 2025). Sellers add fields of their own, so unknown fields pass. A
 * create without a `po_number` is given one at intake.
 */
const schemas: Partial<Record<OperationType, { $id: string; properties: object }>> = {
  [OperationType.createMediaBuy]: {
    $id: 'create_media_buy',
    ...object({ packages, po_number: { ...text, maxLength: MAX_PO_NUMBER_CHARACTERS }, ...common }, [
      'packages',
      'total_budget',
    ]),
  },
  [OperationType.updateMediaBuy]: {
    $id: 'update_media_buy',
    ...object({ media_buy_id: text, packages, ...common }, ['media_buy_id']),
  },
  [OperationType.addCreativeAssets]: {
    $id: 'add_creative_assets',
    ...object(
      {
        media_buy_id: text,
        assets: { type: 'array', minItems: 1, items: object({ creative_id: text }, ['creative_id']) },
        buyer_ref: buyerRef,
      },
      ['media_buy_id', 'assets'],
    ),
  },
};

const knownOf: Partial<Record<OperationType, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries(schemas).map(([type, { properties }]) => [type, new Set(Object.keys(properties))]),
);
const knownInPackage: ReadonlySet<string> = new Set([
  'package_id',
  'product_id',
  'impressions',
  'creative_ids',
  ...Object.keys(common),
]);

export const hitlV1Schemas = new RequestSchemas(() => Object.values(schemas));

/** @returns the schema of the tool's request; undefined when the dialect has no such tool */
export function hitlV1SchemaOf(type: OperationType): string | undefined {
  return schemas[type]?.$id;
}

/** @returns what the schema lets pass and no publisher can book */
export function hitlV1Sense(_: OperationType, request: JsonObject): RequestFault[] {
  const flights = [{ pointer: '', item: request }, ...packagesOf(request)];
  return [
    ...flights.flatMap(({ pointer, item }) => [...noDates(pointer, item), ...orderFaults(pointer, item, FLIGHT)]),
    ...budgetFaults(request, ['budget', 'total_budget']),
    ...currencyFaults(request),
  ];
}

/** @returns the fields that the protocol does not name */
export function hitlV1Unknown(type: OperationType, request: JsonObject): UnknownFields {
  const all = [
    unknownFields('', request, knownOf[type] ?? new Set(), PROTOCOL),
    ...packagesOf(request).map(({ pointer, item }) => unknownFields(pointer, item, knownInPackage, PROTOCOL)),
  ];
  return { misspelt: all.flatMap(({ misspelt }) => misspelt), strange: all.flatMap(({ strange }) => strange) };
}

/** The protocol does not forbid a flight that is over, and a publisher may book one late. */
export function hitlV1Doubtful(type: OperationType, request: JsonObject, now: Date): RequestFault[] {
  if (type !== OperationType.createMediaBuy) return [];
  return [
    ...FLIGHT.starts.map((name) => pastStart(name, request[name], now)),
    ...FLIGHT.ends.map((name) => pastEnd(`/${name}`, request[name], now)),
  ].flatMap((fault) => (fault === null ? [] : [{ ...fault, detail: fault.detail.replace(/^must/, 'should') }]));
}

function noDates(pointer: string, item: JsonObject): RequestFault[] {
  return DATES.filter((name) => typeof item[name] === 'string' && !isDate(name, item[name])).map((name) => ({
    pointer: `${pointer}/${name}`,
    detail: `must be a date that exists, and is ${shown(item[name])}`,
    limit: 'date',
    suggestion: 'Write it like 2027-03-01 or 2027-03-01T09:00:00Z.',
  }));
}

function isDate(name: string, value: Json | undefined): boolean {
  return momentOf(value) !== null || (name === START_AT_ONCE && value === 'asap');
}

function object(properties: object, required: string[]): { type: string; properties: object; required: string[] } {
  return { type: 'object', properties, required };
}
