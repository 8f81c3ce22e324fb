import { useCallback, useState } from 'react';
import { newKey } from '../../parts/confirm-action';
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

/**
 * A draft that survives a reload of its tab, and nothing longer. Without storage (private windows) it lives as long as the page.
 * @param place whose draft of what it is
 */
export function useDraft(place: string, fresh: () => Omit<Draft, 'key'>) {
  const name = `console:draft:${place}`;
  const [draft, setDraft] = useState<Draft>(() => read(name) ?? kept(name, { key: newKey(), ...fresh() }));
  const change = useCallback(
    (make: (draft: Draft) => Draft) => {
      setDraft((before) => kept(name, make(before)));
    },
    [name],
  );
  const startOver = useCallback(() => {
    setDraft(kept(name, { key: newKey(), ...fresh() }));
  }, [name, fresh]);
  const forget = useCallback(() => {
    store((storage) => {
      storage.removeItem(name);
    });
  }, [name]);
  return { draft, change, startOver, forget };
}

function kept(name: string, draft: Draft): Draft {
  store((storage) => {
    storage.setItem(name, JSON.stringify({ ...draft, request: withoutSecrets(draft.request) }));
  });
  return draft;
}

function read(name: string): Draft | null {
  const text = store((storage) => storage.getItem(name));
  if (text === undefined || text === null) return null;
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

export function withoutSecrets(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => (secret.test(name) ? [] : [[name, withoutSecrets(member)]])),
  );
}

/** A full or forbidden storage costs the draft after a reload, and nothing else. */
function store<T>(act: (storage: Storage) => T): T | undefined {
  try {
    return act(sessionStorage);
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
}
