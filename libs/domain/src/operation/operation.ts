import type { Json } from '../json';
import type { DialectName } from '../sellers/dialect-name';
import type { Call } from './call';
import type { Attention } from './attention-reason';
import type { OperationError, Outcome } from './outcome';
import type { OperationStatus } from './status';
import type { OperationType } from './type';

/** Which worker has to look at the row, and why: `submit` sends or resends, `poll` asks the seller. */
export const DueKind = { submit: 'submit', poll: 'poll' } as const;
export type DueKind = (typeof DueKind)[keyof typeof DueKind];

/** The aggregate root, as the gate reads and writes it. The request and the frozen call stay in the row. */
export interface Operation {
  id: string;
  tenantId: string;
  sellerId: string;
  dialect: DialectName;
  type: OperationType;
  status: OperationStatus;

  /** The seller's last word about the operation, and about its task. */
  sellerStatus: string | null;
  sellerTaskStatus: string | null;
  message: string | null;
  taskId: string | null;
  /** The buy that the seller has named while it still waits: by it the seller is asked, and it proves no booking. */
  pendingMediaBuyId: string | null;
  contextId: string | null;
  poNumber: string | null;
  /** While it does, no other create takes its `po_number` at this seller: a unique index keeps that. */
  holdsPoNumber: boolean;
  userId: string | null;
  /** Copied from the request: what polls and reconciliation must name to the seller. */
  account: Json;
  buyerRef: string | null;

  outcome: Outcome | null;
  /** Strong identity of an outcome that came as an `adcp-v3` task's; null when only the weak one is known. */
  outcomeFingerprint: string | null;
  /** The last error that did not settle it. */
  error: OperationError | null;

  /** The idempotency key that the next call carries; the frozen bytes hold it. */
  requestKey: string;
  /** Oldest first, at most `MAX_CALLS`: the last is kept always. */
  calls: readonly Call[];

  pollAttempt: number;
  dueKind: DueKind | null;
  dueAt: Date | null;
  deadlineAt: Date;
  /** What it was given at first: a deadline that is renewed is as long. */
  deadlineSeconds: number;
  /** When the deadline was acted upon. */
  deadlinePassedAt: Date | null;
  /** When the seller's people were first waited for; approval times are measured from it. */
  pendingSince: Date | null;

  /** Set by the fold: null while no person is needed. */
  attention: Attention | null;
  late: boolean;
  conflicts: number;
  /** What the last conflict was about: the desk is told of each once. */
  lastConflict: string | null;
  retryOf: string | null;
  /** What it repeats ended badly, and may be booked all the same. */
  repeatsDoubt: boolean;
  cancelRequestedAt: Date | null;
  /** Number of the last notification owed for this operation. */
  eventSequence: number;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  settledAt: Date | null;
}
