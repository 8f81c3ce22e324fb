import { safeFaults } from './safe-fault';

describe('a fault at an OpenID provider', () => {
  it('is logged by names and codes, and never with a token', () => {
    const cause = Object.assign(new Error('unexpected claim in eyJhbGciOi.secret'), {
      code: 'OAUTH_INVALID_RESPONSE',
      error: 'invalid_grant',
      status: 400,
      cause: { id_token: 'eyJhbGciOi.secret' },
    });
    const fault = new TypeError('the code SplxlOBeZQQYbYS6WxSbIA is not known', { cause });
    expect(safeFaults(fault)).toEqual([
      { name: 'TypeError' },
      { name: 'Error', code: 'OAUTH_INVALID_RESPONSE', error: 'invalid_grant', status: 400 },
    ]);
    expect(safeFaults(Object.assign(new Error('x'), { error: 'a secret with spaces', code: 7 }))).toEqual([
      { name: 'Error' },
    ]);
    expect(safeFaults('eyJhbGciOi')).toEqual([]);
  });
});
