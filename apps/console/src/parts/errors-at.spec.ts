import { ApiProblemError } from '../api/client';
import { errorsAt } from './errors-at';

describe('what a refusal says of a field', () => {
  const refusal = new ApiProblemError({
    type: 'urn:adcp-orchestrator:problem:invalid-request',
    title: 'Invalid',
    status: 422,
    detail: 'three values are wrong',
    request_id: 'r',
    errors: [
      { in: 'body', pointer: '/name', detail: 'is needed' },
      { in: 'body', pointer: '/webhooks/jwks/keys/0', detail: 'must be public' },
      { in: 'body', pointer: '/webhooks/jwks/keys/1', detail: 'must be public too' },
    ],
  });

  it('is what it says of the value, and of its parts', () => {
    expect(errorsAt(refusal, '/name')).toBe('is needed');
    expect(errorsAt(refusal, '/webhooks/jwks')).toBe('must be public; must be public too');
  });

  it('is nothing for another field, one whose name begins alike, and another error', () => {
    expect([errorsAt(refusal, '/na'), errorsAt(refusal, '/id'), errorsAt(new Error('x'), '/name')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
