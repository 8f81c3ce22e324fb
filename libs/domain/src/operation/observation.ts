import type { OperationError, Outcome } from './outcome';
import type { PendingStatus } from './status';

/** By which channel something was learned. */
export const ObservationSource = {
  response: 'response',
  poll: 'poll',
  webhook: 'webhook',
  reconcile: 'reconcile',
  operator: 'operator',
  timer: 'timer',
} as const;
export type ObservationSource = (typeof ObservationSource)[keyof typeof ObservationSource];

/** What was learned, freed of the seller's dialect. */
export type Finding =
  /** The seller has it and has not ended it. `callOpen`: it says so while the call still waits for the answer. */
  | { kind: 'pending'; status: PendingStatus; callOpen?: boolean }
  /** The authoritative terminal outcome. `delivering`: the seller says the buy is `active` already. */
  | { kind: 'settled'; outcome: Outcome; fingerprint?: string; delivering?: boolean }
  /** The call provably did not execute. `unauthorized`: a person must see to it first: a credential, a scope, a release. */
  | { kind: 'not_executed'; error: OperationError; unauthorized?: boolean }
  /**
   * The call may have executed. `escalate`: sending again would not help, a person must look. `callLost`: its process is
   * gone, so that no answer will come.
   */
  | { kind: 'unproven'; error: OperationError; escalate?: boolean; callLost?: true }
  /**
   * The seller no longer knows the task and reconciliation brought no evidence. `ambiguous`: it shows an end that may be
   * this operation's, or an earlier one's with the same reference.
   */
  | { kind: 'no_evidence'; ambiguous?: boolean }
  /** A status word that no table has. */
  | { kind: 'unknown_word'; word: string }
  /** The seller names the task or the buy by more characters than can be kept. `settles`: it told of an end. */
  | { kind: 'unkeepable_id'; field: 'task_id' | 'media_buy_id'; characters: number; settles: boolean }
  /** Asking failed: nothing was learned of the operation itself. */
  | { kind: 'ask_failed'; error: OperationError }
  /** The timer's and the persons' words. */
  | { kind: 'deadline_passed' }
  /** The buy still waits for creatives, and their deadline (ISO 8601) draws near. */
  | { kind: 'creatives_due'; deadline: string }
  | { kind: 'cancel_requested' }
  | { kind: 'poll_requested' }
  | { kind: 'retry_requested'; acceptsDoubleBooking: boolean }
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
  /** The buy that still waits: its id is known, and there is no outcome. */
  mediaBuyId?: string;
  contextId?: string;
  message?: string;
  httpStatus?: number;
  durationMs?: number;
  /** The number of the call that this answers, or of the last one when the seller was asked. */
  attempt?: number;
  /** Whoever made the call asks about it: every other question was put before it. */
  ofTheCall?: boolean;
  /** The call itself was refused: what the seller shows when it is asked then is an earlier call's, and all there is. */
  callRefused?: boolean;
  /** Seconds the seller asked us to wait before the next request. */
  retryAfterSeconds?: number;
  /** The seller repeats what it answered then: its present state has to be asked for (AdCP 3.0, idempotency). */
  replayed?: boolean;
  /** What the seller showed when whoever made the call then asked for evidence: weighed against the answer. */
  evidence?: Answer;
  /** Who acted: an API key's name for a person, the delivery key for a webhook. */
  actor?: string;
}

/** What a dialect gives back; the worker adds tenant, operation, source and time. JSON throughout. */
export type Answer = Omit<
  Observation,
  'tenantId' | 'operationId' | 'source' | 'receivedAt' | 'attempt' | 'ofTheCall' | 'callRefused' | 'evidence' | 'actor'
>;

/** The answer to a question of ours, which is put again and again. */
export function isAsked({ source }: Pick<Observation, 'source'>): boolean {
  return source === 'poll' || source === 'reconcile';
}
