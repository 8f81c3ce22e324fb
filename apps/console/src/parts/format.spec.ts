import { durationText, moneyText, relativeText } from './format';

const [s, min, h, d] = [1_000, 60_000, 3_600_000, 86_400_000];

describe('how figures read', () => {
  it.each([
    [0, '0 ms'],
    [420.4, '420 ms'],
    [1_250, '1.2 s'],
    [30 * s, '30 s'],
    [5 * min + 7 * s, '5 min 7 s'],
    [42 * min + 7 * s, '42 min'],
    [2 * h + 10 * min, '2 h 10 min'],
    [3 * h, '3 h'],
    [2 * d + 5 * h, '2 d 5 h'],
    [40 * d + 5 * h, '40 d'],
    [-5, '0 ms'],
  ])('a length of %d ms is %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });

  it.each([
    [2 * s, 'now'],
    [30 * s, '30 s ago'],
    [9 * min + 59 * s, '9 min ago'],
    [-2 * h - 5 * min, 'in 2 h 5 min'],
  ])('what was %d ms ago is %s', (ms, text) => {
    expect(relativeText(0, ms)).toBe(text);
  });

  it('money has its currency, and cents only where there are some', () => {
    expect(moneyText(25_000, 'USD')).toBe('25,000 USD');
    expect(moneyText(9.5, 'EUR')).toBe('9.50 EUR');
    expect(moneyText(1_000, null)).toBe('1,000');
  });
});
