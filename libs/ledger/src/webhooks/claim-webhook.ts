import type { Pool } from 'pg';
import type { Answer, JsonObject } from '@adcp-orchestrator/domain';
import { databaseJson } from '../database/database-json';
import { ClaimStatus } from '../schema/webhook-claim';

/** Which delivery of which seller. */
export interface WebhookKey {
  tenantId: string;
  sellerId: string;
  deliveryKey: string;
}

export interface WebhookToClaim extends WebhookKey {
  /** Hash of the canonical body: the same key with another one is a contradiction. */
  payloadHash: string;
  taskId: string | null;
  /** The operation that was found; null keeps the webhook until its task is bound. */
  operationId: string | null;
  body: JsonObject;
  answer: Answer;
  receivedAt: Date;
  /** How long nobody else may work on it, by the database's clock. */
  holdSeconds: number;
}

/** What the durable claim says to do with a delivery. */
export type WebhookClaim =
  /** It is ours to hand to the gate. */
  | { state: 'claimed' }
  /** Its task is not known yet, and it is kept. */
  | { state: 'unmatched' }
  /** Its task is not known yet, and so many of its seller's are kept already that it is not. */
  | { state: 'full' }
  /** Somebody else works on it. */
  | { state: 'in_progress'; retryAfterSeconds: number }
  | { state: 'done' }
  | { state: 'conflict' }
  /** The same key came before with another payload. */
  | { state: 'payload_differs' };

export class WebhookClaimContendedError extends Error {
  override readonly name = 'WebhookClaimContendedError';
}

/** Webhooks of one seller that are kept for tasks not known yet: far more than it has calls that wait for their answer. */
export const MAX_KEPT_OF_SELLER = 10_000;

/** A claim that another connection commits while ours runs is seen only by the next statement. */
const MAX_ROUNDS = 5;

interface ClaimedRow {
  claimed: boolean;
  status: ClaimStatus;
  payload_hash: string;
  held_seconds: number | null;
}

/**
 * Claims one delivery, once over all processes: the first one inserts it, a later one learns what became of it. A claim
 * whose holder died is taken over, and a kept one whose operation is known by now is claimed.
 * @throws WebhookClaimContendedError when the row keeps changing, or the database's error
 */
export async function claimWebhook(pool: Pool, webhook: WebhookToClaim): Promise<WebhookClaim> {
  const found = webhook.operationId !== null;
  if (!found && (await keepsEnough(pool, webhook))) return { state: 'full' };
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const { rows } = await pool.query<ClaimedRow>({
      name: 'webhook-claim',
      text: `
WITH claimed AS (
  INSERT INTO webhook_claims AS c (tenant_id, seller_id, delivery_key, payload_hash, status, held_until, task_id,
    operation_id, body, answer, received_at)
  VALUES ($1, $2, $3, $4, $5, CASE WHEN $5 = 'held' THEN clock_timestamp() + make_interval(secs => $6) END, $7, $8,
    $9, $10, $11)
  ON CONFLICT (tenant_id, seller_id, delivery_key) DO UPDATE
    SET status = 'held', held_until = EXCLUDED.held_until, operation_id = EXCLUDED.operation_id
    WHERE EXCLUDED.status = 'held' AND c.payload_hash = EXCLUDED.payload_hash AND c.status IN ('held', 'unmatched')
      AND (c.held_until IS NULL OR c.held_until < clock_timestamp())
  RETURNING c.status, c.payload_hash
)
SELECT true AS claimed, status, payload_hash, NULL::float8 AS held_seconds FROM claimed
UNION ALL
SELECT false, c.status, c.payload_hash, extract(epoch FROM c.held_until - clock_timestamp())::float8
FROM webhook_claims c
WHERE c.tenant_id = $1 AND c.seller_id = $2 AND c.delivery_key = $3 AND NOT EXISTS (SELECT 1 FROM claimed)`,
      values: [
        webhook.tenantId,
        webhook.sellerId,
        webhook.deliveryKey,
        webhook.payloadHash,
        found ? ClaimStatus.held : ClaimStatus.unmatched,
        webhook.holdSeconds,
        webhook.taskId,
        webhook.operationId,
        databaseJson(webhook.body),
        databaseJson(webhook.answer),
        webhook.receivedAt.toISOString(),
      ],
    });
    const [row] = rows;
    const claim = row === undefined ? null : read(row, webhook, found);
    if (claim !== null) return claim;
  }
  throw new WebhookClaimContendedError(
    `the delivery ${webhook.deliveryKey} of seller ${webhook.sellerId} changed hands ${MAX_ROUNDS} times while it was claimed`,
  );
}

/** Counted before the insert: those that come at the same moment may exceed the bound by their number. */
async function keepsEnough(pool: Pool, { tenantId, sellerId }: WebhookKey): Promise<boolean> {
  const { rows } = await pool.query<{ kept: number }>({
    name: 'webhook-count-kept',
    text: `
SELECT count(*)::int AS kept FROM (
  SELECT FROM webhook_claims WHERE tenant_id = $1 AND seller_id = $2 AND status = 'unmatched' LIMIT ${MAX_KEPT_OF_SELLER}
) kept`,
    values: [tenantId, sellerId],
  });
  return rows[0]?.kept === MAX_KEPT_OF_SELLER;
}

/** @returns null when the claim was let go between the two halves of the statement, and may be tried again */
function read(row: ClaimedRow, webhook: WebhookToClaim, found: boolean): WebhookClaim | null {
  if (row.claimed) return { state: found ? 'claimed' : 'unmatched' };
  if (row.payload_hash !== webhook.payloadHash) return { state: 'payload_differs' };
  switch (row.status) {
    case 'done':
      return { state: 'done' };
    case 'conflict':
      return { state: 'conflict' };
    case 'unmatched':
    case 'held':
      if (row.held_seconds !== null && row.held_seconds > 0) {
        return { state: 'in_progress', retryAfterSeconds: Math.ceil(row.held_seconds) };
      }
      if (row.status === 'unmatched' && !found) return { state: 'unmatched' };
      // Held by a worker that died, and the operation is not found: the holder had found it, so the next look will.
      return found ? null : { state: 'in_progress', retryAfterSeconds: 1 };
  }
}

/** The gate has committed what the delivery says; a later one of the same key is answered from here. */
export async function finishWebhook(
  pool: Pool,
  key: WebhookKey,
  status: 'done' | 'conflict',
  now: Date,
): Promise<void> {
  await pool.query({
    name: 'webhook-finish',
    text: `UPDATE webhook_claims SET status = $4, held_until = NULL, finished_at = $5
           WHERE tenant_id = $1 AND seller_id = $2 AND delivery_key = $3 AND status IN ('held', 'unmatched')`,
    values: [key.tenantId, key.sellerId, key.deliveryKey, status, now.toISOString()],
  });
}

/** Gives a claim back that could not be handed to the gate, to be tried again after `afterSeconds`. */
export async function releaseWebhook(pool: Pool, key: WebhookKey, afterSeconds: number): Promise<void> {
  await pool.query({
    name: 'webhook-release',
    text: `UPDATE webhook_claims SET held_until = clock_timestamp() + make_interval(secs => $4)
           WHERE tenant_id = $1 AND seller_id = $2 AND delivery_key = $3 AND status = 'held'`,
    values: [key.tenantId, key.sellerId, key.deliveryKey, afterSeconds],
  });
}
