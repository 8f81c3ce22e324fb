import { randomBytes } from 'node:crypto';
import { budgetOf } from './order';
import type { JsonObject, MediaBuy, Task } from '../state/records';

const creativeDeadlineMs = 7 * 24 * 3_600_000;

/** The states of a buy that buyers see. Each dialect has its own words for them. */
export const BuyState = {
  awaiting_creatives: 'awaiting_creatives',
  active: 'active',
  paused: 'paused',
  canceled: 'canceled',
} as const;
export type BuyState = (typeof BuyState)[keyof typeof BuyState];

export interface Package {
  package_id: string;
  product_id: string;
  budget: number;
}

/** The part of a task that says what to book. */
export type Booking = Pick<
  Task,
  'seller' | 'dialect' | 'account_id' | 'po_number' | 'idempotency_key' | 'order' | 'active_after_seconds' | 'quirks'
>;

/** A new media buy for what was ordered; `now` in epoch milliseconds. */
export function bookMediaBuy(booking: Booking, taskId: string | null, now: number): MediaBuy {
  return {
    media_buy_id: `mb_${randomBytes(8).toString('hex')}`,
    seller: booking.seller,
    dialect: booking.dialect,
    account_id: booking.account_id,
    po_number: booking.po_number,
    idempotency_key: booking.idempotency_key,
    task_id: taskId,
    order: booking.order,
    canceled: false,
    paused: false,
    creatives: 0,
    revision: 1,
    hidden: booking.quirks.withoutEvidence === true,
    created_at: now,
    updated_at: now,
    active_at: booking.active_after_seconds === null ? null : now + booking.active_after_seconds * 1000,
    creative_deadline: now + creativeDeadlineMs,
  };
}

export function buyState(buy: MediaBuy, now: number): BuyState {
  if (buy.canceled) return BuyState.canceled;
  if (buy.paused) return BuyState.paused;
  return buy.active_at !== null && now >= buy.active_at ? BuyState.active : BuyState.awaiting_creatives;
}

/** The packages of the buy. The guide gives them as `["product"]`, AdCP 3 as objects. */
export function packagesOf(buy: MediaBuy): Package[] {
  const packages = Array.isArray(buy.order.packages) ? (buy.order.packages as unknown[]) : [];
  return packages.map((item, index) => {
    const record: JsonObject = typeof item === 'object' && item !== null ? (item as JsonObject) : {};
    const named = typeof item === 'string' ? item : record.product_id;
    return {
      package_id: `${buy.media_buy_id}_pkg_${index + 1}`,
      product_id: typeof named === 'string' ? named : `product_${index + 1}`,
      budget: typeof record.budget === 'number' ? record.budget : 0,
    };
  });
}

/** The buy's budget in currency units: the ordered total, or else the sum of its packages. */
export function totalBudgetOf(buy: MediaBuy): number {
  return budgetOf(buy.order)?.amount ?? 0;
}

/** Figures that grow with the time a buy delivers: a thousand impressions a second at a CPM of 10. */
export function deliveryOf(buy: MediaBuy, now: number): { impressions: number; spend: number; pacing: number } {
  const seconds = buy.active_at === null ? 0 : Math.max(0, (now - buy.active_at) / 1000);
  const budget = totalBudgetOf(buy);
  const spend = Math.min(budget, Math.floor(seconds * 1000) / 100);
  return {
    impressions: Math.round(spend * 100),
    spend,
    pacing: budget === 0 ? 0 : Math.round((spend / budget) * 10_000) / 10_000,
  };
}

/** The buy after a change of the given fields; unknown fields change nothing. */
export function updatedMediaBuy(buy: MediaBuy, patch: JsonObject, now: number): MediaBuy {
  return {
    ...buy,
    canceled: buy.canceled || patch.canceled === true,
    paused: typeof patch.paused === 'boolean' ? patch.paused : buy.paused,
    revision: buy.revision + 1,
    updated_at: now,
  };
}

/** The buy after creatives arrived for it. It delivers from now on, unless it has a start time of its own. */
export function withCreatives(buy: MediaBuy, count: number, now: number): MediaBuy {
  return { ...buy, creatives: buy.creatives + count, active_at: buy.active_at ?? now, updated_at: now };
}
