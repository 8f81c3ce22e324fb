import type { PageRoute } from '../../app/page-route';

export const page: PageRoute = { path: '/waiting', load: () => import('./waiting-page') };
