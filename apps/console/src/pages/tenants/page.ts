import type { PageRoute } from '../../app/page-route';

export const page: PageRoute = { path: '/tenants', load: () => import('./tenants-page') };
