import type { AttentionGroup } from '../../api/work';
import { linesOf, steady } from './lines';

const at = (hour: number): string => `2026-03-02T${String(hour).padStart(2, '0')}:00:00.000Z`;
const one = (id: string, hour: number, amount: number): AttentionGroup['oldest'][number] => ({
  id,
  type: 'create_media_buy',
  po_number: id,
  user_id: null,
  assignee: null,
  since: at(hour),
  total_budget: { amount, currency: 'USD' },
});
const group = (
  reason: AttentionGroup['reason'],
  operations: number,
  oldest: AttentionGroup['oldest'],
): AttentionGroup => ({
  reason,
  seller_id: 'acme',
  operations,
  money: [{ amount: 88_000, currency: 'USD' }],
  since: oldest[0]?.since ?? at(0),
  oldest,
});
const keysOf = (lines: { key: string }[]): string[] => lines.map(({ key }) => key);

describe('the lines of what needs a person', () => {
  it('are one for many that have one cause, with all their money', () => {
    const lines = linesOf([group('credential_refused', 2, [one('a', 1, 5), one('b', 2, 5)])], 'oldest');
    expect(lines).toMatchObject([
      { key: 'credential_refused@acme', operations: 2, money: [{ amount: 88_000, currency: 'USD' }], one: null },
    ]);
  });

  it('are one for each question, while they are few', () => {
    const few = [one('a', 1, 5), one('b', 2, 9), one('c', 3, 7)];
    expect(keysOf(linesOf([group('in_doubt', 3, few)], 'oldest'))).toEqual(['a', 'b', 'c']);
    expect(keysOf(linesOf([group('in_doubt', 4, few)], 'oldest'))).toEqual(['in_doubt@acme']);
    expect(keysOf(linesOf([group('credential_refused', 1, few.slice(0, 1))], 'oldest'))).toEqual(['a']);
  });

  it('come by age, or by money', () => {
    const groups = [
      group('in_doubt', 2, [one('new and large', 5, 900), one('newer', 6, 1)]),
      group('timed_out', 1, [one('old and small', 1, 5)]),
    ];
    expect(keysOf(linesOf(groups, 'oldest'))).toEqual(['old and small', 'new and large', 'newer']);
    expect(keysOf(linesOf(groups, 'largest'))).toEqual(['new and large', 'old and small', 'newer']);
  });

  it('keep their place while somebody works in them', () => {
    const lines = linesOf([group('in_doubt', 3, [one('a', 1, 5), one('b', 2, 9), one('c', 3, 7)])], 'oldest');
    expect(steady(lines, null)).toEqual({ shown: lines, waiting: 0 });
    const { shown, waiting } = steady(lines, ['c', 'gone', 'b']);
    expect([keysOf(shown), waiting]).toEqual([['c', 'b'], 1]);
  });
});
