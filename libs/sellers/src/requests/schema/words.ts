import type { Json } from '@adcp-orchestrator/domain';

const MAX_SHOWN = 40;
const MAX_LISTED = 20;

/** @returns a value of the request, short enough for a sentence */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = value === undefined ? 'absent' : JSON.stringify(value);
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}… (${text.length - 2} characters)`;
}

export function quoted(value: Json | undefined): string {
  return value === undefined ? 'absent' : JSON.stringify(value);
}

/** @returns the values with commas, at most twenty of them */
export function listed(values: readonly Json[]): string {
  const rest = values.length - MAX_LISTED;
  const first = values.slice(0, MAX_LISTED).map(quoted).join(', ');
  return rest > 0 ? `${first} and ${rest} more` : first;
}

const articles: Record<string, string> = {
  array: 'a list',
  object: 'an object',
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'null',
};

/** @returns a type of JSON as a person calls it */
export function aOrAn(type: string): string {
  return articles[type] ?? type;
}

export function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return aOrAn(Array.isArray(value) ? 'array' : typeof value);
}
