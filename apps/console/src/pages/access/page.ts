import type { PageRoute } from '../../app/page-route';

export const page: PageRoute = { path: '/access', load: () => import('./access-page') };
