import { below, valueAt, withValue } from './pointer';

describe('a value at a pointer', () => {
  const request = { packages: [{ budget: 1 }, { budget: 2 }], 'a/b': { '~': 3 } };

  it('is found, also behind names that must be written otherwise', () => {
    expect(valueAt(request, '/packages/1/budget')).toBe(2);
    expect(valueAt(request, below(below('', 'a/b'), '~'))).toBe(3);
    expect(valueAt(request, '/packages/7/budget')).toBeUndefined();
    expect(valueAt(request, '/constructor')).toBeUndefined();
  });

  it('is replaced in a copy, in its place; what is missing on the way is made', () => {
    expect(withValue(request, '/packages/0/budget', 5)).toEqual({
      ...request,
      packages: [{ budget: 5 }, { budget: 2 }],
    });
    expect(request.packages[0]).toEqual({ budget: 1 });
    expect(withValue({}, '/brand/domain', 'nova.example')).toEqual({ brand: { domain: 'nova.example' } });
    expect(Object.keys(withValue({ a: 1, b: 2 }, '/a', 3) as object)).toEqual(['a', 'b']);
  });

  it('goes away, and what stands behind it in a list moves up', () => {
    expect(withValue(request, '/packages/0', undefined)).toMatchObject({ packages: [{ budget: 2 }] });
    expect(withValue({ a: 1, b: 2 }, '/a', undefined)).toEqual({ b: 2 });
  });
});
