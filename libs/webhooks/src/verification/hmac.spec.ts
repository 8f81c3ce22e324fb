import vectors from '../vectors/webhook-hmac-sha256.json';
import { WebhookBodyMalformedError } from '../body/parse-strict-json';
import { readWebhookBody } from '../body/webhook-body';
import { hmacSignature, verifyHmac } from './hmac';
import { WebhookSecretWeakError, assertWebhookSecret } from './webhook-secret';

const at = (seconds: number): Date => new Date(seconds * 1000);

describe('the official HMAC vectors', () => {
  it.each(vectors.vectors)('accepts and reproduces $id', (vector) => {
    const claim = {
      signature: vector.expected_signature,
      timestamp: String(vector.timestamp),
      rawBody: Buffer.from(vector.raw_body, 'utf8'),
    };
    expect(hmacSignature(vectors.secret, claim.timestamp, claim.rawBody)).toBe(vector.expected_signature);
    expect(verifyHmac([vectors.secret], claim, at(vector.timestamp))).toBe(true);
  });

  it.each(vectors.vectors.filter((vector) => 'expected_verifier_action' in vector))(
    'finds $id malformed after its signature was found valid',
    (vector) => {
      expect(vector.expected_verifier_action).toBe('reject-malformed');
      expect(() => readWebhookBody(Buffer.from(vector.raw_body, 'utf8'))).toThrow(WebhookBodyMalformedError);
    },
  );

  it.each(vectors.rejection_vectors)('rejects $id', (vector) => {
    const now = 'current_time' in vector ? (vector.current_time ?? 0) : Number(vector.timestamp) || 1_700_000_000;
    const claim = {
      signature: vector.signature,
      timestamp: String(vector.timestamp),
      rawBody: Buffer.from(vector.raw_body, 'utf8'),
    };
    expect(verifyHmac([vectors.secret], claim, at(now))).toBe(false);
  });

  it.each(vectors.secret_rejection_vectors)('refuses at configuration time: $description', ({ secret }) => {
    expect(() => {
      assertWebhookSecret(secret);
    }).toThrow(WebhookSecretWeakError);
  });

  it.each(['0123456789abcdef 0123456789abcdef', '0123456789abcdef0123456789abcdéf'])(
    'refuses %j, which no header could carry',
    (secret) => {
      expect(() => {
        assertWebhookSecret(secret);
      }).toThrow(/visible ASCII/);
    },
  );

  it('accepts the secret of the vectors', () => {
    expect(() => {
      assertWebhookSecret(vectors.secret);
    }).not.toThrow();
  });

  it.each(vectors.signer_side.rejection_vectors)('does not read $id in two ways', ({ signer_input_body }) => {
    expect(() => readWebhookBody(Buffer.from(signer_input_body, 'utf8'))).toThrow(/twice/);
  });

  it.each(vectors.signer_side.positive_vectors)('reads $id', ({ signer_input_body }) => {
    expect(readWebhookBody(Buffer.from(signer_input_body, 'utf8')).value).toEqual(JSON.parse(signer_input_body));
  });
});

describe('verifyHmac', () => {
  const rawBody = Buffer.from('{}');
  const signed = (timestamp: string) => ({ signature: hmacSignature('new', timestamp, rawBody), timestamp, rawBody });

  it('accepts each of two secrets while one replaces the other', () => {
    expect(verifyHmac(['old', 'new'], signed('1000'), at(1000))).toBe(true);
    expect(verifyHmac(['new', 'old'], signed('1000'), at(1000))).toBe(true);
    expect(verifyHmac(['old'], signed('1000'), at(1000))).toBe(false);
    expect(verifyHmac([], signed('1000'), at(1000))).toBe(false);
  });

  it('holds the window at 300 seconds on both sides', () => {
    expect([699, 700, 1300, 1301].map((now) => verifyHmac(['new'], signed('1000'), at(now)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('takes no header that came twice', () => {
    const claim = signed('1000');
    expect(verifyHmac(['new'], { ...claim, signature: `${claim.signature}, ${claim.signature}` }, at(1000))).toBe(
      false,
    );
    expect(verifyHmac(['new'], { ...claim, timestamp: '1000, 1000' }, at(1000))).toBe(false);
  });
});
