import type { Pool } from 'pg';
import type { Seller } from '@adcp-orchestrator/domain';
import { isPreviousSecretInUse } from '@adcp-orchestrator/ledger';

/**
 * The secrets by which the seller may prove itself (ADR 8): the present one, and the previous one. The previous one
 * holds during the grace of a rotation. It holds longer while an operation is followed whose frozen call carried it.
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
