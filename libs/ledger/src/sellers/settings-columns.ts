import type { SellerRow } from '../schema/seller';
import type { SellerContact } from '../schema/settings';

/** A seller with what is kept of it beside its row. */
export type SellerWithSettings = SellerRow & {
  contact: SellerContact | null;
  paused_at: Date | null;
  /** Since when its whole tenant is paused. */
  tenant_paused_at: Date | null;
};

/** The columns of `SellerWithSettings` beside `s.*`, with the joins of `settingsOf`. */
export const settingsColumns = 'g.contact, g.paused_at, p.paused_at AS tenant_paused_at';

/** The joins that `settingsColumns` needs, for sellers named `s`. */
export const settingsJoins = `
LEFT JOIN seller_settings g ON g.tenant_id = s.tenant_id AND g.seller_id = s.id
LEFT JOIN tenant_settings p ON p.tenant_id = s.tenant_id`;
