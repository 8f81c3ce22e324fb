import type { ReadOperation } from '../../api/types';

/** A part of what was bought, as far as its request says it. */
export interface BoughtPart {
  /** The product, the package or the creative. */
  name: string;
  amount: number | null;
  /** What else it says: field by field. */
  more: readonly Fact[];
}

export interface Fact {
  name: string;
  value: string;
}

export interface Bought {
  parts: readonly BoughtPart[];
  targeting: readonly Fact[];
  creatives: readonly BoughtPart[];
  /** Every other field: nothing of a request is hidden. */
  rest: readonly Fact[];
}

type Json = Record<string, unknown>;

const partNames = ['product_id', 'package_id', 'name', 'buyer_ref', 'id'];
const creativeNames = ['name', 'creative_id', 'id'];
/** These are told elsewhere on the page, or are the lists themselves. */
const told = new Set([
  'packages',
  'creatives',
  'assets',
  'total_budget',
  'currency',
  'po_number',
  'media_buy_id',
  'start_date',
  'end_date',
  'start_time',
  'end_time',
  'flight_start_date',
  'flight_end_date',
  'targeting_overlay',
  'targeting',
]);

/** Reads the request of either dialect as people read it. What it does not know it shows field by field. */
export function readRequest(request: ReadOperation['request']): Bought {
  const creatives = [...listOf(request['creatives']), ...listOf(request['assets'])];
  return {
    parts: listOf(request['packages']).map((one) => partOf(one, partNames)),
    creatives: creatives.map((one) => partOf(one, creativeNames)),
    targeting: [request['targeting_overlay'], request['targeting']].flatMap(factsOf),
    rest: factsOf(Object.fromEntries(Object.entries(request).filter(([name]) => !told.has(name)))),
  };
}

function partOf(value: unknown, names: readonly string[]): BoughtPart {
  if (!isJson(value)) return { name: textOf(value), amount: null, more: [] };
  const name = names.find((one) => typeof value[one] === 'string');
  const budget = value['budget'] ?? value['total_budget'];
  const amount = isJson(budget) ? (budget['total'] ?? budget['amount']) : budget;
  const shown = new Set([name, typeof amount === 'number' && !isJson(budget) ? 'budget' : undefined]);
  return {
    name: name === undefined ? '' : textOf(value[name]),
    amount: typeof amount === 'number' ? amount : null,
    more: factsOf(Object.fromEntries(Object.entries(value).filter(([one]) => !shown.has(one)))),
  };
}

/** @returns a value field by field; an object in it by the names that lead to it */
function factsOf(value: unknown): Fact[] {
  if (!isJson(value)) return value === undefined || value === null ? [] : [{ name: '', value: textOf(value) }];
  return Object.entries(value).flatMap(([key, inner]) => {
    const name = key.replaceAll('_', ' ');
    if (!isJson(inner)) return [{ name, value: textOf(inner) }];
    return factsOf(inner).map((fact) => ({ name: `${name} ${fact.name}`.trim(), value: fact.value }));
  });
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
