import {
  type CallTime,
  type Operation,
  type Outcome,
  mayHaveBooked,
  replayWindowIsOpen,
  retryMayBookTwice,
} from '@adcp-orchestrator/domain';

/** Says what a retry in place means. It judges the operation as it was before the retry. */
export function retryConsequence(before: Operation, at: CallTime): string {
  if (replayWindowIsOpen(before, at)) {
    return 'The same request goes out again with the same idempotency key: the seller recognises it, so it is not booked twice.';
  }
  if (retryMayBookTwice(before, at)) {
    return 'The request goes out again with a new key. If the seller executed the earlier call, the buy is booked twice.';
  }
  return mayHaveBooked(before)
    ? 'The request goes out again.'
    : 'The request goes out again; no earlier call reached the seller.';
}

export function resolveConsequence(outcome: Outcome): string {
  const what =
    outcome.mediaBuyId === undefined ? outcome.status : `${outcome.status} with media buy ${outcome.mediaBuyId}`;
  return `Recorded as ${what} on your word. The seller is not asked any more; if it says otherwise later, that is recorded as a conflict and changes nothing.`;
}

export const REPETITION_RISK =
  'it ended badly, but an earlier call may have booked this buy, or the seller has said so since; repeating it may book it twice. Ask the seller first; to send it all the same, repeat with "accept_double_booking": true';
export const CANCEL_CONSEQUENCE = 'Nothing was sent to the seller, and nothing will be.';
export const POLL_CONSEQUENCE = 'The seller is asked now; what it answers shows here within seconds.';

export function repeatConsequence(old: Operation, replayed: boolean): string {
  return replayed
    ? `Operation ${old.id} was repeated before; this is the operation that was made then.`
    : `Operation ${old.id} stays ${old.status}; this is a new one with a new idempotency key.`;
}

export const ACKNOWLEDGE_CONSEQUENCE =
  'It is off the attention list, with your note in the timeline. Nothing else changes; what comes later asks for a person again.';
export const NOTE_CONSEQUENCE = 'Everybody who reads the operation sees it while a person is needed.';
