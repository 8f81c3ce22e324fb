import { refusesVersion } from './attention';
import { CallFate, callsInBudget } from './call';
import type { CallTime } from './context';
import type { Answer, Finding, FindingOf, Observation } from './observation';
import type { Operation } from './operation';
import { type OperationError, type Outcome, endsBadly } from './outcome';
import { ATTEMPTS_IN_BUDGET, replayWindowIsOpen } from './schedule';
import { executedCalls } from './sending';

/** The window must stay open for as long as a call may be on its way. */
const MARGIN_MS = 60_000;

/**
 * Whether the call of an operation that was claimed may go out. Where an earlier one may have been executed, only with the
 * same key while the seller promises to recognise it; or with a new key, which a person has allowed.
 */
export function mayGoOut(operation: Operation, at: CallTime): boolean {
  const { superseded, present } = executedCalls(operation);
  if (present.length > 0) {
    return callsInBudget(operation) < ATTEMPTS_IN_BUDGET && replayWindowIsOpen(operation, untilAnswered(at));
  }
  const isNewKey = superseded.every(({ key }) => key !== operation.requestKey);
  return isNewKey || replayWindowIsOpen(operation, untilAnswered(at));
}

/**
 * Whether the seller is asked for evidence before the answer to a call is judged: where the answer proves nothing, and the
 * seller would not recognise another call; and where it refuses a call after one that may have been executed, because
 * that may be the word of who looked at this call alone.
 */
export function needsEvidence(operation: Operation, { finding }: Answer, at: CallTime): boolean {
  const afterDoubt = operation.calls.some(({ fate }) => fate === CallFate.unknown);
  switch (finding.kind) {
    case 'settled':
      return endsBadly(finding.outcome) && afterDoubt;
    case 'not_executed':
      return refusesVersion(finding.error.code) && afterDoubt;
    case 'unproven':
      return finding.escalate === true || !replayWindowIsOpen(operation, untilAnswered(at));
    default:
      return false;
  }
}

function untilAnswered({ now, seller }: CallTime): CallTime {
  return { now: new Date(now.getTime() + MARGIN_MS), seller };
}

/** @returns what an answer and the evidence that was asked for come to: the observation to decide upon */
export function weigh({ evidence, ...answer }: Observation): Observation {
  if (evidence === undefined) return answer;
  const { finding } = answer;
  if (finding.kind === 'settled') return againstBadEnd(answer, finding.outcome, evidence);
  if (finding.kind === 'unproven' && finding.callLost === true) return afterLostCall(answer, finding, evidence);
  return shows(evidence.finding) ? asEvidence(answer, evidence) : answer;
}

/** What the process that made a call has left: the call may have been executed, and sending again is not safe. */
export const lostCall: FindingOf<'unproven'> = {
  kind: 'unproven',
  error: {
    code: 'CALL_LOST',
    message: 'The process that called the seller ended before the answer came',
    recovery: null,
  },
  escalate: true,
  callLost: true,
};

/** There is no answer to go by: also that the seller shows nothing is all that is known. */
function afterLostCall(answer: Observation, finding: FindingOf<'unproven'>, evidence: Answer): Observation {
  const { finding: shown } = evidence;
  if (shows(shown) || shown.kind === 'no_evidence') return asEvidence(answer, evidence);
  const why = 'error' in shown ? `: ${shown.error.message}` : '';
  const message = `${finding.error.message}, and the seller could not be asked about it${why}`;
  return { ...answer, finding: { ...finding, error: { ...finding.error, message } } };
}

/** A task or a buy that the seller shows is true instead of its refusal; where it could not be asked, nobody knows. */
function againstBadEnd(answer: Observation, outcome: Outcome, evidence: Answer): Observation {
  const { finding: shown } = evidence;
  if (shown.kind === 'no_evidence' || (shown.kind === 'settled' && endsBadly(shown.outcome))) return answer;
  if (shows(shown)) {
    const message = evidence.message ?? outcome.error?.message;
    return {
      ...asEvidence(answer, evidence),
      ...(message === undefined ? {} : { message }),
      callRefused: true,
    };
  }
  const error: OperationError = outcome.error ?? {
    code: 'SELLER_NOT_ASKED',
    message: `The seller answered "${outcome.status}" to a second call, and could not be asked about the first one`,
    recovery: null,
  };
  return { ...answer, finding: { kind: 'unproven', error, escalate: true } };
}

/** Words about the operation itself, rather than about the asking. */
function shows({ kind }: Finding): boolean {
  return kind === 'settled' || kind === 'pending' || kind === 'unknown_word';
}

function asEvidence(answer: Observation, evidence: Answer): Observation {
  const { tenantId, operationId, receivedAt, attempt, actor } = answer;
  return { ...evidence, tenantId, operationId, source: 'reconcile', receivedAt, attempt, ofTheCall: true, actor };
}
