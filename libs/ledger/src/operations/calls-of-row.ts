import { type Call, type CallColumns, callsOfColumns, columnsOfCalls } from '@adcp-orchestrator/domain';
import type { OperationRow } from '../schema/operation-table';

type CallRow = Pick<
  OperationRow,
  | 'calls'
  | 'attempt'
  | 'attempts_in_budget'
  | 'call_started_at'
  | 'first_call_at'
  | 'frozen_revision'
  | 'may_have_executed'
  | 'request_key'
  | 'status'
  | 'task_id'
  | 'created_at'
>;

/**
 * @returns the calls of a row. The previous release writes the summary columns, but not `calls`. Where the two differ,
 *   such a process has written last, and the calls are made from the columns (ADR 11).
 */
export function callsOf(row: CallRow): Call[] {
  const columns: CallColumns = {
    attempt: row.attempt,
    attemptsInBudget: row.attempts_in_budget,
    callStartedAt: row.call_started_at,
    firstCallAt: row.first_call_at,
    frozenRevision: row.frozen_revision,
    mayHaveExecuted: row.may_have_executed,
  };
  const calls = (row.calls ?? []).map((call) => ({ ...call, startedAt: new Date(call.startedAt) }));
  if (isSame(columns, columnsOfCalls({ calls, requestKey: row.request_key }))) return calls;
  const { request_key: requestKey, status, task_id: taskId, created_at: createdAt } = row;
  return callsOfColumns(columns, { requestKey, status, taskId, createdAt });
}

function isSame(left: CallColumns, right: CallColumns): boolean {
  return (Object.keys(left) as (keyof CallColumns)[]).every((name) => left[name]?.valueOf() === right[name]?.valueOf());
}
