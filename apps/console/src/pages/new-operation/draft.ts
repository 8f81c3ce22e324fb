import { useCallback, useState } from 'react';
import { newKey } from '../../parts/confirm-action';
import { type Draft, draftOf, draftText } from './draft-text';

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
    storage.setItem(name, draftText(draft));
  });
  return draft;
}

function read(name: string): Draft | null {
  const text = store((storage) => storage.getItem(name));
  return text === undefined || text === null ? null : draftOf(text);
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
