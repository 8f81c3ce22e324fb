import type { PageRoute } from '../../app/page-route';

export const page: PageRoute = { path: '/', load: () => import('./overview-page') };
