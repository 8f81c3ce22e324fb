import type { PageRoute } from '../../app/page-route';

export const page: PageRoute = { path: '/audit', load: () => import('./audit-page') };
