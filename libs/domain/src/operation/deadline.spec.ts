import { DeadlineInvalidError, deadlineFor, parseDeadline } from './deadline';

describe('parseDeadline', () => {
  it.each([
    ['PT1S', 1],
    ['PT24H', 86_400],
    ['P2DT3H4M5S', 183_845],
    ['P1W', 604_800],
    ['P90D', 7_776_000],
  ])('reads %s as %d seconds', (text, seconds) => {
    expect(parseDeadline(text)).toBe(seconds);
  });

  it.each(['', 'P', 'PT', 'PT0S', 'P91D', 'P1Y', 'P1M', '24h', 'P1DT', 'PT1.5H', '-PT1H', 'PT99999999999999999999S'])(
    'refuses %p',
    (text) => {
      expect(() => parseDeadline(text)).toThrow(DeadlineInvalidError);
    },
  );

  it('prefers the request to the seller, the seller to the tenant, the tenant to the type', () => {
    const from = new Date(0);
    const at = (overrides: Parameters<typeof deadlineFor>[2]) =>
      deadlineFor('create_media_buy', from, overrides).getTime() / 1000;
    const tenant = { create_media_buy: 'PT3S' };
    const seller = { create_media_buy: 'PT2S' };
    expect(at({ request: 'PT1S', seller, tenant })).toBe(1);
    expect(at({ seller, tenant })).toBe(2);
    expect(at({ tenant })).toBe(3);
    expect(at({})).toBe(86_400);
  });
});
