/**
 * The names under which answers are kept. Live events make stale by the first parts of them (`live/live-updates.ts`): what
 * changes with operations begins with `operations`, what changes with publishers with `sellers`.
 */
export const keys = {
  session: ['session'],
  operations: {
    all: ['operations'],
    lists: ['operations', 'list'],
    list: (filters: object) => ['operations', 'list', filters],
    counts: (filters: object) => ['operations', 'counts', filters],
    search: (text: string) => ['operations', 'search', text],
    groups: (filters: object) => ['operations', 'groups', filters],
    ofCause: (filters: object) => ['operations', 'cause', filters],
    latest: (sellerId: string) => ['operations', 'latest', sellerId],
    one: (id: string) => ['operations', 'one', id],
    timeline: (id: string) => ['operations', 'one', id, 'timeline'],
  },
  sellers: {
    all: ['sellers'],
    list: ['sellers', 'list'],
    healths: ['sellers', 'healths'],
    one: (id: string) => ['sellers', 'one', id],
    health: (id: string) => ['sellers', 'one', id, 'health'],
    orphans: (id: string) => ['sellers', 'one', id, 'orphans'],
  },
  mediaBuys: {
    all: ['media-buys'],
    list: (filters: object) => ['media-buys', 'list', filters],
    one: (sellerId: string, id: string) => ['media-buys', 'one', sellerId, id],
  },
  deliveries: {
    all: ['deliveries'],
    of: (operationId: string) => ['deliveries', 'of', operationId],
    list: (filters: object) => ['deliveries', 'list', filters],
    one: (id: string) => ['deliveries', 'one', id],
  },
  bulk: {
    list: (filters: object) => ['bulk', 'list', filters],
    one: (id: string) => ['bulk', 'one', id],
    items: (id: string, filters: object) => ['bulk', 'one', id, 'items', filters],
  },
  subscriptions: { all: ['subscriptions'] },
  stats: { all: ['stats'], days: ['stats', 'days'] },
  apiKeys: ['api-keys'],
  tenants: ['tenants'],
  audit: { all: ['audit'], list: (filters: object) => ['audit', 'list', filters] },
} as const;
