import { readRequest } from './read-request';

describe('what was bought, as its request says it', () => {
  it('reads packages that are names, and targeting, of a hitl-v1 buy', () => {
    const bought = readRequest({
      packages: ['premium_sports', 'drive_time'],
      total_budget: 50_000,
      po_number: 'PO-1',
      targeting_overlay: { geo_country_any_of: ['US', 'CA'], age: { min: 18 } },
      note: 'handle with care',
    });
    expect(bought.parts.map(({ name }) => name)).toEqual(['premium_sports', 'drive_time']);
    expect(bought.targeting).toEqual([
      { name: 'geo country any of', value: 'US, CA' },
      { name: 'age min', value: '18' },
    ]);
    expect(bought.rest).toEqual([{ name: 'note', value: 'handle with care' }]);
  });

  it('reads packages with their money of an adcp-v3 buy', () => {
    const bought = readRequest({
      brand: { domain: 'acme.example' },
      packages: [{ product_id: 'premium_sports', pricing_option_id: 'cpm', budget: 15_000 }],
    });
    expect(bought.parts).toEqual([
      { name: 'premium_sports', amount: 15_000, more: [{ name: 'pricing option id', value: 'cpm' }] },
    ]);
    expect(bought.rest).toEqual([{ name: 'brand domain', value: 'acme.example' }]);
  });

  it('reads creatives of either dialect, and leaves nothing out that it does not know', () => {
    const bought = readRequest({
      media_buy_id: 'mb_1',
      assets: [{ creative_id: 'cr_1', url: 'https://x.example' }],
      odd: null,
    });
    expect(bought.creatives).toEqual([
      { name: 'cr_1', amount: null, more: [{ name: 'url', value: 'https://x.example' }] },
    ]);
    expect(bought.rest).toEqual([{ name: 'odd', value: 'null' }]);
  });
});
