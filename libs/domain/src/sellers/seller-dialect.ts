import type { JsonObject } from '../json';
import type { BuyAnswers, FollowedBuy } from '../media-buys/buy-answer';
import type { Answer } from '../operation/observation';
import type { Operation } from '../operation/operation';
import type { OperationType } from '../operation/type';
import type { Seller, SellerCapabilities } from './seller';

/** What goes out for an operation: frozen before the first call, sent again only byte for byte. */
export interface FrozenCall {
  tool: string;
  arguments: JsonObject;
}

/** What a dialect needs to build the call: the row, the desk's request, and what is ours to supply. */
export interface CallMaterial {
  operation: Operation;
  request: JsonObject;
  /** The idempotency key towards the seller, UUID v4. */
  requestKey: string;
  /** Absolute URL of the seller's webhook route; null when it is only polled. */
  webhookUrl: string | null;
}

/** An operation's answer, by id. Operations about which nothing was said are not in the map. */
export type Answers = Map<string, Answer>;

/** A task that the seller has open, as it lists it. */
export interface OpenTask {
  taskId: string;
  status: string;
  /** What the seller calls the work, when it says. */
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
  /** Which delivery this is: a repeated one is answered without effect. */
  deliveryKey: string;
  answer: Answer;
  /** It names work of a kind that no operation has, such as a report about a buy that an operation made. */
  ofOtherWork?: boolean;
}

export class WebhookMalformedError extends Error {
  override readonly name = 'WebhookMalformedError';
}

/** A value of a webhook's envelope that the protocol does not allow: where it is (JSON pointer), and what it must be. */
export interface EnvelopeProblem {
  pointer: string;
  detail: string;
}

/** The webhook can be read, and its envelope is not the protocol's: it names every wrong value at once. */
export class WebhookEnvelopeInvalidError extends Error {
  override readonly name = 'WebhookEnvelopeInvalidError';

  constructor(readonly problems: readonly EnvelopeProblem[]) {
    super(problems.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; '));
  }
}

/**
 * How one kind of seller speaks. Every method that calls the seller is bounded in time and size, obeys the signal, and
 * answers with what was learned: a seller's failure is an `Answer`, never an exception.
 */
export interface SellerDialect {
  /** Builds the call to freeze. Pure. */
  prepare(seller: Seller, material: CallMaterial): FrozenCall;
  /**
   * Makes one call, once.
   * @param onProgress told, at most once, that the seller works on the call while its connection is open: such a call
   *   may take longer than others
   */
  submit(
    seller: Seller,
    operation: Operation,
    call: FrozenCall,
    signal: AbortSignal,
    onProgress?: (answer: Answer) => void,
  ): Promise<Answer>;
  /** Asks about many operations in as few calls as the seller allows. */
  poll(seller: Seller, operations: readonly Operation[], signal: AbortSignal): Promise<Answers>;
  /** Looks for evidence that a call executed: by `po_number`, `buyer_ref`, context; never by elimination. */
  reconcile(seller: Seller, operation: Operation, signal: AbortSignal): Promise<Answer>;
  /** Asks how media buys of the seller fare after they were booked, in as few calls as the seller allows. */
  followBuys(seller: Seller, buys: readonly FollowedBuy[], signal: AbortSignal): Promise<BuyAnswers>;
  /** The seller's open tasks; null when it cannot list them. */
  listOpenTasks(seller: Seller, signal: AbortSignal): Promise<OpenTask[] | null>;
  /**
   * Reads a verified webhook body.
   * @param type the operation's, once it is known: for a body that does not name its own
   * @returns null for one of a kind that tells nothing of an operation: it is acknowledged and left
   * @throws WebhookMalformedError when it is not what the dialect sends
   * @throws WebhookEnvelopeInvalidError when its envelope lacks or misuses a field
   */
  parseWebhook(seller: Seller, body: JsonObject, type?: OperationType): WebhookWord | null;
  /**
   * Asks the seller what it can do.
   * @throws SellerUnavailableError when it does not answer
   */
  capabilities(seller: Seller, signal: AbortSignal): Promise<SellerCapabilities>;
}
