import { isoDurationText } from './iso-duration';

describe('a duration in words', () => {
  it.each([
    ['P2D', '2 days'],
    ['P1DT12H', '1 day 12 h'],
    ['PT45M', '45 min'],
    ['P1W', '1 week'],
    ['PT1S', '1 s'],
    ['P1M', 'P1M'],
    ['P', 'P'],
  ])('%s is %s', (text, said) => {
    expect(isoDurationText(text)).toBe(said);
  });
});
