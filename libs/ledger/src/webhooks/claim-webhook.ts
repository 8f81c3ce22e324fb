import type { Pool } from 'pg';
import type { Answer, JsonObject } from '@adcp-orchestrator/domain';
import { databaseJson } from '../database/database-json';
import { ClaimStatus } from '../schema/webhook-claim';

/** Names one delivery of one seller's webhook. */
export interface WebhookKey {
  tenantId: string;
  sellerId: string;
  deliveryKey: string;
}

export interface WebhookToClaim extends WebhookKey {
  /** Hash of the canonical body. The same delivery key with another hash is a contradiction. */
  payloadHash: string;
  taskId: string | null;
  /** The operation that was found. Null keeps the webhook until its task is bound. */
  operationId: string | null;
  body: JsonObject;
  answer: Answer;
  receivedAt: Date;
  /** For how many seconds no other process may work on it, by the database's clock. */
  holdSeconds: number;
}

/** What to do with a delivery, by its durable claim. */
export type WebhookClaim =
  /** This process hands it to the gate. */
  | { state: 'claimed' }
  /** Its task is not known yet. It is kept. */
  | { state: 'unmatched' }
  /** Its task is not known yet. It is not kept, because its seller has too many kept already. */
  | { state: 'full' }
  /** Another process works on it. */
  | { state: 'in_progress'; retryAfterSeconds: number }
  | { state: 'done' }
  | { state: 'conflict' }
  /** The same key came before with another payload. */
  | { state: 'payload_differs' };

export class WebhookClaimContendedError extends Error {
  override readonly name = 'WebhookClaimContendedError';
}

/**
 * How many webhooks of one seller are kept for tasks not known yet. That is far more than it has calls waiting for
 * their answer.
 */
export const MAX_KEPT_OF_SELLER = 10_000;

/** How often a claim is tried. A claim that another connection commits meanwhile shows only in the next statement. */
const MAX_ROUNDS = 5;

interface ClaimedRow {
  claimed: boolean;
  status: ClaimStatus;
  payload_hash: string;
  held_seconds: number | null;
}

/**
 * Claims one delivery, once over all processes. The first claim inserts it; a later one learns what became of it. If
 * the holder died, the claim is taken over. If the webhook was kept and its operation is known by now, it is claimed.
 * @throws WebhookClaimContendedError when the row keeps changing
 * @throws the database's error
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

/**
 * Whether the seller has too many kept webhooks. It is counted before the insert, so webhooks that come at the same
 * moment may exceed the bound a little.
 */
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

/** @returns null when the claim changed between the two halves of the statement; then it is tried again */
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
      // Its holder died. The holder had found the operation, so the sender's next try will find it too.
      return found ? null : { state: 'in_progress', retryAfterSeconds: 1 };
  }
}

/** Marks a delivery as committed by the gate. A later one with the same key is answered from here. */
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

/** Gives back a claim that could not be handed to the gate. It may be tried again after `afterSeconds`. */
export async function releaseWebhook(pool: Pool, key: WebhookKey, afterSeconds: number): Promise<void> {
  await pool.query({
    name: 'webhook-release',
    text: `UPDATE webhook_claims SET held_until = clock_timestamp() + make_interval(secs => $4)
           WHERE tenant_id = $1 AND seller_id = $2 AND delivery_key = $3 AND status = 'held'`,
    values: [key.tenantId, key.sellerId, key.deliveryKey, afterSeconds],
  });
}
