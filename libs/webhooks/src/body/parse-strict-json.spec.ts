import fc from 'fast-check';
import { WebhookBodyMalformedError, parseStrictJson } from './parse-strict-json';
import { readWebhookBody } from './webhook-body';

const parse = (text: string): unknown => parseStrictJson(Buffer.from(text, 'utf8'));

describe('parseStrictJson', () => {
  it.each([
    ['equal values', '{"a":1,"a":1}'],
    ['different values', '{"a":1,"a":2}'],
    ['an escaped key', '{"a":1,"\\u0061":2}'],
    ['a key with a quote', '{"a\\"b":1,"a\\"b":2}'],
    ['an empty key', '{"":1,"":2}'],
    ['a nested object', '{"x":{"y":{"z":1,"z":1}}}'],
    ['an object in an array', '[[{"a":[{}],"b":1,"a":2}]]'],
    ['a key after a nested object', '{"a":{"b":1},"c":[1,{"a":1}],"a":2}'],
  ])('refuses a key that comes twice: %s', (_what, text) => {
    expect(() => parse(text)).toThrow(/twice/);
  });

  it.each([
    '{"a":{"a":{"a":1}},"b":{"a":1}}',
    '[{"a":1},{"a":1}]',
    '{"a":"\\"a\\":1,","b":"a"}',
    '{"a":["a","a"]}',
    '" "',
  ])('reads %s, where no key comes twice in one object', (text) => {
    expect(parse(text)).toEqual(JSON.parse(text));
  });

  it.each(['', '{', '{"a":1}}', "{'a':1}", '{"a":1,}', 'NaN', '{"a":01}', '{"a":"\u0000"}', '\uFEFF{}'])(
    'refuses %j, which is not JSON',
    (text) => {
      expect(() => parse(text)).toThrow(WebhookBodyMalformedError);
    },
  );

  it('refuses bytes that are not UTF-8', () => {
    expect(() => parseStrictJson(Buffer.from([0x22, 0xff, 0x22]))).toThrow(/UTF-8/);
  });

  it('refuses a body that is nested too deep, however deep', () => {
    expect(() => parse('['.repeat(65) + ']'.repeat(65))).toThrow(/64 levels/);
    expect(() => parse('['.repeat(500_000) + ']'.repeat(500_000))).toThrow(WebhookBodyMalformedError);
    expect(parse('['.repeat(64) + ']'.repeat(64))).toHaveLength(1);
  });

  it('refuses a key that would change what objects are', () => {
    expect(() => parse('{"result":{"__proto__":{"status":"approved"}}}')).toThrow(/__proto__/);
  });

  it('agrees with JSON.parse on every body without ambiguity', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        if (text.includes('__proto__')) return;
        expect(parse(text)).toEqual(JSON.parse(text));
      }),
    );
  });
});

describe('readWebhookBody', () => {
  it('gives the same hash to the same content, however it is written', () => {
    const hash = (text: string): string => readWebhookBody(Buffer.from(text)).hash;
    expect(hash('{"a":1,"b":[1.0,"é"]}')).toBe(hash('{ "b": [1, "\\u00e9"],\n"a": 1e0 }'));
    expect(hash('{"a":1}')).not.toBe(hash('{"a":2}'));
  });

  it.each(['[]', '"x"', 'null', '1'])('refuses %s, which is not an object', (text) => {
    expect(() => readWebhookBody(Buffer.from(text))).toThrow(/object/);
  });

  it('refuses a number that is out of range', () => {
    expect(() => readWebhookBody(Buffer.from('{"budget":1e400}'))).toThrow(/out of range/);
  });
});
