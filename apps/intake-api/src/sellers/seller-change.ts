import type { JsonObject } from '@adcp-orchestrator/domain';
import type { SellerWithSettings } from '@adcp-orchestrator/ledger';
import { sellerView } from './seller-view';

/**
 * @param fields the settings that a request named
 * @returns what the audit says of a seller's change: the settings as everybody may read them, before and after. Of a
 *   secret that shows only that it is set
 */
export function sellerChange(
  fields: readonly string[],
  before: SellerWithSettings,
  after: SellerWithSettings,
): JsonObject {
  return { fields: [...fields], before: shown(fields, before), after: shown(fields, after) };
}

function shown(fields: readonly string[], row: SellerWithSettings): JsonObject {
  const view = sellerView(row, '');
  return Object.fromEntries(Object.entries(view).filter(([name]) => fields.includes(name)));
}
