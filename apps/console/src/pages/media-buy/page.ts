import type { PageRoute } from '../../app/page-route';

export const page: PageRoute = { path: '/media-buys/$seller_id/$media_buy_id', load: () => import('./media-buy-page') };
