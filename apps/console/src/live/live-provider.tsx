import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, createContext, use, useEffect, useMemo, useState } from 'react';
import { noteSignedOut } from '../session/session';
import { useMe } from '../session/me';
import { HeldLists } from './held-lists';
import { openLive } from './live-source';
import { LiveUpdates } from './live-updates';

interface Live {
  /** null: not known yet. */
  isConnected: boolean | null;
  held: HeldLists;
  updates: LiveUpdates;
}

const LiveContext = createContext<Live | null>(null);

/** Keeps every page below it live. */
export function LiveProvider({ children }: { children: ReactNode }): ReactNode {
  const queries = useQueryClient();
  const me = useMe();
  const [isConnected, setConnected] = useState<boolean | null>(null);
  const [held] = useState(() => new HeldLists());
  const updates = useMemo(() => new LiveUpdates(queries, ({ queryHash }) => held.isHeld(queryHash)), [queries, held]);
  const session = `${me.tenant.id} ${me.user?.id ?? me.key?.id ?? ''} ${me.session?.expires_at ?? ''}`;
  useEffect(() => {
    const close = openLive(session, (message) => {
      switch (message.kind) {
        case 'connection':
          setConnected(message.isOpen);
          if (message.isFresh) updates.readAgainSoon();
          return;
        case 'events':
          held.note(message.events);
          updates.apply(message.events);
          return;
        case 'ended':
          setConnected(false);
          noteSignedOut(queries);
      }
    });
    return () => {
      close();
      updates.end();
    };
  }, [session, queries, held, updates]);
  const live = useMemo(() => ({ isConnected, held, updates }), [isConnected, held, updates]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

export function useLive(): Live {
  const live = use(LiveContext);
  if (live === null) throw new Error('useLive stands outside of the signed-in part');
  return live;
}
