import type { components } from './api';

export type Operation = components['schemas']['Operation'];
export type Problem = components['schemas']['Problem'];
/** What happened to an operation; the same in streams, pages and notifications. */
export type OrchestratorEvent = components['schemas']['Event'];

/** The API refused a request, and repeating it would not help. */
export class RequestRefusedError extends Error {
  override readonly name = 'RequestRefusedError';

  constructor(
    readonly status: number,
    /** null when the answer was no problem object. */
    readonly problem: Problem | null,
  ) {
    super(problem === null ? `the API answered ${status}` : `${problem.title}: ${problem.detail}`);
  }
}

/** The time to wait was over, and the operation has not ended. */
export class OperationUnsettledError extends Error {
  override readonly name = 'OperationUnsettledError';

  constructor(readonly operation: Operation) {
    const { id, status } = operation;
    const what = operation.attention === null ? '' : `; ${operation.attention.what_to_do}`;
    super(`operation ${id} is still ${status}${what}`);
  }
}
