import { moneySum } from './money-sum';

describe('the sum of amounts', () => {
  it('adds up each currency by itself, and leaves out what has no amount', () => {
    const sum = moneySum([
      { amount: 50_000, currency: 'USD' },
      { amount: 300, currency: 'EUR' },
      null,
      { amount: 1_000, currency: 'USD' },
    ]);
    expect(sum.replaceAll(/[.,\s]/g, '')).toBe('51000USD+300EUR');
  });

  it('is nothing without any', () => {
    expect(moneySum([null])).toBe('');
  });
});
