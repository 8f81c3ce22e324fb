import type { PageRoute } from '../../app/page-route';

export const page: PageRoute = { path: '/subscriptions', load: () => import('./subscriptions-page') };
