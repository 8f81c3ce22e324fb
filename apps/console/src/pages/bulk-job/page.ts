import type { PageRoute } from '../../app/page-route';

export const page: PageRoute = { path: '/operations/bulk/$id', load: () => import('./bulk-job-page') };
