import type { JsonObject } from '../schema-form/pointer';
import { type Budget, budgetOf } from './budget-of';

describe('how much a request asks to spend', () => {
  it.each<[string, JsonObject, Budget]>([
    ['a total as a number', { total_budget: 25_000, currency: 'USD' }, { amount: 25_000, currency: 'USD' }],
    ['a total without a currency', { total_budget: 25_000 }, { amount: 25_000, currency: null }],
    [
      'a total with its own currency',
      { total_budget: { amount: 9_000, currency: 'EUR' } },
      { amount: 9_000, currency: 'EUR' },
    ],
    [
      'a total whose currency stands beside it',
      { total_budget: { amount: 9_000 }, currency: 'GBP' },
      { amount: 9_000, currency: 'GBP' },
    ],
    [
      'its packages together',
      { packages: [{ budget: 15_000 }, { budget: 10_000 }, {}], currency: 'USD' },
      { amount: 25_000, currency: 'USD' },
    ],
    [
      'a total before its packages',
      { total_budget: 5, packages: [{ budget: 7 }], currency: 'USD' },
      { amount: 5, currency: 'USD' },
    ],
  ])('is %s', (_, request, budget) => {
    expect(budgetOf(request)).toEqual(budget);
  });

  it.each<[string, JsonObject]>([
    ['nothing', {}],
    ['a total in words', { total_budget: 'much' }],
    ['packages that are only names', { packages: ['premium_sports'] }],
    ['packages without budgets', { packages: [{ budget: '5' }] }],
  ])('is not known of %s', (_, request) => {
    expect(budgetOf(request)).toBeNull();
  });
});
