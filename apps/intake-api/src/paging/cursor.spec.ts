import { z } from 'zod';
import { RequestProblemError } from '../problems/problem';
import { decodeCursor, encodeCursor } from './cursor';

const byId = z.object({ id: z.string() });

describe('a cursor', () => {
  it('brings back the position that it was made of', () => {
    expect(decodeCursor(encodeCursor({ id: 'a' }, { type: 'x' }), byId, { type: 'x' })).toEqual({ id: 'a' });
  });

  it.each([
    ['other filters', encodeCursor({ id: 'a' }, { type: 'y' })],
    ['another list', encodeCursor({ at: 'a' }, { type: 'x' })],
    ['nonsense', 'nonsense'],
    ['JSON that is no cursor', Buffer.from('[1]').toString('base64url')],
    ['a text beyond every cursor', 'a'.repeat(5_000)],
  ])('refuses %s', (_, cursor) => {
    expect(() => decodeCursor(cursor, byId, { type: 'x' })).toThrow(RequestProblemError);
  });

  it('holds only characters that need no escaping in an address', () => {
    expect(encodeCursor({ id: '~/?&ü' }, {})).toMatch(/^[\w-]+$/);
  });
});
