import type { Operation } from '../api/types';
import { patched } from './live-updates';

const row = (id: string, version: number, more: Partial<Operation> = {}): Operation =>
  ({ id, version, status: 'requested', waiting_reason: null, ...more }) as Operation;
const data = (...pages: Operation[][]) => ({ pages: pages.map((items) => ({ items })), pageParams: [] });

describe('rows that an event tells of', () => {
  it('change where they stand, in whatever page', () => {
    const before = data([row('a', 1)], [row('b', 1), row('c', 1)]);
    const after = patched(before, new Map([['b', row('b', 2, { status: 'created' })]]));
    expect(after.pages.flatMap(({ items }) => items.map(({ id, status }) => `${id} ${status}`))).toEqual([
      'a requested',
      'b created',
      'c requested',
    ]);
    expect(after.pages[0]).toBe(before.pages[0]);
  });

  it('stay as they are when the event is older, or of another row', () => {
    const before = data([row('a', 3)]);
    expect(
      patched(
        before,
        new Map([
          ['a', row('a', 2)],
          ['z', row('z', 9)],
        ]),
      ),
    ).toBe(before);
  });

  it('keep what events do not tell', () => {
    const before = data([row('a', 1, { waiting_reason: 'the seller is paused' })]);
    const after = patched(before, new Map([['a', row('a', 2)]]));
    expect(after.pages[0]?.items[0]?.waiting_reason).toBe('the seller is paused');
  });
});
