import { type Call, CallFate, attemptOf, callsInBudget, firstOfKey } from './call';
import type { Operation } from './operation';
import { OperationStatus } from './status';

/**
 * A summary of the calls, one value per column, as the previous release keeps it. Some SQL still reads these columns.
 * And while a deployment rolls, processes of the previous release read and write only these.
 */
export interface CallColumns {
  /** Number of the last call. */
  attempt: number;
  /** Calls since a person last sent the operation. */
  attemptsInBudget: number;
  /** When the last call started. Null when no call of the present budget may have been executed. */
  callStartedAt: Date | null;
  /** Start of the first call with the present key. */
  firstCallAt: Date | null;
  /** The seller's revision that the first call with the present key went to. */
  frozenRevision: number | null;
  /** Some call may have been executed, and nothing that was said later settles it. */
  mayHaveExecuted: boolean;
}

/** @returns the summary of the calls */
export function columnsOfCalls(operation: Pick<Operation, 'calls' | 'requestKey'>): CallColumns {
  const { calls } = operation;
  const first = firstOfKey(operation);
  const mayHaveStarted = calls.some((call) => !call.superseded && call.fate !== CallFate.notExecuted);
  return {
    attempt: attemptOf(operation),
    attemptsInBudget: callsInBudget(operation),
    callStartedAt: mayHaveStarted ? (calls.at(-1)?.startedAt ?? null) : null,
    firstCallAt: first?.startedAt ?? null,
    frozenRevision: first?.sellerRevision ?? null,
    mayHaveExecuted: calls.some(({ fate }) => fate === CallFate.unknown),
  };
}

/**
 * Makes calls for a row that a process of the previous release has written: as few calls as give these columns. Where
 * the columns leave something open, it assumes what forbids most: that the calls may have been executed, and with
 * another key. A milder guess could send a buy twice.
 */
export function callsOfColumns(
  columns: CallColumns,
  row: Pick<Operation, 'requestKey' | 'status' | 'taskId' | 'createdAt'>,
): Call[] {
  const { callStartedAt, firstCallAt, mayHaveExecuted } = columns;
  const isStarted = callStartedAt !== null;
  const attempt = isStarted ? Math.max(1, columns.attempt) : columns.attempt;
  const inBudget = Math.min(attempt, isStarted ? Math.max(1, columns.attemptsInBudget) : columns.attemptsInBudget);
  const before = attempt - inBudget;
  const call = (number: number, fate: CallFate, startedAt: Date | null, ofKey: boolean): Call => ({
    number,
    key: ofKey ? row.requestKey : null,
    startedAt: startedAt ?? firstCallAt ?? row.createdAt,
    sellerRevision: columns.frozenRevision,
    task: null,
    fate,
    superseded: number <= before,
  });
  const calls: Call[] = [];
  const fateBefore = mayHaveExecuted ? CallFate.unknown : CallFate.notExecuted;
  if (before > 1 && inBudget === 0) calls.push(call(before - 1, fateBefore, null, false));
  // The replay window began before the only call of this budget. So the retry kept the key.
  const keptKey = inBudget === 0 || (inBudget === 1 && isStarted && (firstCallAt ?? callStartedAt) < callStartedAt);
  // The previous release could be in doubt without any call: it was told of a buy before it had sent anything. That
  // becomes a call with number 0.
  const uncalled = attempt === 0 && mayHaveExecuted;
  if (before > 0 || uncalled) calls.push(call(before, fateBefore, null, keptKey && firstCallAt !== null));
  const fateInBudget = before === 0 ? fateBefore : CallFate.notExecuted;
  if (inBudget > 1) calls.push(call(before + 1, fateInBudget, null, firstCallAt !== null));
  if (inBudget > 0) {
    const doubtful = before === 0 && mayHaveExecuted && (inBudget === 1 || !isStarted);
    const fate = doubtful ? CallFate.unknown : isStarted ? fateOf(row, mayHaveExecuted) : CallFate.notExecuted;
    calls.push({ ...call(attempt, fate, callStartedAt, firstCallAt !== null), task: row.taskId });
  }
  return calls;
}

/** The fate of the last call, which was started. */
function fateOf({ status }: Pick<Operation, 'status'>, mayHaveExecuted: boolean): CallFate {
  if (status === OperationStatus.inDoubt && mayHaveExecuted) return CallFate.unknown;
  const open =
    status === OperationStatus.submitting || status === OperationStatus.working || status === OperationStatus.timedOut;
  return open ? CallFate.open : CallFate.answered;
}
