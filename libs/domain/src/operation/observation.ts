import type { Asked } from './asked';
import type { OperationError, Outcome } from './outcome';
import type { PendingStatus } from './status';

/** The channel by which something was learned. */
export const ObservationSource = {
  response: 'response',
  poll: 'poll',
  webhook: 'webhook',
  reconcile: 'reconcile',
  operator: 'operator',
  timer: 'timer',
} as const;
export type ObservationSource = (typeof ObservationSource)[keyof typeof ObservationSource];

/** What was learned, in our words instead of the dialect's. */
export type Finding =
  /**
   * The seller has the request and has not ended it. `callOpen`: it says so while the call still waits for its answer.
   */
  | { kind: 'pending'; status: PendingStatus; callOpen?: boolean }
  /** The authoritative outcome. `delivering`: the seller says that the buy is `active` already. */
  | { kind: 'settled'; outcome: Outcome; fingerprint?: string; delivering?: boolean }
  /**
   * The call provably did not execute. `unauthorized`: a person must act first, about a credential, a scope or a
   * release.
   */
  | { kind: 'not_executed'; error: OperationError; unauthorized?: boolean }
  /**
   * The call may have executed. `escalate`: sending again would not help, so a person must look. `callLost`: its
   * process is gone, so no answer will come.
   */
  | { kind: 'unproven'; error: OperationError; escalate?: boolean; callLost?: true }
  /**
   * The seller does not know the task, and shows no buy either. `ambiguous`: it shows an end that may be this
   * operation's, or that of an earlier one with the same reference.
   */
  | { kind: 'no_evidence'; ambiguous?: boolean }
  /** A status word that we do not know. */
  | { kind: 'unknown_word'; word: string }
  /** The id of the task or the buy is too long to keep. `settles`: the seller told of an end with it. */
  | { kind: 'unkeepable_id'; field: 'task_id' | 'media_buy_id'; characters: number; settles: boolean }
  /** Asking failed. Nothing was learned of the operation. */
  | { kind: 'ask_failed'; error: OperationError }
  /** From here on: what the timer says, and what persons ask. */
  | { kind: 'deadline_passed' }
  /** The time from which it counts as overdue has passed. */
  | { kind: 'overdue_passed' }
  /** The deadline is near (`deadlineNearAt`). */
  | { kind: 'deadline_near' }
  /** The buy still waits for creatives, and their deadline (ISO 8601) draws near. */
  | { kind: 'creatives_due'; deadline: string }
  | { kind: 'cancel_requested' }
  | { kind: 'poll_requested' }
  | { kind: 'retry_requested'; acceptsDoubleBooking: boolean }
  /** A person has seen what waits to be seen. */
  | { kind: 'acknowledged'; note: string }
  /** A person says who looks after it, or what is known. An absent field stays. */
  | { kind: 'attention_noted'; assignee?: string | null; note?: string | null }
  | { kind: 'resolved'; outcome: Outcome; note: string };

export type FindingOf<K extends Finding['kind']> = Extract<Finding, { kind: K }>;

/** Something learned about an operation, with its source. */
export interface Observation {
  tenantId: string;
  operationId: string;
  source: ObservationSource;
  receivedAt: Date;
  finding: Finding;
  sellerStatus?: string;
  sellerTaskStatus?: string;
  taskId?: string;
  /** The id of a buy that still waits. It is no outcome. */
  mediaBuyId?: string;
  contextId?: string;
  message?: string;
  httpStatus?: number;
  durationMs?: number;
  /**
   * The number of the call that this answers. For a question: the number of the last call when the question was put.
   */
  attempt?: number;
  /**
   * The worker that made the call asked this question, after the call. Every other question was put before the call.
   */
  ofTheCall?: boolean;
  /** The call itself was refused. So what the seller shows when asked is an earlier call's, and all there is. */
  callRefused?: boolean;
  /** Seconds the seller asked us to wait before the next request. */
  retryAfterSeconds?: number;
  /** The seller repeats an old answer. Its present state has to be asked for (AdCP 3.0, idempotency). */
  replayed?: boolean;
  /** ISO 8601: when the seller made the task, and when its people were done with it. */
  taskTimes?: { created?: string; completed?: string };
  /**
   * What the seller showed when the worker that made the call asked for evidence. The gate weighs it against the
   * answer.
   */
  evidence?: Answer;
  /** On what terms a person asked. */
  asked?: Asked;
  /** Who acted: an API key's name for a person, the delivery key for a webhook. */
  actor?: string;
}

/** What a dialect gives back; the worker adds tenant, operation, source and time. JSON throughout. */
export type Answer = Omit<
  Observation,
  | 'tenantId'
  | 'operationId'
  | 'source'
  | 'receivedAt'
  | 'attempt'
  | 'ofTheCall'
  | 'callRefused'
  | 'evidence'
  | 'asked'
  | 'actor'
>;

/** Whether it answers a question of ours. We ask again and again, so a repetition is no news. */
export function isAsked({ source }: Pick<Observation, 'source'>): boolean {
  return source === 'poll' || source === 'reconcile';
}
