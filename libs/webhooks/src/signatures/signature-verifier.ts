import { createHash } from 'node:crypto';
import type { Dispatcher } from 'undici';
import type { Pool } from 'pg';
import { type Clock, type Seller, SigningProfile, type WebhookKeys } from '@adcp-orchestrator/domain';
import type { WebhookRequest } from '../receiver/webhook-request';
import type { WebhookHeaders } from '../verification/webhook-headers';
import { SellerKeys } from './seller-keys';
import type { PublicKey } from './public-keys';
import { Revocations } from './revocations';

type Sdk = typeof import('@adcp/sdk/signing/server');
type SdkKey = NonNullable<Awaited<ReturnType<import('@adcp/sdk/signing/server').JwksResolver['resolve']>>>;

/** What came of a signature. `code` is the word of AdCP's webhook error taxonomy. */
export type SignatureVerdict =
  /** `release` gives the nonce back. Call it for a webhook that could not be worked on and will be sent again. */
  { valid: true; release: () => Promise<void> } | { valid: false; code: string; reason: string };

export interface SignatureVerifierOptions {
  pool: Pool;
  /** The guarded agent through which keys and revocation lists are fetched. */
  dispatcher: Dispatcher;
  allowPrivateNetworks: boolean;
  clock: Clock;
  /** Most nonces that one key of one seller may use up within the window (AdCP: 100,000). */
  nonceCap?: number;
}

const NONCE_TABLE = 'webhook_nonces';
const NONCE_CAP = 100_000;
const MAX_NONCE_CHARACTERS = 128;
const KEY_PURPOSE_STEP = 8;
/** The request profile's word for a covered component that the profile does not know. */
const UNKNOWN_COMPONENT = 'request_signature_components_unexpected';

/**
 * Verifies webhooks that are signed by RFC 9421 (AdCP 3.0 security, verifier checklist for webhooks), with the verifier
 * of `@adcp/sdk`. The verifier is loaded with the first such webhook. A service without sellers that sign is spared 0.6
 * s and 65 MB.
 *
 * Its sources are ours: keys and revocation lists come through the guarded agent, and a nonce belongs to its seller.
 * The library (6.11.0) departs from the specification in places, and its answers are put right here: a key for another
 * purpose is `webhook_signature_key_purpose_invalid`, not a mode mismatch (official vector 008).
 */
export class SignatureVerifier {
  private readonly keys: SellerKeys;
  private readonly revocations: Revocations;
  private loading: Promise<Sdk> | null = null;

  constructor(private readonly options: SignatureVerifierOptions) {
    this.keys = new SellerKeys(options);
    this.revocations = new Revocations({ ...options, keys: this.keys });
  }

  /**
   * @throws DocumentUnavailableError, RevocationListStaleError, or the database's error: then nobody knows whether the
   *   signature holds
   */
  async verify(seller: Seller, request: WebhookRequest): Promise<SignatureVerdict> {
    const { webhookKeys } = seller;
    if (webhookKeys === null) throw new Error(`the seller ${seller.id} signs its webhooks, and has no source of keys`);
    const sdk = await this.load();
    const store = this.nonces(sdk, seller);
    const verifySignature = sdk.createWebhookVerifier({
      jwks: { resolve: (kid) => this.resolve(seller, webhookKeys, kid) },
      revocationStore: { isRevoked: (kid) => this.revocations.isRevoked(seller, webhookKeys, kid) },
      replayStore: store,
      now: () => Math.floor(request.receivedAt.getTime() / 1000),
    });
    try {
      await verifySignature({
        method: 'POST',
        url: request.url,
        headers: singleLine(request.headers),
        // The declared type is text, but bytes are what is hashed. The digest is over the bytes as they came.
        body: request.rawBody as unknown as string,
      });
      return { valid: true, release: store.release };
    } catch (error) {
      return refusalOf(sdk, error);
    }
  }

  /**
   * The key as the verifier must see it. The verifier knows only the purpose of AdCP 3.0, and does not look at `use`.
   */
  private async resolve(seller: Seller, keys: WebhookKeys, kid: string): Promise<SdkKey | null> {
    const key = await this.keys.find(seller, keys, kid);
    if (key === null) return null;
    return { ...key, adcp_use: purposeOf(key, keys.profile), key_ops: keyOpsOf(key) };
  }

  private nonces(sdk: Sdk, seller: Seller) {
    const { pool, nonceCap = NONCE_CAP } = this.options;
    const store = new sdk.PostgresReplayStore(pool, { tableName: NONCE_TABLE, cap: nonceCap });
    const scope = `${seller.tenantId}/${seller.id}`;
    let used: { kid: string; nonce: string } | null = null;
    return {
      has: (kid: string, _url: string, nonce: string, now: number) => store.has(kid, scope, keyOf(nonce), now),
      isCapHit: (kid: string, _url: string, now: number) => store.isCapHit(kid, scope, now),
      insert: (kid: string, _url: string, nonce: string, ttlSeconds: number, now: number) => {
        used = { kid, nonce: keyOf(nonce) };
        return store.insert(kid, scope, used.nonce, ttlSeconds, now);
      },
      release: async () => {
        if (used === null) return;
        await pool.query({
          name: 'webhook-release-nonce',
          text: 'DELETE FROM webhook_nonces WHERE keyid = $1 AND scope = $2 AND nonce = $3',
          values: [used.kid, scope, used.nonce],
        });
      },
    };
  }

  /** A load that failed is tried again with the next webhook. */
  private load(): Promise<Sdk> {
    this.loading ??= import('@adcp/sdk/signing/server').catch((error: unknown) => {
      this.loading = null;
      throw error;
    });
    return this.loading;
  }
}

/** A nonce is the sender's text. One that is too long for an index is kept as its hash. */
function keyOf(nonce: string): string {
  return nonce.length <= MAX_NONCE_CHARACTERS ? nonce : `sha256:${createHash('sha256').update(nonce).digest('hex')}`;
}

function purposeOf(key: PublicKey, profile: SigningProfile): string | undefined {
  if (key.use !== 'sig') return undefined;
  if (profile === SigningProfile.v31 && key.adcp_use === 'request-signing') return 'webhook-signing';
  return typeof key.adcp_use === 'string' ? key.adcp_use : undefined;
}

function keyOpsOf(key: PublicKey): string[] {
  return Array.isArray(key.key_ops) ? key.key_ops.filter((operation) => typeof operation === 'string') : [];
}

function singleLine(headers: WebhookHeaders): Record<string, string> {
  const lines = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, typeof value === 'string' ? value : value.join(', ')]],
  );
  return Object.fromEntries(lines);
}

/** @throws any error that says nothing about the signature, such as one of a source that failed */
function refusalOf(sdk: Sdk, error: unknown): SignatureVerdict {
  if (error instanceof sdk.WebhookSignatureError) {
    const isPurpose = error.code === 'webhook_mode_mismatch' && error.failedStep === KEY_PURPOSE_STEP;
    const code = isPurpose ? 'webhook_signature_key_purpose_invalid' : error.code;
    return { valid: false, code, reason: error.message };
  }
  // The code that the SDK shares with its verifier of requests throws the request verifier's errors.
  if (error instanceof sdk.RequestSignatureError) {
    const code =
      error.code === UNKNOWN_COMPONENT
        ? 'webhook_signature_header_malformed'
        : error.code.replace(/^request_/, 'webhook_');
    return { valid: false, code, reason: error.message };
  }
  throw error;
}
