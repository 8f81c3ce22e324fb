import { type Call, CallFate, attemptOf, callsInBudget, firstOfKey } from './call';
import type { Operation } from './operation';
import { OperationStatus } from './status';

/**
 * What the calls come to, as the release before keeps it: in a column each. Some SQL still asks these columns, and while a
 * deployment rolls, processes of that release read and write nothing else.
 */
export interface CallColumns {
  /** Number of the last call. */
  attempt: number;
  /** Calls since a person last sent it. */
  attemptsInBudget: number;
  /** Start of the last call, while one since then may have been executed. */
  callStartedAt: Date | null;
  /** Start of the first call with the present key. */
  firstCallAt: Date | null;
  /** The seller's revision that this one went to. */
  frozenRevision: number | null;
  /** Some call may have been executed, and nothing said later tells. */
  mayHaveExecuted: boolean;
}

/** @returns what the calls come to */
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
 * The calls of a row that a process of the release before has written: as many as are needed to come to these columns.
 * Where they leave something open, the calls say what forbids most: that they may have been executed, with another key.
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
  // The window began before the only call of this budget: the key is the same as before.
  const keptKey = inBudget === 0 || (inBudget === 1 && isStarted && (firstCallAt ?? callStartedAt) < callStartedAt);
  // Told of a buy before anything was sent, that release was in doubt without a call: it is kept as number 0.
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

/** What became of the last call, when it may have been executed. */
function fateOf({ status }: Pick<Operation, 'status'>, mayHaveExecuted: boolean): CallFate {
  if (status === OperationStatus.inDoubt && mayHaveExecuted) return CallFate.unknown;
  const open =
    status === OperationStatus.submitting || status === OperationStatus.working || status === OperationStatus.timedOut;
  return open ? CallFate.open : CallFate.answered;
}
