import type { Json, JsonObject } from '@adcp-orchestrator/domain';
import { mediaBuyExample } from '../media-buys/media-buy-schema';
import { operationExample } from '../operations/operation-schema';
import { eventExample } from '../events/event-schema';

type Node = Record<string, unknown>;

/** Examples of named schemas that are told as one story. All others are put together from the values below. */
const stories: Readonly<Record<string, Json>> = {
  Event: eventExample,
  MediaBuy: mediaBuyExample,
};

/** What a property of that name could hold. */
const values: Readonly<Record<string, Json>> = {
  ...(operationExample as unknown as Record<string, Json>),
  name: 'Nova Media',
  role: 'trader',
  url: 'https://desk.example/adcp',
  agent_url: 'https://sales.nova.example/mcp',
  to: 'traders@desk.example',
  email: 'ads@nova.example',
  phone: '+49 30 1234567',
  note: 'Told by phone, by Ms Kuhn',
  reason: 'The publisher has no inventory left',
  detail: 'must be above 0, and is -5',
  pointer: '/request/packages/0/budget',
  description: 'Our booking system',
  brand: 'nova.example',
  currency: 'USD',
  amount: 25_000,
  code: 'BUDGET_TOO_LOW',
  suggestion: 'Raise the budget to 1000',
  assignee: 'ana@desk.example',
  what_to_do: 'Ask Nova Media for purchase order PO-1, then resolve or retry',
  consequence: 'The publisher is asked now.',
  key: 'ado_01936a1c7a527cc48d116d0a5b3f0c11_Zk3vXq0l9mR2sT5uW8yB1dF4hJ7nP0aC',
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  agent: 'sales.nova.example',
  tool: 'create_media_buy',
  next_cursor: null,
  late_at: null,
  http_status: 200,
  duration_ms: 184,
  attempt: 1,
  request: { packages: ['premium_sports'], po_number: 'PO-1', total_budget: 25_000 },
};

const TIME = '2026-03-02T09:00:01.000Z';
const ID = '01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11';
/** Deeper than any schema of ours, unless one contains itself. */
const DEEPEST = 12;

/**
 * Puts together a value that a schema takes, from what properties of those names usually hold.
 * @param schema as it stands in the document
 * @param components the named schemas, to which references lead
 */
export function exampleOf(schema: JsonObject, components: JsonObject, name: string | null = null, depth = 0): Json {
  const node = schema as Node;
  if (depth > DEEPEST) return null;
  const inner = (one: unknown, of: string | null): Json => exampleOf(one as JsonObject, components, of, depth + 1);
  if (typeof node.$ref === 'string') {
    const component = node.$ref.split('/').at(-1) ?? '';
    const story = stories[component];
    return story ?? inner(components[component], name);
  }
  const usual = name === null ? undefined : values[name];
  if (usual !== undefined && fits(node, usual)) return usual;
  if (node.const !== undefined) return node.const as Json;
  if (node.default !== undefined) return node.default as Json;
  if (Array.isArray(node.enum)) return node.enum[0] as Json;
  const [first] = ((node.anyOf ?? node.oneOf) as unknown[] | undefined) ?? [];
  if (first !== undefined) return inner(first, name);
  const type = Array.isArray(node.type) ? (node.type as string[])[0] : node.type;
  switch (type) {
    case 'object':
      return objectOf(node, inner);
    case 'array':
      return [inner(node.items ?? {}, name)];
    case 'boolean':
      return false;
    case 'integer':
    case 'number':
      return typeof node.minimum === 'number' ? Math.max(node.minimum, 1) : 1;
    case 'string':
      return textOf(node);
    default:
      return null;
  }
}

/** Whether a value is of the schema's kind. A test checks every example by the whole schema. */
function fits(node: Node, value: Json): boolean {
  const branches = (node.anyOf ?? node.oneOf) as Node[] | undefined;
  if (branches !== undefined) return branches.some((branch) => fits(branch, value));
  if (node.$ref !== undefined) return false;
  if (node.const !== undefined) return node.const === value;
  if (Array.isArray(node.enum)) return node.enum.includes(value);
  if (typeof node.pattern === 'string') return typeof value === 'string' && new RegExp(node.pattern, 'u').test(value);
  if (typeof node.format === 'string') return typeof value === 'string' && ofFormat(node.format, value);
  const types = (Array.isArray(node.type) ? node.type : [node.type]) as unknown[];
  if (types[0] === undefined) return true;
  if (value === null) return types.includes('null');
  if (Array.isArray(value)) {
    return types.includes('array') && value.every((item) => fits((node.items ?? {}) as Node, item));
  }
  if (typeof value === 'object') return false;
  if (typeof value === 'number') return types.includes('number') || (types.includes('integer') && value % 1 === 0);
  return types.includes(typeof value);
}

function ofFormat(format: string, value: string): boolean {
  if (format === 'uuid') return /^[\da-f]{8}-[\da-f]{4}-/.test(value);
  if (format === 'date-time') return /^\d{4}-\d\d-\d\dT/.test(value);
  if (format === 'uri') return value.startsWith('https://');
  return format === 'email' && value.includes('@');
}

function objectOf(node: Node, inner: (schema: unknown, name: string | null) => Json): JsonObject {
  const properties = Object.entries((node.properties ?? {}) as Node).filter(([, one]) => one !== false);
  if (properties.length > 0) return Object.fromEntries(properties.map(([key, one]) => [key, inner(one, key)]));
  const { additionalProperties, propertyNames } = node as { additionalProperties?: unknown; propertyNames?: Node };
  if (typeof additionalProperties !== 'object' || additionalProperties === null) return {};
  const [key = 'one'] = (propertyNames?.enum as string[] | undefined) ?? [];
  return { [key]: inner(additionalProperties, null) };
}

function textOf({ format, pattern, minLength }: Node): string {
  if (format === 'uuid') return ID;
  if (format === 'date-time') return TIME;
  if (format === 'uri') return 'https://desk.example/adcp';
  if (format === 'email') return 'traders@desk.example';
  if (format === 'duration') return 'PT24H';
  if (typeof pattern === 'string') {
    const fitting = ['nova', '1', 'PT24H', 'v1', '3', 'mb_1'].find((text) => new RegExp(pattern, 'u').test(text));
    if (fitting !== undefined) return fitting;
  }
  return 'nova'.padEnd(typeof minLength === 'number' ? minLength : 0, 'x');
}
