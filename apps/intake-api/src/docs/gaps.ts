import type { JsonObject } from '@adcp-orchestrator/domain';

type Node = Record<string, unknown>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/**
 * What the document leaves unsaid: routes, parameters, schemas, properties and enum values without a description, bodies and
 * successes without an example. Also a property whose description speaks of null, when its type is not.
 * @returns a line for each, which names the place
 */
export function gapsOf(document: JsonObject): string[] {
  const gaps: string[] = [];
  const components = at(document, 'components', 'schemas');
  for (const [name, schema] of Object.entries(components)) {
    if (!isDescribed(schema)) gaps.push(`schema ${name}: no description`);
    lookInto(schema, name, components, gaps);
  }
  for (const tag of (document.tags ?? []) as Node[]) {
    if (!isDescribed(tag)) gaps.push(`tag ${String(tag.name)}: no description`);
  }
  for (const [path, route] of Object.entries(at(document, 'paths'))) {
    for (const method of METHODS) {
      const operation = (route as Node)[method];
      if (operation !== undefined) lookAtRoute(operation as Node, `${method} ${path}`, components, gaps);
    }
  }
  return gaps;
}

function lookAtRoute(operation: Node, name: string, components: Node, gaps: string[]): void {
  for (const parameter of (operation.parameters ?? []) as Node[]) {
    const where = `${name}, parameter ${String(parameter.name)}`;
    if (!isDescribed(parameter)) gaps.push(`${where}: no description`);
    lookInto(parameter.schema, where, components, gaps);
  }
  const body = operation.requestBody as Node | undefined;
  if (body !== undefined) lookAtContent(body, `${name}, body`, components, gaps);
  for (const [status, answer] of Object.entries(operation.responses as Node)) {
    if (Number(status) < 300) lookAtContent(answer as Node, `${name}, ${status}`, components, gaps);
  }
}

function lookAtContent(holder: Node, name: string, components: Node, gaps: string[]): void {
  for (const [type, content] of Object.entries((holder.content ?? {}) as Record<string, Node>)) {
    if (content.example === undefined && content.examples === undefined) gaps.push(`${name}, ${type}: no example`);
    lookInto(content.schema, `${name}, ${type}`, components, gaps);
  }
}

/** Goes through a schema and all inside it, up to the references: what they lead to is looked at by its own name. */
function lookInto(schema: unknown, name: string, components: Node, gaps: string[]): void {
  if (typeof schema !== 'object' || schema === null) return;
  const node = schema as Node;
  if (Array.isArray(node.enum)) {
    const words = (node['x-enumDescriptions'] ?? {}) as Node;
    for (const value of node.enum) {
      if (typeof words[String(value)] !== 'string') gaps.push(`${name}: the value ${String(value)} has no description`);
    }
  }
  for (const [property, inner] of Object.entries((node.properties ?? {}) as Node)) {
    if (inner === false) continue; // it says that the property is absent
    const where = `${name}.${property}`;
    if (saysNull(inner) && !takesNull(inner))
      gaps.push(`${where}: the description speaks of null, which its type is not`);
    if (!isDescribed(inner) && !isDescribed(targetOf(inner, components))) gaps.push(`${where}: no description`);
    lookInto(inner, where, components, gaps);
  }
  for (const key of ['items', 'additionalProperties', 'propertyNames']) lookInto(node[key], name, components, gaps);
  for (const key of ['anyOf', 'oneOf', 'allOf']) {
    for (const inner of (node[key] ?? []) as unknown[]) lookInto(inner, name, components, gaps);
  }
}

function targetOf(schema: unknown, components: Node): unknown {
  const reference = (schema as Node).$ref;
  return typeof reference === 'string' ? components[reference.split('/').at(-1) ?? ''] : undefined;
}

function saysNull(node: unknown): boolean {
  const { description } = (node ?? {}) as { description?: string };
  return /\bnull\b/i.test(description ?? '');
}

function takesNull(node: unknown): boolean {
  const { type, anyOf = [] } = (node ?? {}) as { type?: unknown; anyOf?: unknown[] };
  return [type].flat().includes('null') || anyOf.some(takesNull);
}

function isDescribed(node: unknown): boolean {
  const { description } = (node ?? {}) as Node;
  return typeof description === 'string' && description.trim() !== '';
}

function at(document: JsonObject, ...path: string[]): Node {
  return path.reduce<Node>((node, key) => (node[key] ?? {}) as Node, document);
}
