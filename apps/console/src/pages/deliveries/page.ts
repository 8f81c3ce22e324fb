import type { PageRoute } from '../../app/page-route';

export const page: PageRoute = { path: '/deliveries', load: () => import('./deliveries-page') };
