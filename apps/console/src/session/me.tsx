import { type ReactNode, createContext, use } from 'react';
import type { Me } from '../api/types';

const ranks = ['viewer', 'trader', 'admin', 'platform_admin'] as const;
/** What a person may do; each includes those before it. `docs/access.md` says which route needs which. */
export type Rank = (typeof ranks)[number];

const MeContext = createContext<Me | null>(null);

export function MeProvider({ me, children }: { me: Me; children: ReactNode }): ReactNode {
  return <MeContext value={me}>{children}</MeContext>;
}

/** Who is signed in. Every page is below the sign-in, so there is somebody. */
export function useMe(): Me {
  const me = use(MeContext);
  if (me === null) throw new Error('useMe stands outside of the signed-in part');
  return me;
}

export function rankOf(me: Me): Rank {
  return me.platform_admin ? 'platform_admin' : (me.user?.role ?? me.key?.role ?? 'viewer');
}

export function nameOf(me: Me): string {
  return me.user?.name ?? me.key?.name ?? '';
}

/** @returns whether the signed-in person may do what needs this rank: `const may = useMay(); may('trader')` */
export function useMay(): (rank: Rank) => boolean {
  const own = ranks.indexOf(rankOf(useMe()));
  return (rank) => own >= ranks.indexOf(rank);
}

/** Shows its children only to people who may do what they offer. */
export function ForRole({ role, children }: { role: Rank; children: ReactNode }): ReactNode {
  return useMay()(role) ? children : null;
}
