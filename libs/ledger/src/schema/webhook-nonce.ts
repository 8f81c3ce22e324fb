import { EntitySchema } from 'typeorm';

/**
 * A nonce of a signed webhook that was accepted. Columns and indexes are those that `PostgresReplayStore` of
 * `@adcp/sdk/signing/server` needs.
 */
export interface WebhookNonceRow {
  keyid: string;
  /** The seller, as `<tenant>/<id>`. A nonce is used up at every URL of its seller, and at no other seller's. */
  scope: string;
  nonce: string;
  expires_at: Date;
}

export const WebhookNonceEntity = new EntitySchema<WebhookNonceRow>({
  name: 'webhook_nonces',
  columns: {
    keyid: { type: 'text', primary: true },
    scope: { type: 'text', primary: true },
    nonce: { type: 'text', primary: true },
    expires_at: { type: 'timestamptz' },
  },
  indices: [
    { name: 'webhook_nonces_expires', columns: ['expires_at'] },
    { name: 'webhook_nonces_active', columns: ['keyid', 'scope', 'expires_at'] },
  ],
});
