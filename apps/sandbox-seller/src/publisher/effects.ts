import {
  creativeResults as creativeResultsV3,
  createdResult as createdResultV3,
  updatedResult as updatedResultV3,
} from '../adcp-v3/results';
import { createdResult, creativeResults, updatedResult } from '../hitl-v1/results';
import { Dialect, Mutation, type JsonObject, type MediaBuy } from '../state/records';
import type { Store } from '../state/store';
import { MediaBuyUnknownError } from './calls';
import { bookMediaBuy, updatedMediaBuy, withCreatives, type Booking } from './media-buys';

interface Executed {
  buy: MediaBuy | null;
  result: JsonObject;
}

function ownBuy(store: Store, booking: Booking, id: unknown): MediaBuy {
  const buy = typeof id === 'string' ? store.buys.get(id) : undefined;
  if (buy?.seller !== booking.seller || buy.dialect !== booking.dialect) throw new MediaBuyUnknownError(String(id));
  return buy;
}

function creativesOf(order: JsonObject): JsonObject[] {
  const creatives = order.creatives ?? order.assets;
  return Array.isArray(creatives)
    ? creatives.filter((item): item is JsonObject => typeof item === 'object' && item !== null)
    : [];
}

/** The buy that creatives are for. It is named directly (hitl-v1), or by the package of an assignment (adcp-v3). */
function buyOfCreatives(store: Store, booking: Booking): MediaBuy | null {
  if (booking.order.media_buy_id !== undefined) return ownBuy(store, booking, booking.order.media_buy_id);
  const assignments = Array.isArray(booking.order.assignments) ? (booking.order.assignments as unknown[]) : [];
  for (const item of assignments) {
    const packageId = typeof item === 'object' && item !== null && 'package_id' in item ? String(item.package_id) : '';
    const buy = store.buys.get(packageId.replace(/_pkg_\d+$/, ''));
    if (buy?.seller === booking.seller && buy.dialect === booking.dialect) return buy;
  }
  return null;
}

/** Makes sure that a call can be executed, before a task is opened for it. @throws MediaBuyUnknownError */
export function assertExecutable(store: Store, mutation: Mutation, booking: Booking): void {
  if (mutation === Mutation.update) ownBuy(store, booking, booking.order.media_buy_id);
  if (mutation === Mutation.creatives) buyOfCreatives(store, booking);
}

/**
 * Executes what was asked for. This is where a booking is made.
 * @throws MediaBuyUnknownError
 */
export function execute(
  store: Store,
  mutation: Mutation,
  booking: Booking,
  taskId: string | null,
  now: number,
): Executed {
  const hitl = booking.dialect === Dialect.hitl_v1;
  switch (mutation) {
    case Mutation.create: {
      const buy = bookMediaBuy(booking, taskId, now);
      store.saveBuy(buy);
      return { buy, result: hitl ? createdResult(buy, now) : createdResultV3(buy, now) };
    }
    case Mutation.update: {
      const buy = updatedMediaBuy(ownBuy(store, booking, booking.order.media_buy_id), booking.order, now);
      store.saveBuy(buy);
      return { buy, result: hitl ? updatedResult(buy, now) : updatedResultV3(buy, now) };
    }
    case Mutation.creatives: {
      const creatives = creativesOf(booking.order);
      const before = buyOfCreatives(store, booking);
      const buy = before && withCreatives(before, creatives.length, now);
      if (buy) store.saveBuy(buy);
      return { buy, result: hitl ? creativeResults(buy, creatives) : creativeResultsV3(creatives) };
    }
  }
}
