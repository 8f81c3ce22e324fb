import { checkRequest } from '..';
import { firstRepetition } from './unique-items';

const NOW = new Date('2026-03-02T09:00:00Z');

function withMetrics(metrics: unknown[]) {
  const authentication = { schemes: ['Bearer'], credentials: 'x'.repeat(40) };
  return checkRequest(
    'adcp-v3',
    'create_media_buy',
    {
      account: { account_id: 'a' },
      brand: { domain: 'desk.example' },
      start_time: 'asap',
      end_time: '2027-01-01T00:00:00Z',
      reporting_webhook: {
        url: 'https://desk.example/reports',
        authentication,
        reporting_frequency: 'daily',
        requested_metrics: metrics,
      },
    } as Parameters<typeof checkRequest>[2],
    NOW,
  ).errors;
}

describe('an array whose items may stand once', () => {
  it.each<[string, unknown[], object | null]>([
    ['different items', ['a', 'b', 1, '1', null, true, 'true'], null],
    ['the same text twice', ['a', 'b', 'a'], { i: 2, j: 0 }],
    [
      'objects that differ in the order of their members',
      [
        { a: 1, b: [2] },
        { b: [2], a: 1 },
      ],
      { i: 1, j: 0 },
    ],
    ['lists in another order', [{ a: [1, 2] }, { a: [2, 1] }], null],
    ['no item', [], null],
  ])('is found with %s', (_, items, repetition) => {
    expect(firstRepetition(items)).toEqual(repetition);
  });

  it('is refused with the place and the earlier one', () => {
    const detail = expect.stringContaining('the same as item 0');
    expect(withMetrics(['impressions', 'clicks', 'impressions'])).toContainEqual(
      expect.objectContaining({ pointer: '/reporting_webhook/requested_metrics/2', detail }),
    );
  });

  // ajv's own keyword took from 9 s to 3 minutes for these, in which the process answered nobody.
  it.each<[string, (place: number) => unknown, number]>([
    ['texts', (place) => `${'x'.repeat(30)}${place}`, 19_900],
    ['objects', (place) => ({ a: place }), 9_900],
    ['lists', (place) => [1, 2, place], 4_900],
  ])('is checked in a moment, as long as it may be, with %s', (_, item, length) => {
    withMetrics([]); // compiles the schemas
    let quickest = Infinity;
    // The machine may stand still in one run.
    for (let run = 0; run < 3 && quickest >= 2_000; run += 1) {
      const startedAt = performance.now();
      expect(withMetrics(Array.from({ length }, (__, place) => item(place)))).toHaveLength(50);
      quickest = Math.min(quickest, performance.now() - startedAt);
    }
    expect(quickest).toBeLessThan(2_000);
  });
});
