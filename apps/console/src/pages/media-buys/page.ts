import type { PageRoute } from '../../app/page-route';

export const page: PageRoute = { path: '/media-buys', load: () => import('./media-buys-page') };
