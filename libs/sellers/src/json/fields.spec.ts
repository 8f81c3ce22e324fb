import { idField } from './fields';

describe('idField', () => {
  it.each([
    ['mb_1', 'mb_1'],
    [42, '42'],
    [Number.MAX_SAFE_INTEGER, '9007199254740991'],
  ])('is a text or a whole number: %j', (value, id) => {
    expect(idField({ media_buy_id: value }, 'media_buy_id')).toBe(id);
  });

  it.each(['9007199254740993', '1e400', '1.5', '""', 'null', '{}'])(
    'is no other value, nor one that JSON rounds: %s',
    (text) => {
      expect(idField({ media_buy_id: JSON.parse(text) as number }, 'media_buy_id')).toBeUndefined();
    },
  );
});
