import { type JsonSchema, Kind, blankOf, branchOf, branchesOf, kindOf, resolved } from './json-schema';

const root: JsonSchema = {
  definitions: {
    brand: { title: 'Brand', properties: { domain: { type: 'string' } } },
    video: { properties: { asset_type: { const: 'video' }, url: { type: 'string' } }, required: ['asset_type'] },
    image: { properties: { asset_type: { const: 'image' }, url: { type: 'string' } }, required: ['asset_type'] },
    asset: { oneOf: [{ $ref: '#/definitions/image' }, { $ref: '#/definitions/video' }] },
    start: {
      oneOf: [
        { type: 'string', const: 'asap' },
        { type: 'string', format: 'date-time' },
      ],
    },
    loop: { $ref: '#/definitions/loop' },
  },
};
const at = (name: string): JsonSchema => resolved(root, { $ref: `#/definitions/${name}` });

describe('how a value is asked for', () => {
  it('follows references, with the words of the place first, and does not go round for ever', () => {
    expect(resolved(root, { $ref: '#/definitions/brand', title: 'Yours' })).toMatchObject({
      title: 'Yours',
      properties: {},
    });
    expect(() => at('loop')).not.toThrow();
  });

  it.each<[string, JsonSchema, Kind]>([
    ['a text', { type: 'string' }, Kind.text],
    ['a time', { type: 'string', format: 'date-time' }, Kind.time],
    ['a union', { $ref: '#/definitions/asset' }, Kind.choice],
    ['an object', { $ref: '#/definitions/brand' }, Kind.object],
    [
      'a union that only requires',
      { properties: { a: {} }, anyOf: [{ required: ['a'] }, { required: ['b'] }] },
      Kind.object,
    ],
    ['a map', { type: 'object', patternProperties: { '^a$': { type: 'string' } } }, Kind.map],
    ['anything', {}, Kind.json],
  ])('tells %s', (_, schema, kind) => {
    expect(kindOf(root, resolved(root, schema))).toBe(kind);
  });

  it('tells by its members which form of a union a value has', () => {
    const assets = branchesOf(root, at('asset'));
    expect(branchOf(root, assets, { asset_type: 'video' })).toBe(1);
    expect(branchOf(root, assets, undefined)).toBe(0);
    const starts = branchesOf(root, at('start'));
    expect(branchOf(root, starts, 'asap')).toBe(0);
    expect(branchOf(root, starts, '2027-03-01T09:00:00Z')).toBe(1);
  });

  it('begins with what is fixed', () => {
    expect(blankOf(root, { type: 'array', items: { $ref: '#/definitions/video' } })).toEqual([{ asset_type: 'video' }]);
  });
});
