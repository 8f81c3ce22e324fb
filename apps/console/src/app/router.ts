import { type QueryClient, noop } from '@tanstack/react-query';
import { type AnyRouter, createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { sessionQuery } from '../session/session';
import { PageFailed } from './page-failed';
import { pages } from './page-route';
import { PageLoading } from './page-loading';
import { NotFoundPage } from './not-found-page';
import { Root } from './root';
import { parseSearch, stringifySearch } from './search';

export function makeRouter(queries: QueryClient): AnyRouter {
  const root = createRootRoute({ component: Root, notFoundComponent: NotFoundPage });
  const routes = pages.map(({ path, load, prefetch }) =>
    createRoute({
      getParentRoute: () => root,
      path,
      component: lazyRouteComponent(load),
      loader: ({ location }) => {
        if (prefetch !== undefined) prefetchSignedIn(queries, () => prefetch(queries, location.search)).catch(noop);
      },
    }),
  );
  return createRouter({
    routeTree: root.addChildren([
      ...routes,
      createRoute({ getParentRoute: () => root, path: '/sign-in', component: () => null }),
    ]),
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPendingComponent: PageLoading,
    defaultPendingMs: 200,
    defaultErrorComponent: PageFailed,
    scrollRestoration: true,
  });
}

/** Without a session the answer would be an error in the browser's console. */
async function prefetchSignedIn(queries: QueryClient, prefetch: () => Promise<unknown>): Promise<void> {
  const { signed_in: who } = await queries.query(sessionQuery);
  if (who !== null) await prefetch();
}
