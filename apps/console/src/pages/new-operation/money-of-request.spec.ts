import type { JsonObject } from '../../schema-form/pointer';
import { moneyOfRequest } from './money-of-request';

/** Figures stand in the reader's way of writing them: only digits and currency are compared. */
const plain = (text: string | null): string | null => text?.replace(/[^\dA-Z]/g, '') ?? null;

describe('how much a request asks to spend', () => {
  it.each<[string, JsonObject, string]>([
    ['a total as a number', { total_budget: 25_000, currency: 'USD' }, '25000USD'],
    ['a total with its own currency', { total_budget: { amount: 9_000, currency: 'EUR' } }, '9000EUR'],
    ['a total whose currency stands beside it', { total_budget: { amount: 9_000 }, currency: 'GBP' }, '9000GBP'],
    ['its packages together', { packages: [{ budget: 15_000 }, { budget: 10_000 }, {}], currency: 'USD' }, '25000USD'],
    ['a total before its packages', { total_budget: 5, packages: [{ budget: 7 }], currency: 'USD' }, '5USD'],
  ])('is %s', (_, request, money) => {
    expect(plain(moneyOfRequest(request))).toBe(money);
  });

  it.each<[string, JsonObject]>([
    ['nothing', {}],
    ['a total in words', { total_budget: 'much' }],
    ['packages that are only names', { packages: ['premium_sports'] }],
    ['packages without budgets', { packages: [{ budget: '5' }] }],
  ])('is not known of %s', (_, request) => {
    expect(moneyOfRequest(request)).toBeNull();
  });
});
