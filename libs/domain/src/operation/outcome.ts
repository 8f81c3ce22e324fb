import type { Json } from '../json';
import type { OperationType } from './type';
import type { OutcomeStatus } from './status';

/** What to do about an error: AdCP's `recovery`. */
export const Recovery = { transient: 'transient', correctable: 'correctable', terminal: 'terminal' } as const;
export type Recovery = (typeof Recovery)[keyof typeof Recovery];

/** An error as the desk reads it. `retryAfter` is in seconds; a rejection's reason is its `message`. */
export interface OperationError {
  code: string;
  message: string;
  recovery: Recovery | null;
  field?: string;
  suggestion?: string;
  retryAfter?: number;
  details?: Json;
}

/** The authoritative terminal result or error. Once it is set it never changes. */
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

/** @returns whether nothing came of it: `failed`, `rejected` or `canceled`. */
export function endsBadly({ status }: Outcome): boolean {
  return status !== 'created' && status !== 'completed';
}

/** @returns the operation that has booked the buy which this outcome of another create names; undefined when there is none */
export function holderOf(
  operation: { type: OperationType },
  outcome: Outcome,
  { otherBuys }: { otherBuys?: ReadonlyMap<string, string> },
): string | undefined {
  // Every other type names a buy that an earlier create has brought into being.
  if (operation.type !== 'create_media_buy' || outcome.mediaBuyId === undefined) return undefined;
  return otherBuys?.get(outcome.mediaBuyId);
}

/** Two creates cannot both have made one buy: of the second nobody knows what became. */
export function buyOfAnother({ mediaBuyId = '' }: Outcome, holder: string): OperationError {
  return {
    code: 'MEDIA_BUY_OF_ANOTHER_OPERATION',
    message: `media buy ${mediaBuyId} is that of operation ${holder}`,
    recovery: null,
    field: 'media_buy_id',
    suggestion:
      'Ask the seller whether it has booked this one besides; then resolve it: as created with the id of its own buy, or as failed, rejected or canceled.',
    details: { media_buy_id: mediaBuyId, operation_id: holder },
  };
}

/** @returns the status that a good end has for this type of operation. */
export function successStatus(type: OperationType): 'created' | 'completed' {
  return type === 'create_media_buy' ? 'created' : 'completed';
}
