import { QueryClient, QueryObserver } from '@tanstack/react-query';
import type { Operation } from '../api/types';
import { LiveUpdates, patched } from './live-updates';

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

describe('a stream that opens', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('lets what the page reads arrive, and has it read again once after that', async () => {
    const queries = new QueryClient();
    const broken: boolean[] = [];
    const queryFn = ({ signal }: { signal: AbortSignal }): Promise<string> =>
      new Promise((resolve) => {
        setTimeout(() => {
          broken.push(signal.aborted);
          resolve('rows');
        }, 200);
      });
    const end = new QueryObserver(queries, { queryKey: ['operations', 'list'], queryFn }).subscribe(() => undefined);
    const updates = new LiveUpdates(queries, () => false);
    updates.readAgainSoon();
    updates.readAgainSoon();
    await jest.advanceTimersByTimeAsync(900);
    expect(broken).toEqual([false]);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(broken).toEqual([false, false]);
    updates.readAgainSoon();
    updates.end();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(broken).toHaveLength(2);
    end();
    queries.clear();
  });
});
