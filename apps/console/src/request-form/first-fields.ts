/** What a desk fills in nearly always, in the order in which it thinks of it. `*` stands for each part of a list. */
const byKind: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'adcp-v3 create_media_buy': {
    '': ['po_number', 'brand', 'account', 'start_time', 'end_time', 'packages'],
    '/packages/*': ['product_id', 'budget', 'pricing_option_id'],
  },
  'adcp-v3 update_media_buy': {
    '': ['media_buy_id', 'account', 'end_time', 'packages'],
    '/packages/*': ['package_id', 'budget'],
    '/new_packages/*': ['product_id', 'budget', 'pricing_option_id'],
  },
  'adcp-v3 sync_creatives': {
    '': ['account', 'creatives'],
    '/creatives/*': ['creative_id', 'name', 'format_id', 'assets'],
  },
  'hitl-v1 create_media_buy': {
    '': ['po_number', 'packages', 'total_budget', 'currency', 'start_date', 'end_date', 'targeting_overlay'],
  },
  'hitl-v1 update_media_buy': { '': ['media_buy_id', 'total_budget', 'end_date'] },
  'hitl-v1 add_creative_assets': { '': ['media_buy_id', 'assets'], '/assets/*': ['creative_id'] },
};

const none: readonly string[] = [];

/** @returns which fields come first in an object of the request */
export function firstFields(dialect: string, type: string): (pointer: string) => readonly string[] {
  const fields = byKind[`${dialect} ${type}`];
  return (pointer) => fields?.[pointer.replace(/\/\d+(?=\/|$)/g, '/*')] ?? none;
}
