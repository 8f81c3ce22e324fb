import { refusesVersion } from './attention';
import { CallFate, callsInBudget, hasUnknownCall } from './call';
import type { CallTime } from './context';
import type { Answer, Finding, FindingOf, Observation } from './observation';
import type { Operation } from './operation';
import { type OperationError, type Outcome, endsBadly } from './outcome';
import { ATTEMPTS_IN_BUDGET, replayWindowIsOpen } from './schedule';
import { executedCalls } from './sending';

/** The replay window must stay open for this long after the call starts: as long as the call may be on its way. */
const MARGIN_MS = 60_000;

/**
 * Whether the call of a claimed operation may go out. If an earlier call of this budget may have been executed, only
 * the same key may be sent, and only while the seller promises to recognise it. After a person's retry, a new key may
 * be sent, because the person has allowed it; the old key only while the seller promises to recognise it.
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
 * Whether the seller must be asked for evidence before the answer to a call is judged. It must in two cases. The answer
 * proves nothing, and the seller would not recognise the key a second time. Or the seller refuses this call while an
 * earlier one is in doubt: whoever refused may have looked at this call alone.
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

/** @returns the observation to decide on: the answer, corrected by the evidence that the seller was asked for */
export function weigh({ evidence, ...answer }: Observation): Observation {
  if (evidence === undefined) return answer;
  const { finding } = answer;
  if (finding.kind === 'settled') return againstBadEnd(answer, finding.outcome, evidence);
  if (finding.kind === 'unproven' && finding.callLost === true) return afterLostCall(answer, finding, evidence);
  return shows(evidence.finding) ? asEvidence(answer, evidence) : answer;
}

/** The finding for a call that the restored database does not know of. It may have been executed. */
const forgottenCall: FindingOf<'unproven'> = {
  kind: 'unproven',
  error: {
    code: 'CALL_UNKNOWN_AFTER_RESTORE',
    message: 'The database was restored from a backup, and does not know whether this was sent before',
    recovery: null,
  },
  escalate: true,
  callLost: true,
};

/** @returns the finding for an operation that may not be sent, because a call of it may have been executed */
export function lostCallOf(operation: Pick<Operation, 'calls'>): FindingOf<'unproven'> {
  return hasUnknownCall(operation) ? forgottenCall : lostCall;
}

/** The finding for a call whose process is gone. The call may have been executed, and sending it again is not safe. */
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

/** There is no answer to a lost call, so the evidence is all we know, even if it shows nothing. */
function afterLostCall(answer: Observation, finding: FindingOf<'unproven'>, evidence: Answer): Observation {
  const { finding: shown } = evidence;
  if (shows(shown) || shown.kind === 'no_evidence') return asEvidence(answer, evidence);
  const why = 'error' in shown ? `: ${shown.error.message}` : '';
  const message = `${finding.error.message}, and the seller could not be asked about it${why}`;
  return { ...answer, finding: { ...finding, error: { ...finding.error, message } } };
}

/**
 * The seller refused, and was then asked. A task or a buy that it shows counts more than its refusal. If it could not
 * be asked, nobody knows.
 */
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

/** Whether a finding says something of the operation itself, and not only of the asking. */
function shows({ kind }: Finding): boolean {
  return kind === 'settled' || kind === 'pending' || kind === 'unknown_word';
}

function asEvidence(answer: Observation, evidence: Answer): Observation {
  const { tenantId, operationId, receivedAt, attempt, actor } = answer;
  return { ...evidence, tenantId, operationId, source: 'reconcile', receivedAt, attempt, ofTheCall: true, actor };
}
