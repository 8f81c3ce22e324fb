import { bearerTokenOf, verifyBearer } from './bearer';

describe('verifyBearer', () => {
  it('accepts exactly the secret that was agreed', () => {
    expect(verifyBearer(['s3cret'], 'Bearer s3cret')).toBe(true);
    expect(verifyBearer(['s3!cret,{}'], 'Bearer s3!cret,{}')).toBe(true);
    expect(verifyBearer(['old', 's3cret'], 'bearer s3cret')).toBe(true);
    expect(verifyBearer(['s3cret'], 'Bearer s3cre')).toBe(false);
    expect(verifyBearer(['s3cret'], 'Bearer s3crets')).toBe(false);
    expect(verifyBearer([], 'Bearer s3cret')).toBe(false);
  });

  it.each([null, '', 'Bearer', 'Bearer ', 'Basic s3cret', 's3cret', 'Bearer a b', 'Bearer s3cret, Bearer s3cret'])(
    'reads no token in %p',
    (header) => {
      expect(bearerTokenOf(header)).toBeNull();
    },
  );
});
