import { OperationStatus, type PendingStatus } from '@adcp-orchestrator/domain';

/** What a task's status word means (AdCP 3.0, task status). */
export type TaskMeaning =
  { kind: 'pending'; status: PendingStatus } | { kind: 'ended'; as: 'completed' | 'failed' | 'rejected' | 'canceled' };

const S = OperationStatus;

const taskWords: Record<string, TaskMeaning> = {
  submitted: { kind: 'pending', status: S.pendingApproval },
  working: { kind: 'pending', status: S.working },
  'input-required': { kind: 'pending', status: S.pendingInput },
  'auth-required': { kind: 'pending', status: S.pendingPermission },
  completed: { kind: 'ended', as: 'completed' },
  failed: { kind: 'ended', as: 'failed' },
  rejected: { kind: 'ended', as: 'rejected' },
  canceled: { kind: 'ended', as: 'canceled' },
};

/** Every status that a task may have (AdCP 3.0 to 3.2, task status). `unknown` is one of them, and means nothing. */
export const taskStatuses: readonly string[] = [...Object.keys(taskWords), 'unknown'];

/**
 * What a media buy's status word says of the `create_media_buy` that made it (AdCP 3.0 and 2.5, media buy status). The
 * words for waiting come from older publishers: in the releases, a buy that is not approved yet does not exist.
 */
export type BuyMeaning = 'created' | 'delivering' | 'rejected' | 'canceled' | 'failed' | 'in_approval';

const buyWords: Record<string, BuyMeaning> = {
  pending_creatives: 'created',
  pending_start: 'created',
  pending_activation: 'created',
  paused: 'created',
  completed: 'created',
  active: 'delivering',
  rejected: 'rejected',
  canceled: 'canceled',
  failed: 'failed',
  pending_approval: 'in_approval',
  pending_manual: 'in_approval',
  pending_permission: 'in_approval',
  submitted: 'in_approval',
};

/** Every status is asked for by name: without a filter `get_media_buys` shows active buys only. */
export const listedBuyStatuses: readonly string[] = [
  'pending_creatives',
  'pending_start',
  'active',
  'paused',
  'completed',
  'rejected',
  'canceled',
];

/** @returns null for a word that we do not know, and for `unknown` */
export function meaningOfTask(word: string | undefined): TaskMeaning | null {
  return word !== undefined && Object.hasOwn(taskWords, word) ? (taskWords[word] ?? null) : null;
}

export function meaningOfBuy(word: string | undefined): BuyMeaning | null {
  return word !== undefined && Object.hasOwn(buyWords, word) ? (buyWords[word] ?? null) : null;
}
