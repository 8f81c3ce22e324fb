import { etagMatches, etagOf } from './etag';

describe('the entity tag of an operation', () => {
  it('is its version, as a weak tag', () => {
    expect(etagOf({ version: 4 })).toBe('W/"4"');
  });

  it.each(['W/"4"', '"4"', '"1", W/"4"', '*', ' * '])('is matched by If-None-Match: %s', (header) => {
    expect(etagMatches(header, { version: 4 })).toBe(true);
  });

  it.each(['W/"14"', '"44"', '4', '', 'W/"5", "3"'])('is not matched by If-None-Match: %s', (header) => {
    expect(etagMatches(header, { version: 4 })).toBe(false);
  });
});
