import { Webhook } from 'standardwebhooks';
import { signNotification } from './sign';
import { SigningSecretInvalidError, createSigningSecret, signingKeyOf } from './signing-secret';

describe('a signed notification', () => {
  it('is verified by a receiver of Standard Webhooks', () => {
    const secret = createSigningSecret();
    const body = JSON.stringify({ message: 'Café 日本' });
    const headers = signNotification([secret], 'evt_1', new Date(), body);
    expect(new Webhook(secret).verify(body, { ...headers })).toEqual({ message: 'Café 日本' });
    expect(() => new Webhook(createSigningSecret()).verify(body, { ...headers })).toThrow();
    expect(() => new Webhook(secret).verify(`${body} `, { ...headers })).toThrow();
  });

  it('is signed as the specification has it', () => {
    const headers = signNotification(
      ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
      'msg_p5jXN8AQM9LWM0D4loKWxJek',
      new Date(1_614_265_330_000),
      '{"test": 2432232314}',
    );
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('is verified with either secret while both sign', () => {
    const [now, before] = [createSigningSecret(), createSigningSecret()];
    const headers = signNotification([now, before], 'evt_1', new Date(), '{}');
    for (const secret of [now, before]) expect(new Webhook(secret).verify('{}', { ...headers })).toEqual({});
    expect(() => new Webhook(createSigningSecret()).verify('{}', { ...headers })).toThrow();
  });

  it.each(['', 'whsec_', 'whsec_AAAA', 'not base64 at all!', `whsec_${'A'.repeat(200)}`])(
    'needs a secret of 24 to 64 bytes in base64, not %j',
    (secret) => {
      expect(() => signingKeyOf(secret)).toThrow(SigningSecretInvalidError);
    },
  );
});
