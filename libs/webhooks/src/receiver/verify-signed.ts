import type { Seller } from '@adcp-orchestrator/domain';
import { DocumentUnavailableError } from '../documents/document-unavailable';
import { RevocationListStaleError } from '../signatures/revocations';
import type { SignatureVerifier } from '../signatures/signature-verifier';
import type { Refusal } from '../verification/refusal';
import { headerOf } from '../verification/webhook-headers';
import type { WebhookRequest } from './webhook-request';

const MAX_DETAIL_CHARACTERS = 300;

type Signed =
  | { proof: 'verified'; seller: Seller; release: () => Promise<void> }
  | { proof: 'missing'; reason: string; seller: Seller; refusal?: Refusal }
  | { proof: 'impossible'; reason: string; seller: Seller; code?: string };

/**
 * Verifies a webhook of a seller that signs by RFC 9421. While keys or a revocation list cannot be had, nobody knows
 * whether the webhook is genuine, so it must come again.
 * @throws the database's error; then nobody knows either
 */
export async function verifySigned(
  signatures: Pick<SignatureVerifier, 'verify'>,
  seller: Seller,
  request: WebhookRequest,
): Promise<Signed> {
  const { headers } = request;
  if (headerOf(headers, 'signature') === null && headerOf(headers, 'signature-input') === null) {
    return { proof: 'missing', reason: 'it is not signed', seller };
  }
  try {
    const verdict = await signatures.verify(seller, request);
    if (verdict.valid) return { proof: 'verified', seller, release: verdict.release };
    const { code, reason } = verdict;
    return { proof: 'missing', reason, seller, refusal: { code, detail: reason.slice(0, MAX_DETAIL_CHARACTERS) } };
  } catch (error) {
    if (error instanceof RevocationListStaleError) {
      return { proof: 'impossible', reason: error.message, seller, code: 'webhook_signature_revocation_stale' };
    }
    if (error instanceof DocumentUnavailableError) return { proof: 'impossible', reason: error.message, seller };
    throw error;
  }
}
