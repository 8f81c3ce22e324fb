// The script of the demo: who sells, what is bought, and how each buy must end.

export type Dialect = 'hitl-v1' | 'adcp-v3';

export interface DemoSeller {
  id: string;
  name: string;
  dialect: Dialect;
  /** How its answers arrive besides polling. */
  webhooks: 'none' | 'hmac' | 'bearer';
}

export interface DemoBuy {
  seller: string;
  /** What the sandbox seller reads from the `po_number`. */
  scenario: string;
  /** For people. */
  story: string;
  /** The status that it must end in. */
  ends: string;
  /** How many media buys the seller must have in its books at the end. */
  booked: number;
  budget: number;
  /** After this long, a person at the publisher decides this one. */
  decidedAfterSeconds?: number;
}

export const demoSellers: readonly DemoSeller[] = Object.freeze([
  { id: 'riverside-tv', name: 'Riverside TV', dialect: 'hitl-v1', webhooks: 'none' },
  { id: 'metro-news', name: 'Metro News', dialect: 'hitl-v1', webhooks: 'hmac' },
  { id: 'global-video', name: 'Global Video', dialect: 'adcp-v3', webhooks: 'none' },
  { id: 'orbit-audio', name: 'Orbit Audio', dialect: 'adcp-v3', webhooks: 'hmac' },
]);

export const demoBuys: readonly DemoBuy[] = Object.freeze([
  { seller: 'riverside-tv', scenario: 'DONE', story: 'booked at once', ends: 'created', booked: 1, budget: 12_000 },
  {
    seller: 'riverside-tv',
    scenario: 'APPROVE-7',
    story: 'approved by the publisher',
    ends: 'created',
    booked: 1,
    budget: 80_000,
  },
  {
    seller: 'riverside-tv',
    scenario: 'REJECT-9',
    story: 'rejected by the publisher',
    ends: 'rejected',
    booked: 0,
    budget: 45_000,
  },
  {
    seller: 'riverside-tv',
    scenario: 'PERMISSION-4-APPROVE-5',
    story: 'permission first, then approval',
    ends: 'created',
    booked: 1,
    budget: 30_000,
  },
  { seller: 'riverside-tv', scenario: 'FAIL', story: 'refused at once', ends: 'failed', booked: 0, budget: 9_000 },
  {
    seller: 'metro-news',
    scenario: 'APPROVE-8',
    story: 'approved, told by webhook',
    ends: 'created',
    booked: 1,
    budget: 25_000,
  },
  {
    seller: 'metro-news',
    scenario: 'REJECT-6',
    story: 'rejected, told by webhook',
    ends: 'rejected',
    booked: 0,
    budget: 18_000,
  },
  {
    seller: 'metro-news',
    scenario: 'WAIT',
    story: 'decided by a person',
    ends: 'created',
    booked: 1,
    budget: 60_000,
    decidedAfterSeconds: 10,
  },
  {
    seller: 'metro-news',
    scenario: 'APPROVE-5-WEBHOOK_DUPLICATE',
    story: 'told twice by webhook',
    ends: 'created',
    booked: 1,
    budget: 22_000,
  },
  { seller: 'global-video', scenario: 'DONE', story: 'completed at once', ends: 'created', booked: 1, budget: 15_000 },
  {
    seller: 'global-video',
    scenario: 'APPROVE-8',
    story: 'submitted, then completed',
    ends: 'created',
    booked: 1,
    budget: 120_000,
  },
  {
    seller: 'global-video',
    scenario: 'FAIL_LATER-6',
    story: 'submitted, then failed',
    ends: 'failed',
    booked: 0,
    budget: 33_000,
  },
  {
    seller: 'global-video',
    scenario: 'REJECT-10',
    story: 'submitted, then rejected',
    ends: 'rejected',
    booked: 0,
    budget: 27_000,
  },
  {
    seller: 'global-video',
    scenario: 'RATE_LIMIT-1-APPROVE-4',
    story: 'rate-limited first',
    ends: 'created',
    booked: 1,
    budget: 50_000,
  },
  {
    seller: 'global-video',
    scenario: 'DROP_AFTER-APPROVE-5',
    story: 'answer lost, asked again',
    ends: 'created',
    booked: 1,
    budget: 40_000,
  },
  {
    seller: 'orbit-audio',
    scenario: 'APPROVE-6',
    story: 'completed, told by webhook',
    ends: 'created',
    booked: 1,
    budget: 16_000,
  },
]);

/** The `POST /v1/operations` body of a buy. */
export function operationOf(buy: DemoBuy, dialect: Dialect, number: number) {
  const poNumber = `${buy.scenario}-po${String(number).padStart(2, '0')}`;
  const request =
    dialect === 'hitl-v1'
      ? {
          packages: ['premium_sports'],
          po_number: poNumber,
          total_budget: buy.budget,
          currency: 'USD',
          start_date: inDays(0).slice(0, 10),
          end_date: inDays(90).slice(0, 10),
        }
      : {
          account: { brand: { domain: 'brand.example' }, operator: 'desk.example' },
          brand: { domain: 'brand.example' },
          start_time: 'asap',
          end_time: inDays(90),
          po_number: poNumber,
          packages: [{ product_id: 'premium_sports', budget: buy.budget, pricing_option_id: 'cpm_guaranteed_fixed' }],
        };
  return { type: 'create_media_buy' as const, seller_id: buy.seller, user_id: 'trader@desk.example', request };
}

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString();
}
