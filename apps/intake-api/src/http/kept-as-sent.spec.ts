import { RequestProblemError } from '../problems/problem';
import { parseJson } from './json-body';
import { MAX_MEMBER_NAME_CHARACTERS } from './limits';

const refused = (text: string): string => {
  try {
    parseJson(Buffer.from(text));
    return 'taken';
  } catch (error) {
    if (!(error instanceof RequestProblemError)) throw error;
    const body = error.body(null) as { type: string; errors: { pointer: string; detail: string }[] };
    expect(body.type).toMatch(/malformed-json$/);
    return `${body.errors[0]?.pointer} ${body.errors[0]?.detail}`;
  }
};

describe('a body', () => {
  it.each([
    ['{"a":1.10}'],
    ['{"a":0.1,"b":-25000.50,"c":1e3,"d":1.5E-3,"e":0,"f":-0}'],
    ['{"a":9007199254740991}'],
    ['{"a":0.30000000000000004}'],
    ['{"a":100000000000000000000e-15}'],
    ['{"a":"1234567890123456789012345","b":"\\"12345678901234567890\\\\"}'],
    ['{"a":"caf\\u00e9 \\ud83d\\ude00 \\\\u0000"}'],
    ['[1e0]'],
  ])('is taken when everything in it is kept: %s', (text) => {
    expect(refused(text)).toBe('taken');
  });

  it('is read at once however long a number is and a name may be, and however many values it has', () => {
    expect(refused(`{"a":0.1${'0'.repeat(1_000_000)}1}`)).toContain('/a holds the number 0.100000');
    const body = { ['n'.repeat(MAX_MEMBER_NAME_CHARACTERS)]: Array.from({ length: 100_000 }, () => 'a') };
    expect(refused(`${JSON.stringify(body).slice(0, -1)},"x":"\\u0041"}`)).toBe('taken');
  });

  it.each([
    ['{"a":{"b":[1,1e999]}}', '/a/b/1 holds the number 1e999, which is beyond'],
    ['{"a":-1e999}', '/a holds the number -1e999'],
    [
      '{"a":12345678901234567890}',
      '/a holds the number 12345678901234567890, which would be kept as 12345678901234567000',
    ],
    ['{"a":9007199254740993}', '/a holds the number'],
    ['{"a":0.12345678901234567890}', '/a holds the number 0.12345678901234567890, which would be kept as 0.1234567'],
    ['{"a":1000000.00000000001}', '/a holds the number'],
    ['{"a":1e-400}', '/a holds the number 1e-400, which would be kept as 0'],
    ['{"a":"x\\u0000"}', '/a holds a NUL character'],
    ['{"request":{"po_number":"\\ud800"}}', '/request/po_number holds half a surrogate pair'],
    ['{"a":["\\ude00\\ud83d"]}', '/a/0 holds half a surrogate pair'],
    ['{"a":{"\\u0000":1}}', '/a holds a NUL character'],
  ])('is refused, with the place, when something in it would be changed: %s', (text, words) => {
    expect(refused(text)).toContain(words);
  });
});
