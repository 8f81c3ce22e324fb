import type { PageRoute } from '../../app/page-route';

export const page: PageRoute = { path: '/operations/bulk', load: () => import('./bulk-jobs-page') };
