import { mintEphemeralEd25519Key } from '@adcp/sdk/signing/testing';
import type { Store } from '../state/store';

type Minted = Awaited<ReturnType<typeof mintEphemeralEd25519Key>>;

/** The key with which this process signs webhooks (RFC 9421), and what it publishes of it. */
export interface SigningKey {
  signer: { keyid: string; alg: 'ed25519'; privateKey: Minted['privateKey'] };
  jwks: { keys: Minted['publicKey'][] };
}

/** The key in the journal, so that a restart does not change it. Without one: a new key. */
export async function loadSigningKey(store: Store): Promise<SigningKey> {
  const kept = store.signingKey() as unknown as Minted | undefined;
  const minted = kept ?? (await mintEphemeralEd25519Key({ adcp_use: 'webhook-signing' }));
  if (!kept) store.saveSigningKey({ ...minted });
  return {
    signer: { keyid: minted.kid, alg: 'ed25519', privateKey: minted.privateKey },
    jwks: { keys: [minted.publicKey] },
  };
}
