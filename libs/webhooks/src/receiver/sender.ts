import type { Pool } from 'pg';
import { type Json, type Seller, WebhookMode, isJsonObject } from '@adcp-orchestrator/domain';
import {
  type SellerRow,
  findHmacSellersOfTask,
  findSellerByRouteToken,
  findWebhookOperation,
} from '@adcp-orchestrator/ledger';
import type { Log } from '@adcp-orchestrator/platform';
import { WebhookBodyMalformedError, parseStrictJson } from '../body/parse-strict-json';
import { verifyBearer } from '../verification/bearer';
import { verifyHmac } from '../verification/hmac';
import { mismatchOf } from '../verification/mode-mismatch';
import type { Refusal } from '../verification/refusal';
import { headerOf } from '../verification/webhook-headers';
import type { SignatureVerifier } from '../signatures/signature-verifier';
import { agreedSecrets } from './agreed-secrets';
import { BearerDirectory } from './bearer-directory';
import type { SenderLimits } from './sender-limits';
import { verifySigned } from './verify-signed';
import type { WebhookRequest } from './webhook-request';

/** Who sent a webhook. `reason` is for our log. The sender is told only what its own request shows. */
export type Sender =
  /** `release` lets the same signature come again. Call it when the webhook could not be worked on. */
  | { proof: 'verified'; seller: Seller; release?: () => Promise<void> }
  /** `refusal` is what the sender is told. Absent: only what its request shows. */
  | { proof: 'missing'; reason: string; seller: Seller | null; refusal?: Refusal }
  /** It came in another mode than was agreed. */
  | { proof: 'mismatch'; seller: Seller; came: WebhookMode }
  /**
   * The webhook may be genuine, but cannot be verified right now. `code` is AdCP's word for that, where there is one.
   */
  | { proof: 'impossible'; reason: string; seller: Seller | null; code?: string }
  /** Its sender sends too much. Nothing was verified. */
  | { proof: 'limited'; seller: Seller; retryAfterSeconds: number };

/** Most sellers whose HMAC is tried for one webhook of the bare route. Each try hashes the whole body. */
const MAX_CANDIDATES = 20;

/**
 * What a token looks like. Anything else is not looked up: a URL can carry a NUL, and a query with one fails in
 * Postgres.
 */
const ROUTE_TOKEN = /^[\x21-\x7e]{1,200}$/;

export interface SenderOptions {
  pool: Pool;
  openSeller: (row: SellerRow) => Seller;
  log: Log;
  /** Verifies RFC 9421. */
  signatures: Pick<SignatureVerifier, 'verify'>;
  limits: SenderLimits;
}

/** Finds and verifies the sender of a webhook, in the one mode that was agreed with it. */
export class SenderVerifier {
  private readonly bearers: BearerDirectory;

  constructor(private readonly options: SenderOptions) {
    this.bearers = new BearerDirectory(options);
  }

  /** @throws the database's error, or the secret box's: then nobody knows who sent it */
  async verify(request: WebhookRequest): Promise<Sender> {
    if (request.routeToken === null) return this.verifyBare(request);
    if (!ROUTE_TOKEN.test(request.routeToken)) return unknown('no seller has a URL of this form');
    const row = await findSellerByRouteToken(this.options.pool, request.routeToken);
    if (row === null) return { proof: 'missing', reason: 'no seller has this URL', seller: null };
    const seller = this.options.openSeller(row);
    return this.limited(seller) ?? this.verifyAs(seller, request);
  }

  private async verifyAs(seller: Seller, request: WebhookRequest): Promise<Sender> {
    const { headers, rawBody, receivedAt } = request;
    const came = mismatchOf(seller.webhookMode, headers);
    if (came !== null) return { proof: 'mismatch', seller, came };
    switch (seller.webhookMode) {
      case WebhookMode.none:
        return { proof: 'missing', reason: 'no webhooks were agreed with this seller', seller };
      case WebhookMode.rfc9421:
        return verifySigned(this.options.signatures, seller, request);
      case WebhookMode.hmac: {
        const secrets = await agreedSecrets(this.options.pool, seller, receivedAt);
        if (secrets.length === 0) return noSecret(seller);
        const claim = {
          signature: headerOf(headers, 'x-adcp-signature'),
          timestamp: headerOf(headers, 'x-adcp-timestamp'),
          rawBody,
        };
        const valid = verifyHmac(secrets, claim, receivedAt);
        return valid ? { proof: 'verified', seller } : { proof: 'missing', reason: 'the HMAC does not match', seller };
      }
      case WebhookMode.bearer: {
        const secrets = await agreedSecrets(this.options.pool, seller, receivedAt);
        if (secrets.length === 0) return noSecret(seller);
        const valid = verifyBearer(secrets, headerOf(headers, 'authorization'));
        return valid
          ? { proof: 'verified', seller }
          : { proof: 'missing', reason: 'the secret does not match', seller };
      }
    }
  }

  /** The guide's bare route names no seller. The bearer secret does, or the HMAC among the sellers that have the task. */
  private async verifyBare(request: WebhookRequest): Promise<Sender> {
    const authorization = headerOf(request.headers, 'authorization');
    if (authorization !== null) return this.verifyBareBearer(authorization, request);
    if (headerOf(request.headers, 'x-adcp-signature') === null) return unknown('it carries no proof');
    const taskId = taskIdIn(request.rawBody);
    if (taskId === null) return unknown('its task cannot be read');
    return this.verifyBareHmac(taskId, request);
  }

  /** Several sellers may have a task of this id. All are tried; the sender is the one whose HMAC fits (ADR 12). */
  private async verifyBareHmac(taskId: string, request: WebhookRequest): Promise<Sender> {
    const rows = await findHmacSellersOfTask(this.options.pool, taskId, MAX_CANDIDATES + 1);
    if (rows.length > MAX_CANDIDATES) return unknown('too many sellers with HMAC have an operation with its task');
    const senders: Sender[] = [];
    for (const row of rows) senders.push(await this.verifyCandidate(row, request));
    const verified = senders.filter(({ proof }) => proof === 'verified');
    if (verified.length > 1)
      return unknown('several sellers share the HMAC secret and have an operation with its task');
    const sender =
      verified[0] ??
      // This one may be the sender, so the webhook must come again.
      senders.find(({ proof }) => proof === 'impossible') ??
      (senders.length === 1 ? senders[0] : undefined) ??
      unknown(`the HMAC is of none of the ${senders.length} sellers that have an operation with its task`);
    return sender.proof === 'verified' ? (this.limited(sender.seller) ?? sender) : sender;
  }

  /** A secret that does not open must not shut out the other sellers. */
  private async verifyCandidate(row: SellerRow, request: WebhookRequest): Promise<Sender> {
    let seller: Seller;
    try {
      seller = this.options.openSeller(row);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { proof: 'impossible', reason: `a secret of seller ${row.id} cannot be opened: ${reason}`, seller: null };
    }
    return this.verifyAs(seller, request);
  }

  private async verifyBareBearer(authorization: string, request: WebhookRequest): Promise<Sender> {
    const candidates = await this.bearers.find(authorization, request.receivedAt);
    const [only, ...others] = candidates;
    if (only === undefined) return unknown('no seller has this secret');
    if (others.length === 0) return this.limited(only) ?? { proof: 'verified', seller: only };
    // Several sellers share the secret. It proves that one of them speaks; the task says which one.
    const taskId = taskIdIn(request.rawBody);
    const withTask: Seller[] = [];
    for (const seller of candidates) {
      const subject = { tenantId: seller.tenantId, sellerId: seller.id, operationId: null, taskId };
      if ((await findWebhookOperation(this.options.pool, subject)) !== null) withTask.push(seller);
    }
    const [seller, ...more] = withTask;
    return seller !== undefined && more.length === 0
      ? (this.limited(seller) ?? { proof: 'verified', seller })
      : unknown('several sellers share this secret, and the task does not tell which of them speaks');
  }

  /**
   * Counts one webhook of the seller. null: it may pass. On the bare route only a verified sender is counted, because
   * anybody could guess a task and use up its seller's share.
   */
  private limited(seller: Seller): Sender | null {
    const retryAfterSeconds = this.options.limits.take(seller);
    return retryAfterSeconds === null ? null : { proof: 'limited', seller, retryAfterSeconds };
  }
}

function unknown(reason: string): Sender {
  return { proof: 'missing', reason, seller: null };
}

function noSecret(seller: Seller): Sender {
  return { proof: 'impossible', reason: 'the secret that was agreed with this seller is not stored here', seller };
}

/** The task says who speaks. So a body that cannot be read identifies nobody. */
function taskIdIn(rawBody: Buffer): string | null {
  let body: Json;
  try {
    body = parseStrictJson(rawBody);
  } catch (error) {
    if (error instanceof WebhookBodyMalformedError) return null;
    throw error;
  }
  const taskId = isJsonObject(body) ? body.task_id : null;
  // Some sellers number their tasks.
  if (typeof taskId === 'number') return String(taskId);
  return typeof taskId === 'string' && taskId.length > 0 && !taskId.includes('\u0000') ? taskId : null;
}
