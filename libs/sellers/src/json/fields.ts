import { isJsonObject, type Json, type JsonObject } from '@adcp-orchestrator/domain';

/** With its offset: without one, nobody knows which hour it means. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** @returns the field if it is a non-empty string */
export function textField(object: JsonObject, key: string): string | undefined {
  const value = object[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** @returns the first of the fields that is a non-empty string */
export function firstText(object: JsonObject, ...keys: string[]): string | undefined {
  for (const key of keys) {
    const text = textField(object, key);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** @returns the field if it is an ISO 8601 instant */
export function instantField(object: JsonObject, ...keys: string[]): string | undefined {
  const text = firstText(object, ...keys);
  return text !== undefined && INSTANT.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
}

/**
 * @returns an id; some sellers send it as a number. A number that JSON has rounded gives undefined: it may be another's
 *   id.
 */
export function idField(object: JsonObject, key: string): string | undefined {
  const value = object[key];
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
  return textField(object, key);
}

export function objectField(object: JsonObject, key: string): JsonObject | undefined {
  const value = object[key];
  return isJsonObject(value) ? value : undefined;
}

/** @returns the objects in an array field; undefined when the field is not an array. */
export function objectsField(object: JsonObject, key: string): JsonObject[] | undefined {
  const value: Json | undefined = object[key];
  return Array.isArray(value) ? value.filter(isJsonObject) : undefined;
}
