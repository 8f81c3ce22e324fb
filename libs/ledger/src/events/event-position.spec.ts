import { FIRST_POSITION, type EventPosition, comparePositions, parsePosition, positionText } from './event-position';

const at = (epoch: number, transactionId: bigint, id = '0'): EventPosition => ({
  epoch,
  transactionId,
  id: `00000000-0000-7000-8000-00000000000${id}`,
});

describe('a position among events', () => {
  it('is ordered by the epoch, then by the transaction as a number, then by the id', () => {
    const inOrder = [FIRST_POSITION, at(0, 0n), at(1, 900n), at(2, 9n, 'a'), at(2, 10n, '1'), at(2, 10n, 'b')];
    const shuffled = [...inOrder].reverse();
    expect(shuffled.sort(comparePositions)).toEqual(inOrder);
    expect(comparePositions(at(2, 9n), at(2, 9n))).toBe(0);
  });

  it('comes back from its text as it was', () => {
    const position = at(1_790_000_000, 123_456_789_012_345_678n, 'f');
    expect(parsePosition(positionText(position))).toEqual(position);
  });

  it.each(['', '1-2', 'x', '1-2-3', `1-1234567890123456789-${at(0, 0n).id}`, `-1-2-${at(0, 0n).id}`])(
    'is not read from %p',
    (text) => {
      expect(parsePosition(text)).toBeNull();
    },
  );
});
