import type { Pool } from 'pg';
import type { Seller } from '@adcp-orchestrator/domain';
import { isPreviousSecretInUse } from '@adcp-orchestrator/ledger';

/**
 * The secrets by which the seller may prove itself (ADR 8): its own, and the one before during the grace of a rotation,
 * or longer while an operation is followed whose frozen call told the seller that one.
 * @param now of the injected clock
 * @returns none when no secret is stored
 */
export async function agreedSecrets(pool: Pool, seller: Seller, now: Date): Promise<string[]> {
  const { webhookSecret, previousWebhookSecret: previous } = seller;
  if (webhookSecret === null) return [];
  if (previous === null) return [webhookSecret];
  const holds =
    now < previous.until ||
    (await isPreviousSecretInUse(pool, { tenantId: seller.tenantId, sellerId: seller.id }, previous.rotatedAt));
  return holds ? [webhookSecret, previous.secret] : [webhookSecret];
}
