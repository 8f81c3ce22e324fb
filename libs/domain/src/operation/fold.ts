import { approvalSecondsOf, endsApproval } from './approval-time';
import { attentionNow, entersAttention } from './attention';
import { bound, doubted } from './call';
import type { DecisionContext } from './context';
import { decide } from './decide';
import type { Decision, Patch } from './decision';
import { weigh } from './evidence';
import { holdsPoNumberAfter } from './held-number';
import { type Observation, isAsked } from './observation';
import type { Operation } from './operation';
import type { OperationError } from './outcome';
import { isOverdue, overdueAt } from './overdue';
import {
  type OwedEvent,
  owedAttentionEvent,
  owedConflictEvent,
  owedCreativesEvent,
  owedDeadlineEvent,
  owedEvent,
  owedLateApprovalEvent,
  owedLateSettlementEvent,
  owedOverdueEvent,
} from './owed-event';
import { dueAfter } from './schedule';
import { withKeepableIds, withShortWords } from './seller-ids';
import { isCallOpen } from './sending';
import { OperationStatus, isPending, isSettled } from './status';
import type { TimelineEntry } from './timeline';
import { isAllowed } from './transitions';

/** What a batch of observations makes of one row: the row as it becomes, and everything that is written beside it. */
export interface Fold {
  before: Operation;
  after: Operation;
  /**
   * Something was learned: the version rises, and timeline and notifications are written. Otherwise only the counter
   * and due time of polls.
   */
  changed: boolean;
  timeline: TimelineEntry[];
  events: OwedEvent[];
  /** One per observation, in order. */
  decisions: Decision[];
  /** The call is over, so the worker's lease ends with this write. */
  releaseLease: boolean;
  /** The seller repeated an old answer. Its present state has to be asked for at once. */
  replayed: boolean;
  /** The desk is warned of the deadline for creatives. */
  creativesWarned: boolean;
}

/**
 * Folds the observations of one operation through `decide`, in the order of their arrival.
 * Pure: equal arguments give an equal result.
 */
export function fold(before: Operation, observations: readonly Observation[], context: DecisionContext): Fold {
  const state: Fold = {
    before,
    after: { ...before },
    changed: false,
    timeline: [],
    events: [],
    decisions: [],
    releaseLease: false,
    replayed: false,
    creativesWarned: false,
  };
  for (const observation of observations.map(heard)) {
    const was = { ...state.after };
    const decision = decide(state.after, observation, context);
    state.decisions.push(decision);
    enter(state, observation, decision, context);
    // What follows from this one counts for the next.
    if (!state.changed) continue;
    derive(state, context);
    tellWhatFollows(state, was, context.seller.name);
  }
  if (state.changed) {
    leaveNumber(state, context);
    const changed = { version: before.version + 1, updatedAt: context.now };
    // Whoever is told of the change and then reads the operation finds the version that was told.
    for (const told of [state.after, ...state.events.map((event) => event.operation)]) Object.assign(told, changed);
  }
  return state;
}

/** Sets what follows from the other fields. */
function derive({ before, after }: Fold, { now, seller }: DecisionContext): void {
  after.holdsPoNumber = holdsPoNumberAfter(before, after);
  after.attention = attentionNow(after, now);
  after.overdueAt = overdueAt(after, seller.approvalSeconds);
  after.overdue = isOverdue(after, now);
}

/**
 * Owes what follows from one observation, once for each entry. That a person is needed comes last: of one turn, a person
 * is told the last event.
 */
function tellWhatFollows(state: Fold, was: Operation, seller: string): void {
  const { after } = state;
  const outlasted = after.overdue && !was.overdue && after.deadlinePassedAt === null;
  if (outlasted) owe(state, owedOverdueEvent(after));
  // Whoever settled it by hand knows that it is late.
  const settledLate = after.late && isSettled(after.status) && after.acknowledged?.late !== true;
  if (settledLate && !isSettled(was.status)) owe(state, owedLateSettlementEvent(after));
  if (after.attention !== null && entersAttention(was, after)) {
    owe(state, owedAttentionEvent(after, after.attention.reason, seller));
  }
}

/**
 * If another operation holds the `po_number` by now, this one cannot take it back, and the contradiction in the timeline
 * names that operation.
 */
function leaveNumber({ before, after, timeline }: Fold, { facts, now }: DecisionContext): void {
  const holder = after.holdsPoNumber && !before.holdsPoNumber ? facts?.numberHolder : undefined;
  if (holder === undefined) return;
  after.holdsPoNumber = false;
  after.attention = attentionNow(after, now);
  const conflict = timeline.findLast(({ kind }) => kind === 'conflict');
  if (conflict !== undefined) conflict.reason += `; its po_number is held by operation ${holder}`;
}

/** @returns the observation as it is decided on: weighed against its evidence, with words and ids that can be kept */
export function heard(observation: Observation): Observation {
  return withKeepableIds(withShortWords(weigh(observation)));
}

function enter(state: Fold, observation: Observation, decision: Decision, context: DecisionContext): void {
  switch (decision.verdict) {
    case 'transitions':
      transit(state, observation, decision, context);
      break;
    case 'unchanged':
      reschedule(state, observation, decision.dueNow === true, context);
      // Under a key, a question is noted: its repetition must find it.
      if (observation.asked?.key != null) note(state, observation, 'learned', decision.reason);
      break;
    case 'duplicate':
      note(state, observation, 'duplicate', decision.reason);
      break;
    case 'stale':
      if (decision.binds === true && state.after.taskId === null) bindTask(state.after, observation.taskId);
      note(state, observation, 'stale', decision.reason);
      askedAgainLater(state, observation, context);
      break;
    case 'conflict':
      state.after.conflicts += 1;
      note(state, observation, 'conflict', decision.reason);
      if (decision.doubt !== undefined && isAllowed(state.after.status, OperationStatus.inDoubt)) {
        fallIntoDoubt(state, observation, decision.doubt, context);
        break;
      }
      if (state.after.lastConflict !== decision.reason) warnOfConflict(state, observation, decision.reason, context);
      state.after.error = decision.doubt ?? state.after.error;
      askedAgainLater(state, observation, context);
      break;
    case 'refused':
      break;
  }
}

function transit(
  state: Fold,
  observation: Observation,
  decision: Extract<Decision, { verdict: 'transitions' }>,
  context: DecisionContext,
): void {
  const { after } = state;
  const previous = after.status;
  const deadlineHadPassed = after.deadlinePassedAt !== null;
  const wasOpen = isCallOpen(after);
  const keepsCall = decision.patch.keepsCall === true;
  const { message } = decision.patch;
  const said = message === undefined ? observation : { ...observation, message };
  state.changed = true;
  // The seller's message about the wait is no longer true after the end.
  if (decision.to.some(isSettled)) after.message = null;
  applyPatch(state, decision.patch);
  if (decision.patch.learnsNothing !== true) learn(after, observation);

  if (decision.to.length === 0) {
    derive(state, context);
    note(state, said, 'learned', decision.reason);
    if (decision.patch.deadlinePassedAt instanceof Date) pushEvent(state, said, previous, context);
    if (decision.patch.late === true) owe(state, owedLateApprovalEvent(after));
    if (decision.patch.deadlineWarnedFor !== undefined) owe(state, owedDeadlineEvent(after));
    if (decision.patch.creativesDue !== undefined) warnOfCreatives(state, decision.patch.creativesDue);
  }
  for (const to of decision.to) {
    const from = after.status;
    after.status = to;
    after.statusSince = context.now;
    if (from === OperationStatus.submitting && !keepsCall) state.releaseLease = true;
    if (isSettled(to) && from !== OperationStatus.created) {
      after.settledAt = context.now;
      after.late = deadlineHadPassed;
    }
    if (to === OperationStatus.pendingApproval) after.pendingSince ??= context.now;
    if (endsApproval(to)) after.approvalSeconds ??= approvalSecondsOf(after, observation, context.now);
    // Set before the event is made: the event tells the desk what to do.
    derive(state, context);
    state.timeline.push({ kind: 'transition', from, to, ...entryOf(said, decision.reason) });
    pushEvent(state, said, previous, context);
  }

  if (decision.to.length > 0) after.pollAttempt = 0;
  else if (isAsked(observation)) after.pollAttempt += 1;
  if (keepsCall) return;
  if (wasOpen) state.releaseLease = true;
  Object.assign(after, dueAfter(after, context, observation.retryAfterSeconds));
  if (observation.replayed === true) state.replayed = true;
  const atOnce = decision.patch.dueNow === true || (observation.replayed === true && after.dueKind === 'poll');
  if (atOnce && after.dueKind !== null) after.dueAt = context.now;
}

/** The desk hears of this doubt by its `in_doubt` event. A second event for the contradiction would tell it twice. */
function fallIntoDoubt(state: Fold, observation: Observation, error: OperationError, context: DecisionContext): void {
  state.after.lastConflict = error.message;
  const patch: Patch = { error, calls: doubted(state.after) };
  const to = [OperationStatus.inDoubt];
  transit(state, observation, { verdict: 'transitions', to, patch, reason: error.message }, context);
}

/** Tells the desk once of each contradiction: a seller that repeats it must not flood the desk. */
function warnOfConflict(state: Fold, observation: Observation, reason: string, context: DecisionContext): void {
  state.after.lastConflict = reason;
  derive(state, context);
  owe(state, owedConflictEvent(state.after, observation, reason));
}

function warnOfCreatives(state: Fold, deadline: string): void {
  state.creativesWarned = true;
  owe(state, owedCreativesEvent(state.after, deadline));
}

function pushEvent(state: Fold, observation: Observation, previous: OperationStatus, context: DecisionContext): void {
  const event = owedEvent(state.after, observation, previous, context);
  if (event !== null) owe(state, event);
}

function owe(state: Fold, event: OwedEvent): void {
  // The version guards the number too: two writers of one version would give it to two notifications.
  state.changed = true;
  state.events.push(event);
  if (event.sequence > 0) state.after.eventSequence += 1;
}

/**
 * The task that this observation binds. The task of a call that came to nothing is not followed: the next call makes
 * its own.
 */
function taskLearned({ taskId, finding }: Observation): string | undefined {
  return finding.kind === 'not_executed' || finding.kind === 'unproven' ? undefined : taskId;
}

/** Keeps the seller's last words, and the ids that are now known. */
function learn(after: Operation, observation: Observation): void {
  if (observation.sellerStatus !== undefined) after.sellerStatus = observation.sellerStatus;
  if (observation.sellerTaskStatus !== undefined) after.sellerTaskStatus = observation.sellerTaskStatus;
  if (observation.message !== undefined) after.message = observation.message;
  bindTask(after, taskLearned(observation));
  if (observation.mediaBuyId !== undefined) after.pendingMediaBuyId = observation.mediaBuyId;
  if (observation.contextId !== undefined) after.contextId = observation.contextId;
}

function bindTask(after: Operation, taskId: string | undefined): void {
  if (taskId === undefined || taskId === after.taskId) return;
  after.taskId = taskId;
  after.calls = bound(after, taskId);
}

function applyPatch(state: Fold, patch: Patch): void {
  const { releaseLease, ...fields } = patch;
  delete fields.dueNow;
  delete fields.keepsCall;
  delete fields.creativesDue;
  delete fields.learnsNothing;
  Object.assign(state.after, fields);
  if (releaseLease === true) state.releaseLease = true;
}

function reschedule(state: Fold, observation: Observation, dueNow: boolean, context: DecisionContext): void {
  // A call is under way: its answer comes sooner than a poll could.
  if (dueNow && !isCallOpen(state.after)) {
    state.after.dueKind = 'poll';
    state.after.dueAt = context.now;
    return;
  }
  askedAgainLater(state, observation, context);
}

/** Counts an answered poll, and schedules the next. Other channels leave the schedule as it is. */
function askedAgainLater(state: Fold, observation: Observation, context: DecisionContext): void {
  const { after } = state;
  const open =
    isPending(after.status) || after.status === OperationStatus.inDoubt || after.status === OperationStatus.timedOut;
  if (!isAsked(observation) || !open || isCallOpen(after)) return;
  after.pollAttempt += 1;
  Object.assign(after, dueAfter(after, context, observation.retryAfterSeconds));
}

function note(state: Fold, observation: Observation, kind: TimelineEntry['kind'], reason: string): void {
  state.changed = true;
  state.timeline.push({ kind, from: state.after.status, to: state.after.status, ...entryOf(observation, reason) });
}

function entryOf(observation: Observation, reason: string): Omit<TimelineEntry, 'kind' | 'from' | 'to'> {
  return {
    source: observation.source,
    at: observation.receivedAt,
    actor: observation.actor ?? null,
    reason,
    sellerStatus: observation.sellerStatus ?? null,
    sellerTaskStatus: observation.sellerTaskStatus ?? null,
    taskId: observation.taskId ?? null,
    message: observation.message ?? null,
    httpStatus: observation.httpStatus ?? null,
    durationMs: observation.durationMs ?? null,
    attempt: observation.attempt ?? null,
    finding: observation.finding,
    asked: observation.asked?.key ?? null,
    by: observation.asked?.by ?? null,
  };
}
