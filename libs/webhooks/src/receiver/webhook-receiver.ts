import type { Pool } from 'pg';
import {
  type Answer,
  type Clock,
  type DialectName,
  type Observation,
  type OperationType,
  type Seller,
  type SellerDialect,
  WebhookEnvelopeInvalidError,
  WebhookMalformedError,
  type WebhookMode,
  type WebhookWord,
} from '@adcp-orchestrator/domain';
import {
  type Observed,
  type SellerRow,
  type WebhookKey,
  type WebhookOperation,
  claimWebhook,
  findWebhookOperation,
  finishWebhook,
  matchKeptWebhooks,
  releaseWebhook,
  webhookObservation,
} from '@adcp-orchestrator/ledger';
import { type Leg, type Log, SpanKind, describeSpan, inLeg, senderSpan } from '@adcp-orchestrator/platform';
import { WebhookBodyMalformedError } from '../body/parse-strict-json';
import { type WebhookBody, readWebhookBody } from '../body/webhook-body';
import { modeMismatch, refusalOf } from '../verification/refusal';
import type { SignatureVerifier } from '../signatures/signature-verifier';
import { headerOf } from '../verification/webhook-headers';
import { challenge, envelopeInvalid, problem, received, unauthenticated, unavailable } from './responses';
import { type Sender, SenderVerifier } from './sender';
import { type SenderLimit, SenderLimits } from './sender-limits';
import { WebhookKind, type WebhookRequest, type WebhookResponse } from './webhook-request';
import { checkWord } from './webhook-word';

/** The gate, as the receiver uses it. It may batch the requests that arrive together. */
export interface ReceiverGate {
  observe(observation: Observation): Promise<Observed>;
}

export interface WebhookReceiverOptions {
  pool: Pool;
  gate: ReceiverGate;
  /** Opens a seller's row: `openSeller` of the sellers library, with the process's secret box. */
  openSeller: (row: SellerRow) => Seller;
  dialectOf: (name: DialectName) => Pick<SellerDialect, 'parseWebhook'>;
  clock: Clock;
  log: Log;
  /** Verifies the webhooks of sellers that sign by RFC 9421. */
  signatures: Pick<SignatureVerifier, 'verify'>;
  /** Most webhooks of one seller, in this process. */
  limit?: SenderLimit;
  /** Told what became of each webhook, for the metrics. */
  onReceived?: (status: number, seller: Seller | null) => void;
  /** Told of a webhook that came in another mode than was agreed: an alarm. */
  onModeMismatch?: (seller: Seller, came: WebhookMode) => void;
  /** How long a claim is held, in seconds. It must be longer than the gate may take. */
  holdSeconds?: number;
}

export const MAX_WEBHOOK_BYTES = 1_048_576;

const HOLD_SECONDS = 30;
const RETRY_SECONDS = 5;
const UNVERIFIABLE_RETRY_SECONDS = 60;
/** By then the answer that names the task has usually arrived. */
const FULL_RETRY_SECONDS = 60;
/** What Postgres refuses to write now, it will hardly take a second later. */
const UNWRITABLE_RETRY_SECONDS = 300;
/**
 * After these answers the same signature may come once more, because the webhook was not worked on. Otherwise the
 * second answer to a refused envelope would say that its signature is used up, instead of what is wrong.
 */
const COME_AGAIN: readonly number[] = [422, 429, 503];
const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json(?:\s*;.*)?$/i;

/**
 * Receives sellers' webhooks (guide, Webhook Support). It verifies the raw bytes, claims the delivery so that only one
 * process acts on it, and answers `2xx` only after the gate has committed.
 */
export class WebhookReceiver {
  private readonly senders: SenderVerifier;

  constructor(private readonly options: WebhookReceiverOptions) {
    this.senders = new SenderVerifier({ ...options, limits: new SenderLimits(options.clock, options.limit) });
  }

  /** Never throws. What fails here is answered `503`, because senders take `4xx` as final. */
  async receive(request: WebhookRequest): Promise<WebhookResponse> {
    let seller: Seller | null = null;
    let response: WebhookResponse;
    try {
      response = await this.answer(request, (known) => {
        seller = known;
      });
    } catch (error) {
      this.options.log.error({ err: error, kind: request.kind }, 'a webhook could not be received');
      response = unavailable('unavailable', 'The webhook could not be worked on; send it again.', RETRY_SECONDS);
    }
    this.options.onReceived?.(response.status, seller);
    return response;
  }

  private async answer(request: WebhookRequest, onSeller: (seller: Seller) => void): Promise<WebhookResponse> {
    const { headers, rawBody } = request;
    if (rawBody.length > MAX_WEBHOOK_BYTES) {
      return problem(
        'payload-too-large',
        `The body has ${rawBody.length} bytes; at most ${MAX_WEBHOOK_BYTES} are taken.`,
      );
    }
    if (!JSON_TYPE.test(headerOf(headers, 'content-type') ?? '')) {
      return problem('unsupported-media-type', 'Send the webhook as application/json.');
    }
    const sender = await this.senders.verify(request);
    if (sender.seller !== null) onSeller(sender.seller);
    if (sender.proof !== 'verified') return this.turnAway(sender, request);
    let response: WebhookResponse | null = null;
    try {
      response = await this.readAndTake(request, sender.seller);
      return response;
    } finally {
      if (sender.release !== undefined && (response === null || COME_AGAIN.includes(response.status))) {
        await this.letComeAgain(sender.seller, sender.release);
      }
    }
  }

  private turnAway(sender: Exclude<Sender, { proof: 'verified' }>, request: WebhookRequest): WebhookResponse {
    const { log, onModeMismatch } = this.options;
    const about = { seller: sender.seller?.id, tenant: sender.seller?.tenantId };
    switch (sender.proof) {
      case 'missing': {
        const refusal = sender.refusal ?? refusalOf(request.headers, request.receivedAt);
        log.warn({ ...about, code: refusal.code, reason: sender.reason }, 'a webhook was refused');
        return unauthenticated(refusal);
      }
      case 'mismatch': {
        const agreed = sender.seller.webhookMode;
        onModeMismatch?.(sender.seller, sender.came);
        log.error(
          { ...about, code: 'webhook_mode_mismatch', agreed, came: sender.came },
          'a webhook came in another mode than was agreed, and was refused: ask the seller, and look for whoever could change its requests',
        );
        return unauthenticated(modeMismatch(agreed, sender.came));
      }
      case 'limited':
        log.warn(about, 'a seller sends more webhooks than it may');
        return unavailable(
          'webhook-rate-limited',
          `This sender sends more webhooks than are taken; go on after ${sender.retryAfterSeconds} s.`,
          sender.retryAfterSeconds,
        );
      case 'impossible':
        log.error({ ...about, reason: sender.reason }, 'a webhook cannot be verified');
        return unavailable(
          'webhook-unverifiable',
          'The webhook cannot be verified right now, which says nothing of its signature; send it again later.',
          UNVERIFIABLE_RETRY_SECONDS,
          sender.code === undefined ? {} : challenge(sender.code),
        );
    }
  }

  /**
   * When this fails, polling still brings the same news, and a sender that signs each attempt anew still gets through.
   */
  private async letComeAgain(seller: Seller, release: () => Promise<void>): Promise<void> {
    try {
      await release();
    } catch (error) {
      this.options.log.warn(
        { err: error, seller: seller.id },
        'a signature could not be released; it stays used up until it expires',
      );
    }
  }

  private async readAndTake(request: WebhookRequest, seller: Seller): Promise<WebhookResponse> {
    let body: WebhookBody;
    let word: WebhookWord | null;
    try {
      body = readWebhookBody(request.rawBody);
      word = this.read(seller, body);
      if (word !== null) checkWord(word);
    } catch (error) {
      if (error instanceof WebhookEnvelopeInvalidError) return this.refuseEnvelope(seller, error);
      if (!(error instanceof WebhookBodyMalformedError) && !(error instanceof WebhookMalformedError)) throw error;
      this.options.log.warn(
        { seller: seller.id, tenant: seller.tenantId, reason: error.message },
        'a verified webhook is malformed',
      );
      return problem('webhook-malformed', `The webhook could not be read: ${error.message}.`);
    }
    if (word === null) {
      // The body may hold anything, so the log says only that it came.
      this.options.log.info(
        { seller: seller.id, tenant: seller.tenantId },
        'a webhook that tells of no outcome was left',
      );
      return received(request.kind, false);
    }
    return this.take(request, seller, body, word);
  }

  private refuseEnvelope(seller: Seller, error: WebhookEnvelopeInvalidError): WebhookResponse {
    this.options.log.warn(
      { seller: seller.id, tenant: seller.tenantId, errors: error.problems },
      'a verified webhook was refused, because its envelope is not one of AdCP: ask the seller to correct what "errors" names and to send it again; its tasks are polled meanwhile',
    );
    return envelopeInvalid(error);
  }

  private read(seller: Seller, body: WebhookBody, type?: OperationType): WebhookWord | null {
    return this.options.dialectOf(seller.dialect).parseWebhook(seller, body.value, type);
  }

  private async take(
    request: WebhookRequest,
    seller: Seller,
    body: WebhookBody,
    word: WebhookWord,
  ): Promise<WebhookResponse> {
    const key: WebhookKey = { tenantId: seller.tenantId, sellerId: seller.id, deliveryKey: word.deliveryKey };
    const { taskId } = word;
    // A report about a buy may echo the id of the operation that made the buy. It says nothing about that operation.
    const operationId = word.ofOtherWork === true ? null : word.operationId;
    const operation = await findWebhookOperation(this.options.pool, { ...key, operationId, taskId });
    return inLeg(
      () => ({ ...legOf(request, seller), operations: operation === null ? [] : [operation] }),
      async (span) => {
        const response = await this.takeFor(operation, request, seller, body, word);
        span.setAttribute('http.response.status_code', response.status);
        return response;
      },
    );
  }

  private async takeFor(
    operation: WebhookOperation | null,
    request: WebhookRequest,
    seller: Seller,
    body: WebhookBody,
    word: WebhookWord,
  ): Promise<WebhookResponse> {
    const { pool } = this.options;
    const key: WebhookKey = { tenantId: seller.tenantId, sellerId: seller.id, deliveryKey: word.deliveryKey };
    // The webhook may not say its type. The operation has it.
    const { answer } = (operation === null ? null : this.read(seller, body, operation.type)) ?? word;
    const claim = await claimWebhook(pool, {
      ...key,
      payloadHash: body.hash,
      taskId: word.taskId,
      operationId: operation?.id ?? null,
      body: body.value,
      answer,
      receivedAt: request.receivedAt,
      holdSeconds: this.options.holdSeconds ?? HOLD_SECONDS,
    });
    switch (claim.state) {
      case 'claimed':
        if (operation === null) throw new Error('a webhook without an operation was claimed');
        return this.observe(request, key, operation, answer);
      case 'unmatched':
        return this.keep(request, key, word);
      case 'full':
        this.options.log.warn({ seller: seller.id, tenant: seller.tenantId }, 'a seller sends too many unknown tasks');
        return unavailable(
          'webhook-rate-limited',
          'Too many webhooks of this sender wait for tasks that are not known here; send it again later.',
          FULL_RETRY_SECONDS,
        );
      case 'done':
        return received(request.kind, false);
      case 'conflict':
        return conflict();
      case 'payload_differs':
        return problem(
          'webhook-key-reused',
          'This delivery key came before with another payload. Retries must repeat the payload; a new event needs a new key.',
        );
      case 'in_progress':
        return unavailable(
          'webhook-in-progress',
          'The same delivery is being worked on; send it again.',
          claim.retryAfterSeconds,
        );
    }
  }

  private async observe(
    request: WebhookRequest,
    key: WebhookKey,
    operation: WebhookOperation,
    answer: Answer,
  ): Promise<WebhookResponse> {
    const { pool, gate, clock } = this.options;
    let observed: Observed;
    try {
      observed = await gate.observe(webhookObservation(key, operation, answer, request.receivedAt));
    } catch (error) {
      await this.release(key, 0);
      throw error;
    }
    describeSpan(() => ({
      'adcp.verdict': observed.decision?.verdict,
      'adcp.operation_status': observed.operation?.status,
    }));
    if (observed.decision === null) {
      await this.release(key, UNWRITABLE_RETRY_SECONDS);
      return unavailable(
        'unavailable',
        'What the webhook says could not be recorded; send it again later.',
        UNWRITABLE_RETRY_SECONDS,
      );
    }
    const contradicts = observed.decision.verdict === 'conflict';
    await finishWebhook(pool, key, contradicts ? 'conflict' : 'done', clock.now());
    return contradicts ? conflict() : received(request.kind, false);
  }

  /**
   * Keeps the webhook. Its task may have been bound meanwhile, and then nobody would look for the webhook soon: so this
   * looks.
   */
  private async keep(request: WebhookRequest, key: WebhookKey, word: WebhookWord): Promise<WebhookResponse> {
    if (word.taskId === null) return received(request.kind, true);
    const { pool, gate, clock } = this.options;
    const matched = await matchKeptWebhooks(
      {
        pool,
        gate: { observeMany: (observations) => observedInTurn(gate, observations) },
        now: () => clock.now(),
      },
      [{ tenantId: key.tenantId, sellerId: key.sellerId, taskId: word.taskId }],
    );
    const own = matched.find(({ deliveryKey }) => deliveryKey === key.deliveryKey);
    if (own?.result === 'conflict') return conflict();
    return received(request.kind, own?.result !== 'done');
  }

  /** When this fails too, the hold ends by itself. */
  private async release(key: WebhookKey, afterSeconds: number): Promise<void> {
    try {
      await releaseWebhook(this.options.pool, key, afterSeconds);
    } catch (error) {
      this.options.log.warn(
        { err: error, seller: key.sellerId },
        'a webhook claim could not be released; it ends by itself',
      );
    }
  }
}

/** Kept webhooks of one task count in the order in which they came, and the gate keeps no order between two batches. */
async function observedInTurn(gate: ReceiverGate, observations: readonly Observation[]): Promise<Observed[]> {
  const observed: Observed[] = [];
  for (const observation of observations) observed.push(await gate.observe(observation));
  return observed;
}

function conflict(): WebhookResponse {
  return problem(
    'webhook-conflict',
    'The webhook contradicts what is already known, or names what cannot be kept. It was recorded, and is not taken for the outcome.',
  );
}

const routes: Readonly<Record<WebhookKind, string>> = {
  [WebhookKind.adcp]: '/webhooks/adcp/:route_token',
  [WebhookKind.hitlTasks]: '/webhooks/hitl-tasks/:route_token',
};

/**
 * Its sender is proved by now. What the seller says of its own span is linked and decides nothing: a seller must not be
 * able to have us record.
 */
function legOf({ kind, headers, receivedAt }: WebhookRequest, seller: Seller): Omit<Leg, 'operations'> {
  const route = routes[kind];
  return {
    name: `POST ${route}`,
    kind: SpanKind.SERVER,
    linked: senderSpan(headers),
    startedAt: receivedAt,
    attributes: {
      'http.request.method': 'POST',
      'http.route': route,
      'adcp.seller_id': seller.id,
      'adcp.tenant_id': seller.tenantId,
    },
  };
}
