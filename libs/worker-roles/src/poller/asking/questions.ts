import { type Operation, OperationStatus } from '@adcp-orchestrator/domain';

/** How a due operation is asked about. */
export const Question = {
  /** Its task or resource is looked up, together with those of others. */
  poll: 'poll',
  /** Evidence is looked for, because there may be no task to ask about. */
  reconcile: 'reconcile',
} as const;
export type Question = (typeof Question)[keyof typeof Question];

/** @returns the question that the operation's state calls for. */
export function questionFor(operation: Operation): Question {
  switch (operation.status) {
    case OperationStatus.inDoubt:
    case OperationStatus.approved:
      return Question.reconcile;
    case OperationStatus.timedOut:
      return operation.taskId === null ? Question.reconcile : Question.poll;
    default:
      return Question.poll;
  }
}
