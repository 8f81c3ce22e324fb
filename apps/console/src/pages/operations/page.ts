import type { PageRoute } from '../../app/page-route';
import { filtersOf, operationsQuery, sortOf } from './operations-list';

export const page: PageRoute = {
  path: '/operations',
  load: () => import('./operations-page'),
  prefetch: (queries, search) => queries.infiniteQuery(operationsQuery(filtersOf(search), sortOf(search))),
};
