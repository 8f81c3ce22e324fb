import type { PageRoute } from '../../app/page-route';

export const page: PageRoute = { path: '/operations/new', load: () => import('./new-operation-page') };
