import type { Json } from '../json';
import type { OperationType } from './type';
import { type OutcomeStatus, isBadEnd } from './status';

/** AdCP's `recovery`: what to do about an error. */
export const Recovery = { transient: 'transient', correctable: 'correctable', terminal: 'terminal' } as const;
export type Recovery = (typeof Recovery)[keyof typeof Recovery];

/** An error as the desk reads it. `retryAfter` is in seconds. When a seller rejects, its reason is the `message`. */
export interface OperationError {
  code: string;
  message: string;
  recovery: Recovery | null;
  field?: string;
  suggestion?: string;
  retryAfter?: number;
  details?: Json;
}

/** The authoritative end of an operation: a result or an error. Once set it never changes. */
export interface Outcome {
  status: OutcomeStatus;
  mediaBuyId?: string;
  /** ISO 8601, as the seller sent it. */
  creativeDeadline?: string;
  result?: Json;
  /** Set on a copy that leaves a large result out. */
  resultOmitted?: boolean;
  error?: OperationError;
}

/** @returns whether nothing came of it: `failed`, `rejected` or `canceled` */
export function endsBadly({ status }: Outcome): boolean {
  return isBadEnd(status);
}

/** @returns the status of a good end of this type */
export function successStatus(type: OperationType): 'created' | 'completed' {
  return type === 'create_media_buy' ? 'created' : 'completed';
}

/** @returns an outcome in a word or two, for reasons that a person reads */
export function describeOutcome(outcome: Outcome): string {
  return outcome.mediaBuyId === undefined ? outcome.status : `${outcome.status} ${outcome.mediaBuyId}`;
}
