import { type Json, type JsonObject, isObject } from './pointer';

/** As much of JSON Schema (draft 7) as a form is drawn from. The API checks by all of it. */
export interface JsonSchema {
  $ref?: string;
  title?: string;
  description?: string;
  type?: string;
  enum?: Json[];
  const?: Json;
  format?: string;
  minimum?: number;
  maxLength?: number;
  properties?: Record<string, JsonSchema>;
  patternProperties?: Record<string, JsonSchema>;
  additionalProperties?: boolean | JsonSchema;
  required?: string[];
  items?: JsonSchema;
  oneOf?: JsonSchema[];
  anyOf?: JsonSchema[];
  allOf?: JsonSchema[];
  definitions?: Record<string, JsonSchema>;
}

/** How a value is asked for. */
export const Kind = {
  text: 'text',
  number: 'number',
  yesNo: 'yes_no',
  enumeration: 'enumeration',
  fixed: 'fixed',
  time: 'time',
  object: 'object',
  list: 'list',
  choice: 'choice',
  /** Members whose names the desk chooses. */
  map: 'map',
  /** Anything: it is written as JSON. */
  json: 'json',
} as const;
export type Kind = (typeof Kind)[keyof typeof Kind];

const DEEPEST_REFERENCE = 20;

/** @returns the schema without references at its top, and with what `allOf` adds; its own words come first */
export function resolved(root: JsonSchema, schema: JsonSchema, depth = 0): JsonSchema {
  let node = schema;
  if (node.$ref !== undefined && depth < DEEPEST_REFERENCE) {
    const { $ref, ...own } = node;
    const target = root.definitions?.[$ref.replace('#/definitions/', '')] ?? {};
    node = { ...resolved(root, target, depth + 1), ...own };
  }
  if (node.allOf === undefined) return node;
  const { allOf, ...own } = node;
  return allOf
    .map((part) => resolved(root, part, depth + 1))
    .reduce(
      (all, part) => ({
        ...part,
        ...all,
        properties: { ...part.properties, ...all.properties },
        required: [...(all.required ?? []), ...(part.required ?? [])],
      }),
      own,
    );
}

/** @returns the forms that a value may have; none when a union only says which members go together */
export function branchesOf(root: JsonSchema, { oneOf, anyOf }: JsonSchema): JsonSchema[] {
  const branches = (oneOf ?? anyOf ?? []).map((branch) => resolved(root, branch));
  return branches.every(
    (branch) =>
      'type' in branch ||
      'properties' in branch ||
      'const' in branch ||
      'enum' in branch ||
      branchesOf(root, branch).length > 0,
  )
    ? branches
    : [];
}

export function kindOf(root: JsonSchema, schema: JsonSchema): Kind {
  if (schema.const !== undefined) return schema.const === true ? Kind.yesNo : Kind.fixed;
  if (schema.enum !== undefined) return Kind.enumeration;
  if (branchesOf(root, schema).length > 0) return Kind.choice;
  if (schema.properties !== undefined) return Kind.object;
  switch (schema.type) {
    case 'string':
      return schema.format === 'date-time' ? Kind.time : Kind.text;
    case 'number':
    case 'integer':
      return Kind.number;
    case 'boolean':
      return Kind.yesNo;
    case 'array':
      return schema.items === undefined ? Kind.json : Kind.list;
    case 'object':
      return entrySchemaOf(schema) === null ? Kind.json : Kind.map;
    default:
      return Kind.json;
  }
}

/** @returns what the members of a map are; null when the schema is no map */
export function entrySchemaOf({ patternProperties, additionalProperties }: JsonSchema): JsonSchema | null {
  const [pattern] = Object.values(patternProperties ?? {});
  return pattern ?? (isObject(additionalProperties) ? additionalProperties : null);
}

/** @returns a value to begin with: what is fixed is filled in */
export function blankOf(root: JsonSchema, schema: JsonSchema): Json {
  const node = resolved(root, schema);
  switch (kindOf(root, node)) {
    case Kind.fixed:
      return node.const ?? null;
    case Kind.yesNo:
      return node.const ?? false;
    case Kind.list:
      return node.items === undefined ? [] : [blankOf(root, node.items)];
    case Kind.choice: {
      const [first] = branchesOf(root, node);
      return first === undefined ? {} : blankOf(root, first);
    }
    case Kind.object:
      return fixedMembersOf(root, node);
    case Kind.map:
    case Kind.json:
      return {};
    default:
      return '';
  }
}

function fixedMembersOf(root: JsonSchema, { properties = {}, required = [] }: JsonSchema): JsonObject {
  const fixed = required.flatMap((name): [string, Json][] => {
    const member = properties[name];
    const value = member === undefined ? undefined : resolved(root, member).const;
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(fixed);
}

/** @returns which branch of a union a value is meant as; the first when it could be any */
export function branchOf(root: JsonSchema, branches: readonly JsonSchema[], value: Json | undefined): number {
  const scores = branches.map((branch) => fitOf(root, branch, value));
  return Math.max(0, scores.indexOf(Math.max(...scores)));
}

function fitOf(root: JsonSchema, branch: JsonSchema, value: Json | undefined): number {
  if (value === undefined) return 0;
  if (branch.const !== undefined) return branch.const === value ? 9 : -1;
  if (branch.enum !== undefined) return branch.enum.includes(value) ? 5 : -1;
  if (isObject(value)) {
    if (branch.type !== 'object' && branch.properties === undefined) return -1;
    const { properties = {} } = branch;
    return Object.entries(value).reduce((sum, [name, member]) => {
      const schema = properties[name];
      if (schema === undefined) return sum;
      const { const: fixed } = resolved(root, schema);
      if (fixed === undefined) return sum + 1;
      return sum + (fixed === member ? 9 : -9);
    }, 0);
  }
  const type = Array.isArray(value) ? 'array' : typeof value;
  return branch.type === type || (branch.type === 'integer' && type === 'number') ? 1 : -1;
}
