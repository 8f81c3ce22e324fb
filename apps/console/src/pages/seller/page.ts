import type { PageRoute } from '../../app/page-route';

export const page: PageRoute = { path: '/sellers/$id', load: () => import('./seller-page') };
