// The desk of the pictures: its publishers and its orders.

export type Dialect = 'hitl-v1' | 'adcp-v3';

export interface Publisher {
  id: string;
  name: string;
  dialect: Dialect;
  contact: { name: string; email: string; phone: string; note?: string };
  /** A credential that the publisher refuses; absent: the one that it takes. */
  token?: string;
}

export interface Order {
  po: string;
  seller: string;
  budget: number;
  /** How the sandbox treats it. */
  scenario: string;
  /** The status in which it comes to rest. */
  ends: string;
  user?: string;
  deadline?: string;
}

export const publishers: readonly Publisher[] = [
  {
    id: 'riverside-tv',
    name: 'Riverside TV',
    dialect: 'hitl-v1',
    contact: {
      name: 'Jo Marsh',
      email: 'adops@riverside.example',
      phone: '+44 20 7946 0301',
      note: '9 to 18 h, London',
    },
  },
  {
    id: 'metro-news',
    name: 'Metro News',
    dialect: 'hitl-v1',
    contact: { name: 'Priya Nair', email: 'orders@metro.example', phone: '+44 161 496 0442' },
  },
  {
    id: 'global-video',
    name: 'Global Video',
    dialect: 'adcp-v3',
    contact: { name: 'Sales desk', email: 'sales@globalvideo.example', phone: '+1 212 555 0147' },
  },
  {
    id: 'orbit-audio',
    name: 'Orbit Audio',
    dialect: 'adcp-v3',
    contact: { name: 'Luca Rossi', email: 'luca@orbit.example', phone: '+39 02 5550 118' },
  },
  {
    id: 'harbor-radio',
    name: 'Harbor Radio',
    dialect: 'hitl-v1',
    contact: { name: 'Mette Holm', email: 'traffic@harbor.example', phone: '+45 33 55 01 22' },
    token: 'a-credential-of-last-year',
  },
];

const BOOKED = { scenario: 'APPROVE-1', ends: 'created' };
const WAITING = { scenario: 'WAIT', ends: 'pending_approval' };
const BEN = 'ben@desk.example';

export const orders: readonly Order[] = [
  { po: 'PO-2041', seller: 'riverside-tv', budget: 80_000, ...BOOKED },
  { po: 'PO-2042', seller: 'riverside-tv', budget: 45_000, scenario: 'REJECT-1', ends: 'rejected' },
  { po: 'PO-2043', seller: 'metro-news', budget: 25_000, ...BOOKED, user: BEN },
  { po: 'PO-2044', seller: 'global-video', budget: 120_000, ...BOOKED },
  { po: 'PO-2045', seller: 'global-video', budget: 15_000, scenario: 'DONE', ends: 'created' },
  { po: 'PO-2046', seller: 'orbit-audio', budget: 16_000, ...BOOKED, user: BEN },
  { po: 'PO-2047', seller: 'metro-news', budget: 18_000, scenario: 'FAIL', ends: 'failed' },
  { po: 'PO-2048', seller: 'orbit-audio', budget: 22_000, ...BOOKED },
  { po: 'PO-2049', seller: 'riverside-tv', budget: 60_000, ...BOOKED, user: BEN },
  { po: 'PO-2050', seller: 'metro-news', budget: 34_000, ...BOOKED },
  { po: 'PO-2051', seller: 'global-video', budget: 27_000, scenario: 'REJECT-1', ends: 'rejected' },
  { po: 'PO-2052', seller: 'riverside-tv', budget: 52_000, ...BOOKED },
  { po: 'PO-2053', seller: 'metro-news', budget: 9_000, ...WAITING },
  { po: 'PO-2054', seller: 'global-video', budget: 140_000, ...WAITING },
  { po: 'PO-2055', seller: 'riverside-tv', budget: 30_000, ...WAITING, user: BEN },
  { po: 'PO-2056', seller: 'orbit-audio', budget: 12_000, ...WAITING },
  { po: 'PO-2057', seller: 'metro-news', budget: 75_000, ...WAITING },
  { po: 'PO-2058', seller: 'global-video', budget: 64_000, ...WAITING, user: BEN },
  { po: 'PO-2059', seller: 'riverside-tv', budget: 41_000, ...WAITING },
  { po: 'PO-2060', seller: 'orbit-audio', budget: 8_500, ...WAITING },
  { po: 'PO-2061', seller: 'riverside-tv', budget: 38_000, scenario: 'PERMISSION-WAIT', ends: 'pending_permission' },
  { po: 'PO-2062', seller: 'metro-news', budget: 9_000, ...WAITING, deadline: 'PT2S', ends: 'timed_out' },
  { po: 'PO-2063', seller: 'harbor-radio', budget: 48_000, scenario: 'WAIT', ends: 'pending_permission' },
  { po: 'PO-2064', seller: 'harbor-radio', budget: 40_000, scenario: 'WAIT', ends: 'pending_permission', user: BEN },
  { po: 'PO-2077', seller: 'metro-news', budget: 25_000, scenario: 'NO_EVIDENCE-DROP_AFTER', ends: 'in_doubt' },
];

/** A request as the publisher's dialect has it. */
export function requestOf({ po, budget }: Order, dialect: Dialect) {
  if (dialect === 'hitl-v1') {
    return {
      po_number: po,
      total_budget: budget,
      packages: ['premium_sports', 'drive_time'],
      currency: 'USD',
      start_date: '2027-03-01',
      end_date: '2027-03-31',
      targeting_overlay: { geo_country_any_of: ['GB', 'IE'] },
    };
  }
  return {
    po_number: po,
    total_budget: { amount: budget, currency: 'USD' },
    account: { brand: { domain: 'acmeoutdoor.example' }, operator: 'desk.example' },
    brand: { domain: 'acmeoutdoor.example' },
    start_time: '2027-03-01T00:00:00Z',
    end_time: '2027-03-31T23:59:59Z',
    packages: [
      { product_id: 'premium_sports', budget: budget * 0.6, pricing_option_id: 'cpm_guaranteed_fixed' },
      { product_id: 'premium_sports', budget: budget * 0.4, pricing_option_id: 'cpm_guaranteed_fixed' },
    ],
  };
}
