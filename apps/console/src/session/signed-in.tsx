import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { Late } from '../parts/late';
import { ProblemNote } from '../parts/problem-note';
import { Loading } from '../parts/loading';
import { MeProvider } from './me';
import { returnPath } from './return-path';
import { spendLink } from './sign-in-link';
import { followOtherTabs, sessionQuery } from './session';
import { SignInPage } from './sign-in-page';

const SIGN_IN = '/sign-in';

/** The gate in front of every page: leads to the sign-in who has no session, and back afterwards. */
export function SignedIn({ children }: { children: ReactNode }): ReactNode {
  const queries = useQueryClient();
  const { data: session, error, refetch } = useQuery(sessionQuery);
  useEffect(() => followOtherTabs(queries), [queries]);
  useEffect(() => {
    // Who is signed in stays who they are. A link that is kept would sign them in again after they sign out.
    if (session?.signed_in) spendLink();
  }, [session]);
  useRightPlace(session && session.signed_in !== null);

  if (session === undefined) {
    return error === null ? (
      <Late>
        <Loading lines={3} />
      </Late>
    ) : (
      <main style={{ padding: 24 }}>
        <ProblemNote error={error} again={() => void refetch()} />
      </main>
    );
  }
  if (session.signed_in === null) return <SignInPage oidcStart={session.oidc_start} />;
  return <MeProvider me={session.signed_in}>{children}</MeProvider>;
}

/** The address says where one is: `/sign-in` without a session, and the page that one came for with it. */
function useRightPlace(isSignedIn: boolean | undefined): void {
  const navigate = useNavigate();
  const { pathname, href, search }: { pathname: string; href: string; search: Record<string, unknown> } = useLocation();
  const isAtSignIn = pathname === SIGN_IN;
  const wanted = search['return_to'];
  useEffect(() => {
    if (isSignedIn === undefined || isSignedIn !== isAtSignIn) return;
    const back = href === '/' ? '' : `?return_to=${encodeURIComponent(href)}`;
    void navigate({ href: isSignedIn ? returnPath(wanted) : `${SIGN_IN}${back}`, replace: true });
  }, [isSignedIn, isAtSignIn, wanted, href, navigate]);
}
