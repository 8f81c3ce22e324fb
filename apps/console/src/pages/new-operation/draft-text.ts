import { type Json, type JsonObject, isObject } from '../../schema-form/pointer';

/** What a person has typed, and the key under which it is sent: twice the same form is one operation. */
export interface Draft {
  /** Made when the form opens; the `Idempotency-Key`. */
  key: string;
  request: JsonObject;
  userId: string;
  /** An ISO 8601 duration; empty: as usual. */
  deadline: string;
}

/** A webhook in the request may carry its credential. It is asked for again after a reload rather than kept here. */
const secret = /credential|secret|token|password/i;

/** @returns the draft as it is kept in the tab */
export function draftText(draft: Draft): string {
  return JSON.stringify({ ...draft, request: withoutSecrets(draft.request) });
}

/** @returns the draft that was kept; null when it is none, such as one of another release */
export function draftOf(text: string): Draft | null {
  try {
    const given: unknown = JSON.parse(text);
    return isDraft(given) ? given : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isDraft(given: unknown): given is Draft {
  return (
    isObject(given) &&
    typeof given['key'] === 'string' &&
    isObject(given['request']) &&
    typeof given['userId'] === 'string' &&
    typeof given['deadline'] === 'string'
  );
}

function withoutSecrets(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => (secret.test(name) ? [] : [[name, withoutSecrets(member)]])),
  );
}
