export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type JsonObject = Record<string, Json>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @returns the pointer (RFC 6901) of a member below another one */
export function below(pointer: string, member: string | number): string {
  return `${pointer}/${String(member).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** @returns a value as one word of a text */
export function wordOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

function partsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  if (Array.isArray(value)) return value[Number(name)];
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

export function valueAt(root: Json, pointer: string): Json | undefined {
  return partsOf(pointer).reduce<Json | undefined>(memberOf, root);
}

/** @returns a copy with another value there; `undefined` takes the member away. What is missing on the way is made. */
export function withValue(root: Json, pointer: string, value: Json | undefined): Json {
  return replaced(root, partsOf(pointer), value) ?? {};
}

function replaced(node: Json | undefined, parts: readonly string[], value: Json | undefined): Json | undefined {
  const [name, ...rest] = parts;
  if (name === undefined) return value;
  const inner = replaced(memberOf(node, name), rest, value);
  if (Array.isArray(node)) {
    const index = Number(name);
    if (inner === undefined) return node.filter((_, at) => at !== index);
    return index < node.length ? node.map((item, at) => (at === index ? inner : item)) : [...node, inner];
  }
  const members: [string, Json][] = Object.entries(isObject(node) ? node : {});
  if (inner === undefined) return Object.fromEntries(members.filter(([key]) => key !== name));
  const isThere = members.some(([key]) => key === name);
  return Object.fromEntries(
    isThere ? members.map(([key, old]) => [key, key === name ? inner : old]) : [...members, [name, inner]],
  );
}
