import type { PageRoute } from '../../app/page-route';

export const page: PageRoute = { path: '/operations/$id/correct', load: () => import('./correction-page') };
