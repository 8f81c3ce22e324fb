import type { OperationFilters } from '../api/operations';

/** What a `Link` takes: `<Link {...paths.operation(id)}>`. Addresses are written here and nowhere else. */
export interface Place {
  to: string;
  params?: Record<string, string>;
  search?: Record<string, string>;
}

export const paths = {
  overview: (): Place => ({ to: '/' }),
  attention: (search: Record<string, string> = {}): Place => ({ to: '/attention', search }),
  waiting: (search: Record<string, string> = {}): Place => ({ to: '/waiting', search }),
  operations: (search: OperationFilters = {}): Place => ({ to: '/operations', search: { ...search } }),
  operation: (id: string): Place => ({ to: '/operations/$id', params: { id } }),
  correction: (id: string): Place => ({ to: '/operations/$id/correct', params: { id } }),
  bulkJobs: (): Place => ({ to: '/operations/bulk' }),
  bulkJob: (id: string): Place => ({ to: '/operations/bulk/$id', params: { id } }),
  newOperation: (search: Record<string, string> = {}): Place => ({ to: '/operations/new', search }),
  sellers: (): Place => ({ to: '/sellers' }),
  seller: (id: string): Place => ({ to: '/sellers/$id', params: { id } }),
  newSeller: (given: { name?: string; agent_url?: string; dialect?: string } = {}): Place => ({
    to: '/sellers',
    search: { form: 'new', ...given },
  }),
  editSeller: (id: string): Place => ({ to: '/sellers/$id', params: { id }, search: { form: 'edit' } }),
  mediaBuys: (search: Record<string, string> = {}): Place => ({ to: '/media-buys', search }),
  mediaBuy: (sellerId: string, mediaBuyId: string): Place => ({
    to: '/media-buys/$seller_id/$media_buy_id',
    params: { seller_id: sellerId, media_buy_id: mediaBuyId },
  }),
  deliveries: (search: Record<string, string> = {}): Place => ({ to: '/deliveries', search }),
  delivery: (id: string): Place => ({ to: '/deliveries', search: { delivery: id } }),
  subscriptions: (): Place => ({ to: '/subscriptions' }),
  subscription: (id: string): Place => ({ to: '/subscriptions', search: { subscription: id } }),
  access: (): Place => ({ to: '/access' }),
  audit: (search: Record<string, string> = {}): Place => ({ to: '/audit', search }),
  tenants: (): Place => ({ to: '/tenants' }),
};
