import type { JsonObject } from '../json';
import type { BuyAnswers, FollowedBuy } from '../media-buys/buy-answer';
import type { Answer } from '../operation/observation';
import type { Operation } from '../operation/operation';
import type { OperationType } from '../operation/type';
import type { Seller, SellerCapabilities } from './seller';

/** The call that goes out for an operation. It is frozen before the first call, and sent again only byte for byte. */
export interface FrozenCall {
  tool: string;
  arguments: JsonObject;
}

/** What a dialect builds the call from: the row, the desk's request, and what we supply. */
export interface CallMaterial {
  operation: Operation;
  request: JsonObject;
  /** The idempotency key towards the seller, UUID v4. */
  requestKey: string;
  /** Absolute URL of the webhook route for this seller; null when the seller is only polled. */
  webhookUrl: string | null;
}

/** Answers by operation id. An operation of which nothing was said is missing. */
export type Answers = Map<string, Answer>;

/** An open task, as the seller lists it. */
export interface OpenTask {
  taskId: string;
  status: string;
  /** The seller's name for the kind of work; null when it does not say. */
  operation: string | null;
  poNumber: string | null;
  mediaBuyId: string | null;
  createdAt: string | null;
}

/** A verified webhook's content. */
export interface WebhookWord {
  taskId: string | null;
  /** Our operation's id, when the seller echoes it. */
  operationId: string | null;
  /** Identifies the delivery. A repeated one is answered without effect. */
  deliveryKey: string;
  answer: Answer;
  /** It is about work that no operation does, such as a report about a buy. */
  ofOtherWork?: boolean;
}

export class WebhookMalformedError extends Error {
  override readonly name = 'WebhookMalformedError';
}

/** One wrong value of a webhook's envelope: where it is (JSON pointer), and what it must be. */
export interface EnvelopeProblem {
  pointer: string;
  detail: string;
}

/** The webhook is readable, but its envelope breaks the protocol. Names every wrong value at once. */
export class WebhookEnvelopeInvalidError extends Error {
  override readonly name = 'WebhookEnvelopeInvalidError';

  constructor(readonly problems: readonly EnvelopeProblem[]) {
    super(problems.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; '));
  }
}

/**
 * How one kind of seller speaks. Every method that calls the seller is bounded in time and size, and obeys the signal.
 * A seller's failure is an `Answer`, never an exception.
 */
export interface SellerDialect {
  /** Builds the call to freeze. Pure. */
  prepare(seller: Seller, material: CallMaterial): FrozenCall;
  /**
   * Makes one call, exactly once.
   * @param onProgress called at most once, when the seller says over the open connection that it is working; such a
   *   call may take longer than others
   */
  submit(
    seller: Seller,
    operation: Operation,
    call: FrozenCall,
    signal: AbortSignal,
    onProgress?: (answer: Answer) => void,
  ): Promise<Answer>;
  /** Asks about many operations, in as few calls as the seller allows. */
  poll(seller: Seller, operations: readonly Operation[], signal: AbortSignal): Promise<Answers>;
  /** Looks for evidence that a call executed: by `po_number`, `buyer_ref` or context, never by elimination. */
  reconcile(seller: Seller, operation: Operation, signal: AbortSignal): Promise<Answer>;
  /** Asks how booked media buys fare, in as few calls as the seller allows. */
  followBuys(seller: Seller, buys: readonly FollowedBuy[], signal: AbortSignal): Promise<BuyAnswers>;
  /** The seller's open tasks; null when it cannot list them. */
  listOpenTasks(seller: Seller, signal: AbortSignal): Promise<OpenTask[] | null>;
  /**
   * Reads a verified webhook body.
   * @param type the operation's type, once it is known: for a body that does not name its own
   * @returns null for a body that tells nothing of an operation; it is acknowledged and dropped
   * @throws WebhookMalformedError when the dialect sends no such body
   * @throws WebhookEnvelopeInvalidError when its envelope lacks or misuses a field
   */
  parseWebhook(seller: Seller, body: JsonObject, type?: OperationType): WebhookWord | null;
  /**
   * Asks the seller what it can do.
   * @throws SellerUnavailableError when it does not answer
   */
  capabilities(seller: Seller, signal: AbortSignal): Promise<SellerCapabilities>;
}
