import type { Scenario } from '../scenarios/scenario';
import type { Dialect, JsonObject, MediaBuy, Mutation, PushConfig, Task } from '../state/records';

/** One call that is being executed. No fault has kept it from that. */
export interface Call {
  dialect: Dialect;
  seller: string;
  tool: string;
  mutation: Mutation;
  accountId: string | null;
  poNumber: string | null;
  idempotencyKey: string | null;
  /** What was asked for, without credentials. */
  order: JsonObject;
  scenario: Scenario;
  push: PushConfig | null;
}

/** What becomes of a call. */
export type Answer =
  | { kind: 'done'; buy: MediaBuy | null; result: JsonObject }
  | { kind: 'failed'; code: string; message: string; errorsInBody: boolean }
  | { kind: 'pending'; task: Task };

/** The request names a media buy that this publisher does not have. */
export class MediaBuyUnknownError extends Error {
  readonly code = 'MEDIA_BUY_NOT_FOUND';
  constructor(readonly mediaBuyId: string) {
    super(`media_buy_id "${mediaBuyId}" is not known to this seller; create_media_buy returns the ids that are`);
    this.name = 'MediaBuyUnknownError';
  }
}

/** A task that does not exist, or is finished and cannot be decided again. */
export class TaskNotDecidableError extends Error {
  constructor(
    taskId: string,
    readonly problem: 'unknown' | 'finished',
    detail: string,
  ) {
    super(`task "${taskId}" ${detail}`);
    this.name = 'TaskNotDecidableError';
  }
}
