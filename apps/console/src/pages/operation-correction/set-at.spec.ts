import { pointerOf, setAt } from './set-at';

describe('a value that is changed at one place', () => {
  const value = { packages: [{ budget: 1 }, { budget: 2 }], brand: { domain: 'a' } };

  it('leaves the rest as it is', () => {
    const next = setAt(value, ['packages', 1, 'budget'], 3);
    expect(next).toEqual({ packages: [{ budget: 1 }, { budget: 3 }], brand: { domain: 'a' } });
    expect((next as typeof value).brand).toBe(value.brand);
    expect(value.packages[1]?.budget).toBe(2);
  });

  it('is pointed to as the API does', () => {
    expect(pointerOf(['request', 'a/b~c', 0])).toBe('/request/a~1b~0c/0');
  });
});
