import { type Answer, type JsonObject, type Operation, OperationType } from '@adcp-orchestrator/domain';
import { said } from '../dialect/answers';
import { taskTimesOf } from '../dialect/task-times';
import { clipped } from '../faults';
import { firstText, idField, objectField, textField } from '../json/fields';
import { errorOf, provesSuccess, settledBy } from './outcome-of-body';
import { meaningOfResolution, meaningOfResult, meaningOfTaskStatus, unknownWord } from './status-words';

/** The parts of a human task that its outcome is read from. Tasks in the list and webhooks both have them. */
export interface TaskWord {
  status?: string;
  resolution?: string;
  result?: JsonObject;
  /** The whole task, in which a reason may be found. */
  body: JsonObject;
}

export function taskWordOf(task: JsonObject): TaskWord {
  return said({
    status: textField(task, 'status'),
    resolution: textField(task, 'resolution'),
    result: objectField(task, 'result'),
    body: task,
  });
}

/** Reads what a listed task says of its operation. The resolution counts before the status. */
export function readTask(operation: Operation, task: JsonObject): Answer {
  const word = taskWordOf(task);
  const finding = findingOfTask(operation.type, word);
  // `error_detail` tells why a person is needed. Once the task has ended well, that is no longer true.
  const detail = finding.kind === 'settled' && finding.outcome.error === undefined ? [] : ['error_detail'];
  const message = firstText(task, 'resolution_detail', ...detail);
  return said<Answer>({
    taskTimes: taskTimesOf(task, 'completed_at', 'resolved_at'),
    finding,
    taskId: idField(task, 'task_id'),
    sellerStatus: word.result === undefined ? undefined : textField(word.result, 'status'),
    sellerTaskStatus: textField(task, 'status'),
    message: message === undefined ? undefined : clipped(message),
  });
}

/** Reads a task's words. Approved without a result is `approved`: the outcome is looked for next. */
export function findingOfTask(type: OperationType, task: TaskWord): Answer['finding'] {
  const word = task.resolution ?? task.status;
  const meaning =
    task.resolution === undefined ? meaningOfTaskStatus(task.status ?? '') : meaningOfResolution(task.resolution);
  if (meaning === null) return unknownWord(word);
  if (meaning.kind === 'pending') return meaning;
  if (meaning.as !== 'succeeded') {
    return { kind: 'settled', outcome: { status: meaning.as, error: errorOf(meaning.as, task.body) } };
  }
  return resultFinding(type, task.result);
}

/** The result of approved work uses the words of a direct answer. Only words of an end are believed here. */
function resultFinding(type: OperationType, result: JsonObject | undefined): Answer['finding'] {
  const approved: Answer['finding'] = { kind: 'pending', status: 'approved' };
  if (result === undefined || Object.keys(result).length === 0) return approved;
  const word = textField(result, 'status');
  const meaning = meaningOfResult(type, word ?? '');
  // The work was approved, but the word for its buy is unknown. So the buy is asked about.
  if (word !== undefined && meaning === null && type === OperationType.createMediaBuy) return approved;
  if (meaning?.kind === 'ended' && meaning.as !== 'succeeded') return settledBy(type, meaning, result);
  if (meaning?.kind === 'pending' || !provesSuccess(type, result)) return approved;
  return settledBy(type, { kind: 'ended', as: 'succeeded', delivering: meaning?.delivering }, result);
}
