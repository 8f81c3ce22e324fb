import type { PageRoute } from '../../app/page-route';

export const page: PageRoute = { path: '/operations/$id', load: () => import('./operation-page') };
