import type { PageRoute } from '../../app/page-route';

export const page: PageRoute = { path: '/operations', load: () => import('./operations-page') };
