import { type Finding, OperationStatus, OperationType, type PendingStatus } from '@adcp-orchestrator/domain';

/** What a status word means. Words that are `ended` settle the operation; the outcome is read from the body. */
export type WordMeaning =
  | { kind: 'pending'; status: PendingStatus }
  | { kind: 'ended'; as: 'succeeded' | 'failed' | 'rejected'; delivering?: boolean };

const S = OperationStatus;
const approval: WordMeaning = { kind: 'pending', status: S.pendingApproval };
const permission: WordMeaning = { kind: 'pending', status: S.pendingPermission };
const succeeded: WordMeaning = { kind: 'ended', as: 'succeeded' };
const failed: WordMeaning = { kind: 'ended', as: 'failed' };
const rejected: WordMeaning = { kind: 'ended', as: 'rejected' };

const pendingWords: Record<string, WordMeaning> = {
  pending_manual: approval,
  pending_approval: approval,
  pending_permission: permission,
};

/** The words that answer `create_media_buy` (guide, Pending Operation Handler). */
const createWords: Record<string, WordMeaning> = {
  ...pendingWords,
  pending_activation: succeeded,
  active: { ...succeeded, delivering: true },
  failed,
  rejected,
};

/** The words that answer every other tool. */
const otherWords: Record<string, WordMeaning> = { ...pendingWords, accepted: succeeded, failed, rejected };

/** The words of `check_media_buy_status` for a buy (AdCP:Buy of July 2025, status values). */
const buyWords: Record<string, WordMeaning> = {
  ...createWords,
  scheduled: succeeded,
  paused: succeeded,
  completed: succeeded,
};

/** The words for the state of a task without a resolution. There, `failed` is the guide's rejection. */
const taskWords: Record<string, WordMeaning> = {
  pending: approval,
  assigned: approval,
  in_progress: approval,
  escalated: approval,
  approved: succeeded,
  completed: succeeded,
  failed: rejected,
};

const resolutionWords: Record<string, WordMeaning> = {
  approved: succeeded,
  completed: succeeded,
  rejected,
  cannot_complete: rejected,
};

/** @returns what the word means in the answer to a call; null when we do not know it */
export function meaningOfAnswer(type: OperationType, word: string): WordMeaning | null {
  return lookUp(type === OperationType.createMediaBuy ? createWords : otherWords, word);
}

/** @returns what the word means in the result of a task. The result of a create may show the buy. */
export function meaningOfResult(type: OperationType, word: string): WordMeaning | null {
  return meaningOfAnswer(type, word) ?? (type === OperationType.createMediaBuy ? meaningOfBuy(word) : null);
}

export function meaningOfBuy(word: string): WordMeaning | null {
  return lookUp(buyWords, word);
}

export function meaningOfTaskStatus(word: string): WordMeaning | null {
  return lookUp(taskWords, word);
}

export function meaningOfResolution(word: string): WordMeaning | null {
  return lookUp(resolutionWords, word);
}

export function unknownWord(word: string | undefined): Finding {
  return { kind: 'unknown_word', word: word ?? '(no status)' };
}

function lookUp(table: Record<string, WordMeaning>, word: string): WordMeaning | null {
  return Object.hasOwn(table, word) ? (table[word] ?? null) : null;
}
