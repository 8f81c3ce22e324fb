import fc from 'fast-check';
import { JsonTooDeepError, parseStorable, storable } from './storable';

const units = fc.string({ unit: fc.constantFrom('a', '"', '\\', 'u', '\u0000', '\ud83d', '\ude00', 'é', '\uFFFD') });
const values = fc.jsonValue({ maxDepth: 4 }).chain((value) =>
  fc.oneof(
    fc.constant(value),
    units.map((text) => ({ [text]: [value, text] })),
  ),
);

describe('JSON that can be stored', () => {
  it('is the same, whether it was cleaned after parsing or needed no cleaning', () => {
    fc.assert(
      fc.property(values, (value) => {
        const text = JSON.stringify(value);
        // JSON.stringify escapes these characters. An answer may also have them unescaped.
        const raw = text.replace(/\\u(d[0-9a-f]{3})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
        for (const one of [text, raw]) expect(parseStorable(one)).toEqual(storable(JSON.parse(one)));
      }),
    );
  });

  it.each([
    ['"\\u0000"', '\uFFFD'],
    ['"\\ud83d"', '\uFFFD'],
    ['"\ud83d"', '\uFFFD'],
    ['{"\\u0000":"\\ud83d\\ude00"}', { '\uFFFD': '😀' }],
    ['"\\\\u0000"', '\\u0000'],
  ])('of %j is %j', (text, value) => {
    expect(parseStorable(text)).toEqual(value);
  });

  it('keeps a key that would change what objects are as plain data', () => {
    for (const text of ['{"__proto__":{"a":1}}', '{"__proto__":{"a":"\\u0000"}}']) {
      expect(Object.keys(parseStorable(text) as object)).toEqual(['__proto__']);
    }
  });

  it.each(['1', '"\\u0041"'])('is at most 64 levels deep, with %s inside', (inside) => {
    const nested = (levels: number) => '['.repeat(levels) + inside + ']'.repeat(levels);
    expect(parseStorable(nested(64))).toHaveLength(1);
    expect(() => parseStorable(nested(65))).toThrow(JsonTooDeepError);
  });

  it('is no text that is not JSON', () => {
    expect(() => parseStorable('{')).toThrow(SyntaxError);
  });
});
