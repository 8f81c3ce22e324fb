import { returnPath } from './return-path';

describe('the way back after the sign-in', () => {
  it('is a path of the console, with its filters', () => {
    expect(returnPath('/operations?status=pending&seller_id=acme')).toBe('/operations?status=pending&seller_id=acme');
  });

  it.each([
    undefined,
    7,
    '',
    'operations',
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/a\nb',
    '/sign-in?x',
  ])('is the first page instead of %j', (given) => {
    expect(returnPath(given)).toBe('/');
  });
});
