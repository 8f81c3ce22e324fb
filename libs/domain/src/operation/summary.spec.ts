import type { JsonObject } from '../json';
import { summaryOf, summaryView } from './summary';

const of = (
  dialect: 'hitl-v1' | 'adcp-v3',
  request: JsonObject,
  type: 'create_media_buy' | 'update_media_buy' = 'create_media_buy',
) => summaryView(summaryOf(dialect, type, request));

describe('the summary of a request', () => {
  it('reads a create of hitl-v1', () => {
    expect(
      of('hitl-v1', {
        packages: ['a', 'b'],
        total_budget: 25_000,
        currency: 'USD',
        flight_start_date: '2026-04-01',
        end_date: '2026-04-30',
        brand: 'acme.example',
      }),
    ).toEqual({
      total_budget: { amount: 25_000, currency: 'USD' },
      start: '2026-04-01',
      end: '2026-04-30',
      packages: 2,
      brand: 'acme.example',
    });
  });

  it('reads a create of adcp-v3, with the sum of its packages or the total of its proposal', () => {
    const request = { brand: { domain: 'acme.example' }, start_time: 'asap', end_time: '2026-04-30T00:00:00Z' };
    expect(of('adcp-v3', { ...request, packages: [{ budget: 0.1 }, { budget: 0.2 }] })).toEqual({
      total_budget: { amount: 0.3, currency: null },
      start: 'asap',
      end: '2026-04-30T00:00:00Z',
      packages: 2,
      brand: 'acme.example',
    });
    const total = { amount: 900, currency: 'EUR' };
    expect(of('adcp-v3', { ...request, proposal_id: 'p', total_budget: total })).toMatchObject({
      total_budget: total,
      packages: null,
    });
  });

  it('makes no total of packages of which one has no budget, nor of those that an update changes', () => {
    expect(of('adcp-v3', { packages: [{ budget: 1 }, {}] })).toMatchObject({ total_budget: null, packages: 2 });
    expect(of('adcp-v3', { packages: [{ budget: 1 }] }, 'update_media_buy')).toMatchObject({ total_budget: null });
  });

  it('is null where the request says nothing, or nothing that can be shown', () => {
    const nothing = { total_budget: null, start: null, end: null, packages: null, brand: null };
    expect(of('hitl-v1', {})).toEqual(nothing);
    expect(
      of('hitl-v1', { total_budget: 'much', packages: 'many', start_date: 3, end_date: 'x'.repeat(201), brand: [] }),
    ).toEqual(nothing);
  });
});
