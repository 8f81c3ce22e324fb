import { buyState, packagesOf, totalBudgetOf, type BuyState } from '../publisher/media-buys';
import type { JsonObject, MediaBuy } from '../state/records';

/** AdCP 3.0 `enums/media-buy-status.json`, as far as the sandbox goes. */
type MediaBuyStatus = 'pending_creatives' | 'active' | 'paused' | 'canceled';

const words: Record<BuyState, MediaBuyStatus> = {
  awaiting_creatives: 'pending_creatives',
  active: 'active',
  paused: 'paused',
  canceled: 'canceled',
};

/** AdCP's word for the state of a buy. */
export function mediaBuyStatus(buy: MediaBuy, now: number): MediaBuyStatus {
  return words[buyState(buy, now)];
}

/** `create-media-buy-response`, success arm. */
export function createdResult(buy: MediaBuy, now: number): JsonObject {
  return {
    media_buy_id: buy.media_buy_id,
    status: mediaBuyStatus(buy, now),
    confirmed_at: new Date(now).toISOString(),
    creative_deadline: new Date(buy.creative_deadline).toISOString(),
    revision: buy.revision,
    valid_actions: buy.canceled ? [] : ['pause', 'cancel', 'update_budget', 'sync_creatives'],
    packages: packagesOf(buy),
  };
}

/** `update-media-buy-response`, success arm. */
export function updatedResult(buy: MediaBuy, now: number): JsonObject {
  return {
    media_buy_id: buy.media_buy_id,
    status: mediaBuyStatus(buy, now),
    revision: buy.revision,
    implementation_date: new Date(now).toISOString(),
    affected_packages: packagesOf(buy),
  };
}

/** `sync-creatives-response`, success arm. */
export function creativeResults(creatives: JsonObject[]): JsonObject {
  return {
    creatives: creatives.map((creative) => ({
      creative_id: String(creative.creative_id),
      action: 'created',
      status: 'approved',
    })),
  };
}

/** One entry of `get-media-buys-response`, with the fields by which a buyer can recognise its own request. */
export function listedBuy(buy: MediaBuy, now: number): JsonObject {
  const evidence = buy.hidden
    ? {}
    : {
        ...(buy.po_number !== null && { po_number: buy.po_number, ext: { po_number: buy.po_number } }),
        ...(buy.order.context !== undefined && { context: buy.order.context }),
      };
  return {
    media_buy_id: buy.media_buy_id,
    status: mediaBuyStatus(buy, now),
    currency: 'USD',
    total_budget: totalBudgetOf(buy),
    confirmed_at: new Date(buy.created_at).toISOString(),
    created_at: new Date(buy.created_at).toISOString(),
    updated_at: new Date(buy.updated_at).toISOString(),
    creative_deadline: new Date(buy.creative_deadline).toISOString(),
    revision: buy.revision,
    packages: packagesOf(buy).map((item) => ({ ...item, currency: 'USD' })),
    ...evidence,
  };
}
