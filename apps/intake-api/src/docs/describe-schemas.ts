import type { JsonObject } from '@adcp-orchestrator/domain';
import { enumWords } from './words/enum-words';
import { propertyWords } from './words/property-words';
import { schemaWords } from './words/schema-words';

type Node = Record<string, unknown>;

const PAGE = /^(.+)Page$/;

/** Adds to named schemas what only the words beside the code say: descriptions, and the meaning of values. */
export function describeComponents(schemas: JsonObject): void {
  for (const [name, schema] of Object.entries(schemas)) {
    const node = schema as Node;
    const page = PAGE.exec(name)?.[1];
    node.description ??= schemaWords[name] ?? (page === undefined ? undefined : `A page: ${schemaWords[page] ?? page}`);
    if (node.description === undefined) delete node.description;
    describeSchema(node, name);
  }
}

/** The same for a schema that has no name of its own. `place` is the name of what it belongs to. */
export function describeSchema(schema: unknown, place: string): void {
  if (typeof schema !== 'object' || schema === null) return;
  const node = schema as Node;
  describeValues(node);
  const root = place.split('.')[0] ?? place;
  for (const [property, inner] of Object.entries((node.properties ?? {}) as Node)) {
    if (typeof inner !== 'object' || inner === null) continue;
    const described = inner as Node;
    const words =
      propertyWords[`${place}.${property}`] ?? propertyWords[`${root}.${property}`] ?? propertyWords[property];
    if (described.description === undefined && words !== undefined) described.description = words;
    describeSchema(inner, `${place}.${property}`);
  }
  for (const key of ['items', 'additionalProperties', 'propertyNames']) describeSchema(node[key], place);
  for (const key of ['anyOf', 'oneOf', 'allOf']) {
    for (const inner of (node[key] ?? []) as unknown[]) describeSchema(inner, place);
  }
}

function describeValues(node: Node): void {
  if (!Array.isArray(node.enum) || node['x-enumDescriptions'] !== undefined) return;
  const values = node.enum.filter((value) => value !== null).map(String);
  const known = (words: Readonly<Record<string, string>>): string[] =>
    values.filter((value) => words[value] !== undefined);
  const [best] = [...enumWords].sort((left, right) => known(right).length - known(left).length);
  if (best === undefined || known(best).length === 0) return;
  node['x-enumDescriptions'] = Object.fromEntries(known(best).map((value) => [value, best[value]]));
}
