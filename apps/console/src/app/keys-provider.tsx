import { Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactNode, createContext, use, useEffect, useEffectEvent, useMemo, useRef } from 'react';
import { texts } from '../texts';
import { KeyList } from '../parts/key-list';

interface Key {
  /** One character, a name such as `Enter`, or `mod+k`: Control, and Command on a Mac. */
  key: string;
  does: string;
  /** null: the page's elements do it themselves, and the key is only listed. */
  act: (() => void) | null;
}

interface Keys {
  add: (key: Key) => () => void;
}

const KeysContext = createContext<Keys | null>(null);

/** The keys of the console: one listener, and the list of them under `?`. */
export function KeysProvider({ children }: { children: ReactNode }): ReactNode {
  const known = useRef(new Set<Key>());
  const [isOpen, { open, close }] = useDisclosure(false);
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey || isOpen) return;
    const isModified = event.ctrlKey || event.metaKey;
    const name = isModified ? `mod+${event.key.toLowerCase()}` : event.key;
    if (!isModified && isTyping(event.target)) return;
    if (name === '?') open();
    const act = [...known.current].findLast(({ key }) => key === name)?.act;
    if (act == null) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    document.addEventListener('keydown', pressed);
    return () => {
      document.removeEventListener('keydown', pressed);
    };
  }, []);
  const keys = useMemo<Keys>(
    () => ({
      add: (key) => {
        known.current.add(key);
        return () => known.current.delete(key);
      },
    }),
    [],
  );
  return (
    <KeysContext value={keys}>
      {children}
      <Modal opened={isOpen} onClose={close} title={texts.keys.title} size="sm" centered>
        <KeyList list={() => [...known.current]} />
      </Modal>
    </KeysContext>
  );
}

/**
 * Gives a key a meaning while the component is there: `useKey('/', texts.keys.search, focus)`. The one that came last
 * counts. Keys that are typed into a field are left alone.
 */
export function useKey(key: string, does: string, act: (() => void) | null): void {
  const keys = use(KeysContext);
  const isListedOnly = act === null;
  const acting = useEffectEvent(() => act?.());
  useEffect(() => {
    const press = (): void => {
      acting();
    };
    return keys?.add({ key, does, act: isListedOnly ? null : press });
  }, [keys, key, does, isListedOnly]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [role=menu], [role=listbox]') !==
        null)
  );
}
