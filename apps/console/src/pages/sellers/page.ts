import type { PageRoute } from '../../app/page-route';

export const page: PageRoute = { path: '/sellers', load: () => import('./sellers-page') };
