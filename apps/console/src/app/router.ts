import { type AnyRouter, createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { PageFailed } from './page-failed';
import { pages } from './page-route';
import { PageLoading } from './page-loading';
import { NotFoundPage } from './not-found-page';
import { Root } from './root';
import { parseSearch, stringifySearch } from './search';

export function makeRouter(): AnyRouter {
  const root = createRootRoute({ component: Root, notFoundComponent: NotFoundPage });
  const routes = pages.map(({ path, load }) =>
    createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load) }),
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
