import { parseSearch, stringifySearch } from './search';

describe('what stands behind the ? of an address', () => {
  it('reads as plain words, and comes back as it was', () => {
    const search = { status: 'pending,in_doubt', seller_id: 'acme', q: '7 & 8 = "x"' };
    const text = stringifySearch(search);
    expect(text).toBe('?status=pending,in_doubt&seller_id=acme&q=7+%26+8+%3D+%22x%22');
    expect(parseSearch(text)).toEqual(search);
  });

  it('is nothing when no value is set', () => {
    expect(stringifySearch({ status: undefined, q: '' })).toBe('');
    expect(parseSearch('')).toEqual({});
  });
});
