import type { PageRoute } from '../../app/page-route';

export const page: PageRoute = { path: '/attention', load: () => import('./attention-page') };
