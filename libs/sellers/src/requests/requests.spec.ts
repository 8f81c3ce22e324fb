import type { Json, JsonObject } from '@adcp-orchestrator/domain';
import { checkRequest } from '.';
import official from './schemas/adcp-3.0.26.json';

const now = new Date('2026-03-02T09:00:00Z');
const buy: JsonObject = {
  account: { account_id: 'acc_1' },
  brand: { domain: 'nova.example' },
  start_time: 'asap',
  end_time: '2026-12-31T00:00:00Z',
  po_number: 'PO-1',
  packages: [{ product_id: 'p', budget: 1000, pricing_option_id: 'po' }],
};
const guide: JsonObject = { packages: ['premium_sports'], total_budget: 50_000 };
const PACKAGE = { product_id: 'p', budget: 1000, pricing_option_id: 'po' };

const adcp = (change: JsonObject, without: string[] = []) =>
  checkRequest('adcp-v3', 'create_media_buy', changed(buy, change, without), now);
const hitl = (change: JsonObject, without: string[] = []) =>
  checkRequest('hitl-v1', 'create_media_buy', changed(guide, change, without), now);
const told = ({ errors }: ReturnType<typeof checkRequest>) =>
  errors.map(({ pointer, detail }) => `${pointer}: ${detail}`);

function changed(request: JsonObject, change: JsonObject, without: string[]): JsonObject {
  return Object.fromEntries(Object.entries({ ...request, ...change }).filter(([name]) => !without.includes(name)));
}

describe('an adcp-v3 request', () => {
  it('passes without what the orchestrator supplies', () => {
    expect(adcp({})).toEqual({ errors: [], warnings: [] });
    const proposal = { proposal_id: 'prop_1', total_budget: { amount: 5_000, currency: 'EUR' } };
    expect(adcp(proposal, ['packages'])).toEqual({ errors: [], warnings: [] });
  });

  it.each<[string, JsonObject, string[], string]>([
    ['no account', {}, ['account'], '/account: is required'],
    ['no brand', {}, ['brand'], '/brand: is required'],
    ['neither packages nor a proposal', {}, ['packages'], '/packages: is required, unless "proposal_id"'],
    ['a proposal without a budget', { proposal_id: 'p' }, [], '/total_budget: is required with "proposal_id"'],
    ['no packages in the list', { packages: [] }, [], '/packages: must have at least 1 item'],
    ['a start that is no time', { start_time: 'tomorrow' }, [], '/start_time: must be "asap"; or a date and time'],
    ['a start in the past', { start_time: '2026-01-01T00:00:00Z' }, [], '/start_time: must not lie in the past'],
    ['a day that does not exist', { end_time: '2026-02-30T00:00:00Z' }, [], '/end_time: must be a date and time'],
    ['a month that does not exist', { end_time: '2026-13-45' }, [], '/end_time: must be a date and time that exists'],
    ['an end in the past', { end_time: '2020-01-01T00:00:00Z' }, [], '/end_time: must lie in the future'],
    [
      'an end before the start',
      { start_time: '2026-06-01T00:00:00Z', end_time: '2026-05-01T00:00:00Z' },
      [],
      '/end_time: must be after "start_time" (2026-06-01T00:00:00Z)',
    ],
    ['a budget below zero', { packages: [{ ...PACKAGE, budget: -5 }] }, [], '/packages/0/budget: must be above 0'],
    ['a budget of zero', { packages: [{ ...PACKAGE, budget: 0 }] }, [], '/packages/0/budget: must be above 0'],
    ['a budget as text', { packages: [{ ...PACKAGE, budget: '9' }] }, [], '/packages/0/budget: must be a number'],
    [
      'a package outside the buy',
      { packages: [{ ...PACKAGE, end_time: '2027-06-01T00:00:00Z' }] },
      [],
      '/packages/0/end_time: must not be after the end of the media buy',
    ],
    [
      'two currencies',
      { currency: 'EUR', total_budget: { amount: 5, currency: 'USD' } },
      [],
      '/total_budget/currency: must be "EUR" as in "currency", and is "USD"',
    ],
    ['no currency', { total_budget: { amount: 5, currency: 'usd' } }, [], '/total_budget/currency: must be a currency'],
    ['a misspelt field', { total_budgett: 5 }, [], '/total_budgett: "total_budgett" is not known here'],
    ['a misspelt field of a package', { packages: [{ ...PACKAGE, budgte: 5 }] }, [], '/packages/0/budgte: "budgte" is'],
    [
      'two forms of account',
      { account: { account_id: 'a', operator: 'o' } },
      [],
      '/account: names an "account_id" and',
    ],
    ['half an account', { account: { brand: { domain: 'a.example' } } }, [], '/account/operator: is required'],
    ['an empty account', { account: {} }, [], '/account: must be an object with "account_id"; or an object with'],
    ['a key of its own', { idempotency_key: 'x' }, [], '/idempotency_key: is supplied by the orchestrator'],
    ['its own webhook', { push_notification_config: {} }, [], '/push_notification_config: is supplied by the'],
    ['a wrong pacing', { packages: [{ ...PACKAGE, pacing: 'evne' }] }, [], '/packages/0/pacing: must be one of "even"'],
  ])('is refused with %s', (_, change, without, words) => {
    const lines = told(adcp(change, without));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(words);
  });

  it('tells everything at once, each with the limit and what to do', () => {
    const { errors } = adcp({
      start_time: 'soon',
      packages: [{ product_id: 'p', budget: -1, creative_assignments: [] }],
      account: { account_id: 7 },
    });
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual([
      '/account/account_id',
      '/packages/0/budget',
      '/packages/0/creative_assignments',
      '/packages/0/pricing_option_id',
      '/start_time',
    ]);
    for (const { limit, suggestion } of errors) {
      expect(limit).toBeDefined();
      expect(suggestion).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('suggests what was meant', () => {
    const of = (change: JsonObject, without: string[] = []) => adcp(change, without).errors[0]?.suggestion;
    expect(of({ total_budgett: 5 })).toBe('Rename it to "total_budget".');
    expect(of({ packages: [{ ...PACKAGE, pacing: 'evne' }] })).toBe('Write "even".');
    expect(of({ packages: [{ ...PACKAGE, budget: '9' }] })).toBe('Write 9 without quotation marks.');
    expect(of({}, ['account'])).toMatch(/^Add "account": Account to bill for this media buy\.$/);
  });

  it('may begin a few minutes ago: it was on its way', () => {
    expect(told(adcp({ start_time: '2026-03-02T08:57:00Z' }))).toEqual([]);
  });

  it('passes fields that the release does not name, with a warning', () => {
    expect(adcp({ daily_budget_cap: 5, packages: [{ ...PACKAGE, bidding: {} }] })).toMatchObject({
      errors: [],
      warnings: [{ pointer: '/daily_budget_cap' }, { pointer: '/packages/0/bidding' }],
    });
  });

  it('passes with a warning when its total is not what its packages add up to', () => {
    const packages = [PACKAGE, { ...PACKAGE, budget: 500.1 }];
    const total = (amount: number) => ({ packages, total_budget: { amount, currency: 'USD' } });
    expect(adcp(total(1_200)).warnings).toMatchObject([{ pointer: '/total_budget', limit: 1_500.1 }]);
    expect(adcp(total(1_500.1)).warnings).toEqual([]);
    expect(hitl({ packages: [{ product_id: 'a', budget: 9 }], total_budget: 10 }).warnings).toMatchObject([
      { pointer: '/total_budget', limit: 9 },
    ]);
    // A package without a budget of its own leaves nothing to compare.
    expect(hitl({ packages: [{ product_id: 'a', budget: 9 }, 'b'], total_budget: 10 }).warnings).toEqual([]);
  });

  it('is checked in its creatives too, by the form that their asset names', () => {
    const creative = {
      creative_id: 'c',
      name: 'c',
      format_id: { agent_url: 'https://f.example', id: 'banner' },
      assets: { main: { asset_type: 'image', url: 'https://f.example/x.png', width: 0, height: 250 } },
    };
    const { errors } = checkRequest(
      'adcp-v3',
      'sync_creatives',
      { account: { account_id: 'a' }, creatives: [creative] },
      now,
    );
    expect(errors).toMatchObject([{ pointer: '/creatives/0/assets/main/width', limit: 1 }]);
  });

  it('may change a running buy without its start, which is over', () => {
    const change = { account: { account_id: 'a' }, media_buy_id: 'mb', start_time: '2026-01-01T00:00:00Z' };
    expect(checkRequest('adcp-v3', 'update_media_buy', change, now).errors).toEqual([]);
  });

  it('of too many values is refused before each is looked at', () => {
    const errors = adcp({ packages: Array<Json>(50_000).fill(0) }).errors;
    expect(errors).toMatchObject([{ pointer: '', limit: 20_000 }]);
  });

  it('says what a package must hold when it is no object', () => {
    const { errors } = adcp({ packages: ['premium_sports'] });
    expect(errors).toMatchObject([
      { pointer: '/packages/0', suggestion: 'Send an object with "product_id", "budget", "pricing_option_id".' },
    ]);
  });

  it('is never told in the words of the validator', () => {
    const lines = [
      ...told(adcp({ account: 5, brand: [], start_time: 5, packages: [5, {}], ext: [], context: 1 })),
      ...told(adcp({ packages: [{ ...PACKAGE, format_ids: [{}], targeting_overlay: { geo_countries: ['xx'] } }] })),
    ];
    expect(lines.length).toBeGreaterThan(8);
    for (const line of lines) expect(line).not.toMatch(/must NOT|should|schema|keyword|instancePath/);
  });
});

describe('the official schemas', () => {
  it('are whole: every reference leads to one of them, by its id', () => {
    const ids = new Set(official.schemas.map(({ $id }) => $id));
    const references = [...JSON.stringify(official.schemas).matchAll(/"\$ref":"([^"]+)"/g)].map(([, id]) => id ?? '');
    expect(references.length).toBeGreaterThan(100);
    expect(references.filter((id) => !ids.has(id))).toEqual([]);
  });
});

describe('a hitl-v1 request', () => {
  it('passes as in the guide, with and without a po_number', () => {
    expect(hitl({ targeting_overlay: { geo: ['US'] } })).toEqual({ errors: [], warnings: [] });
    expect(hitl({ po_number: 'PO-1', start_time: 'asap', end_time: '2026-06-01T00:00:00+02:00' })).toEqual({
      errors: [],
      warnings: [],
    });
    expect(told(hitl({ start_date: '2026-04-01', end_date: '2026-04-01' }))).toEqual([]);
  });

  it('is told to start at once only by the field that takes the word', () => {
    const past = {
      po_number: 'PO-1',
      start_date: '2020-01-01',
      start_time: '2020-01-01T00:00:00Z',
      end_date: '2099-01-01',
    };
    const advice = new Map(hitl(past).warnings.map(({ pointer, suggestion }) => [pointer, suggestion]));
    expect(advice).toEqual(
      new Map([
        ['/start_date', 'Give a time that is still to come.'],
        ['/start_time', 'Write "asap", or a time that is still to come.'],
      ]),
    );
  });

  it.each<[string, JsonObject, string[], string]>([
    ['no packages', {}, ['packages'], '/packages: is required'],
    ['no total_budget', {}, ['total_budget'], '/total_budget: is required'],
    ['a misspelt field', { total_budgett: 5 }, [], '/total_budgett: "total_budgett" is not known here: did you mean'],
    ['an end before its start', { start_date: '2026-04-01', end_date: '2020-01-01' }, [], '/end_date: must be after'],
    ['an end before another start', { flight_start_date: '2026-04-02', end_date: '2026-04-01' }, [], '/end_date: must'],
    ['a date that does not exist', { flight_end_date: '2026-13-45' }, [], '/flight_end_date: must be a date that'],
    ['the 29th in a year without it', { start_date: '2027-02-29' }, [], '/start_date: must be a date that exists'],
    ['a start in words', { start_time: 'tomorrow' }, [], '/start_time: must be a date that exists, and is "tomorrow"'],
    ['a date that is a number', { start_time: 20260301 }, [], '/start_time: must be a text, and is a number'],
    ['a budget below zero', { budget: -5 }, [], '/budget: must be above 0, and is -5'],
    ['a package with a budget below zero', { packages: [{ product_id: 'p', budget: -5 }] }, [], '/packages/0/budget'],
    ['a package that is a number', { packages: [5] }, [], '/packages/0: must be a text; or an object'],
    ['a total of zero', { total_budget: 0 }, [], '/total_budget: must be above 0'],
  ])('is refused with %s', (_, change, without, words) => {
    const lines = told(hitl(change, without));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(words);
  });

  it('passes fields that sellers add, and flights that are over, with a warning', () => {
    const { errors, warnings } = hitl({ scenario: 'WAIT', end_date: '2026-01-01' });
    expect(errors).toEqual([]);
    expect(warnings.map(({ pointer }) => pointer)).toEqual(['/scenario', '/end_date']);
  });

  it('names the media buy that it changes', () => {
    const { errors } = checkRequest('hitl-v1', 'update_media_buy', {}, now);
    expect(errors).toMatchObject([{ pointer: '/media_buy_id', detail: 'is required' }]);
  });

  it('of a type that its dialect does not know is refused, with those it knows', () => {
    const [error] = checkRequest('hitl-v1', 'sync_creatives', {}, now).errors;
    expect(error?.detail).toContain('create_media_buy, update_media_buy, add_creative_assets');
  });
});
