import { buyState, BuyState } from '../publisher/media-buys';
import type { JsonObject, MediaBuy } from '../state/records';

const words: Record<BuyState, string> = {
  awaiting_creatives: 'pending_activation',
  active: 'active',
  paused: 'paused',
  canceled: 'canceled',
};

/** The guide's word for the state of a buy. */
export function buyStatus(buy: MediaBuy, now: number): string {
  return words[buyState(buy, now)];
}

/** The answer, or the task's result, when a buy was created. */
export function createdResult(buy: MediaBuy, now: number): JsonObject {
  return {
    status: buyStatus(buy, now),
    media_buy_id: buy.media_buy_id,
    creative_deadline: new Date(buy.creative_deadline).toISOString(),
  };
}

/** The answer, or the task's result, when a buy was changed. */
export function updatedResult(buy: MediaBuy, now: number): JsonObject {
  return { status: 'accepted', media_buy_id: buy.media_buy_id, implementation_date: new Date(now).toISOString() };
}

/** The answer, or the task's result, when creatives were taken. */
export function creativeResults(buy: MediaBuy | null, creatives: JsonObject[]): JsonObject {
  return {
    status: 'accepted',
    ...(buy && { media_buy_id: buy.media_buy_id }),
    statuses: creatives.map((creative, index) => ({
      creative_id: typeof creative.creative_id === 'string' ? creative.creative_id : `creative_${index + 1}`,
      status: 'approved',
      detail: 'Accepted for delivery',
    })),
  };
}
