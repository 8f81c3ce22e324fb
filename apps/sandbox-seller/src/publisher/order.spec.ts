import { advertiserOf, budgetOf, flightOf } from './order';

describe('an order', () => {
  it('has its budget as a total, with or without a currency, or in its packages', () => {
    expect(budgetOf({ total_budget: 5_000 })).toEqual({ amount: 5_000, currency: 'USD' });
    expect(budgetOf({ total_budget: { amount: 7, currency: 'EUR' } })).toEqual({ amount: 7, currency: 'EUR' });
    expect(budgetOf({ total_budget: 7, currency: 'EUR' })).toEqual({ amount: 7, currency: 'EUR' });
    expect(budgetOf({ packages: [{ budget: 3 }, { budget: 4 }, 'x'] })).toEqual({ amount: 7, currency: 'USD' });
    expect(budgetOf({ media_buy_id: 'mb_1', packages: ['x', null] })).toBeNull();
  });

  it('has its flight by itself, or in its first package', () => {
    expect(flightOf({ start_time: 'asap', end_time: '2030-01-01T00:00:00Z' })).toEqual({
      start: 'asap',
      end: '2030-01-01T00:00:00Z',
    });
    expect(flightOf({ packages: [{ start_date: '2030-01-01' }] })).toEqual({ start: '2030-01-01', end: null });
    expect(flightOf({ packages: ['premium_sports'], start_time: 7 })).toEqual({ start: null, end: null });
  });

  it('may say who advertises', () => {
    expect(advertiserOf({ brand: { domain: 'brand.example' } })).toBe('brand.example');
    expect(advertiserOf({ brand: 'x' })).toBeNull();
  });
});
