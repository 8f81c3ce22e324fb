import type { Json } from '../json';
import type { DialectName } from '../sellers/dialect-name';
import type { Call } from './call';
import type { Acknowledged, Attention } from './attention-reason';
import type { OperationError, Outcome } from './outcome';
import type { OperationStatus } from './status';
import type { OperationSummary } from './summary';
import type { OperationType } from './type';

/** Which worker the row waits for: `submit` sends or resends, `poll` asks the seller. */
export const DueKind = { submit: 'submit', poll: 'poll' } as const;
export type DueKind = (typeof DueKind)[keyof typeof DueKind];

/**
 * The aggregate, as the gate reads and writes it. The desk's request and the frozen call stay in the row and are read
 * only where they are needed.
 */
export interface Operation {
  id: string;
  tenantId: string;
  sellerId: string;
  dialect: DialectName;
  type: OperationType;
  status: OperationStatus;
  /** When it came into this status. */
  statusSince: Date;

  /** The seller's last status word for the buy, and (`sellerTaskStatus`) for the task. */
  sellerStatus: string | null;
  sellerTaskStatus: string | null;
  message: string | null;
  taskId: string | null;
  /** The id of a buy that still waits. The seller is asked by it; it proves no booking. */
  pendingMediaBuyId: string | null;
  contextId: string | null;
  poNumber: string | null;
  /** While true, no other create at this seller can have the same `po_number`: a unique index sees to that (ADR 15). */
  holdsPoNumber: boolean;
  userId: string | null;
  /** Read from the request at intake. */
  summary: OperationSummary;
  /** Copied from the request, like `buyerRef`: polls and reconciliation must name them to the seller. */
  account: Json;
  buyerRef: string | null;

  outcome: Outcome | null;
  /**
   * The canonical hash of an outcome that an `adcp-v3` task brought; null for every other outcome (see
   * `isSameOutcome`).
   */
  outcomeFingerprint: string | null;
  /** The last error that did not end the operation. */
  error: OperationError | null;

  /** The idempotency key of the next call. The frozen bytes hold the same key. */
  requestKey: string;
  /** Oldest first, at most `MAX_CALLS`. The last call is always kept. */
  calls: readonly Call[];

  pollAttempt: number;
  dueKind: DueKind | null;
  dueAt: Date | null;
  deadlineAt: Date;
  /** Seconds that the operation was given at first. A renewed deadline is as long. */
  deadlineSeconds: number;
  /** When the gate acted on the passed deadline; null before. */
  deadlinePassedAt: Date | null;
  /** The deadline of which the desk was warned, shortly before it. A later deadline is warned of again. */
  deadlineWarnedFor: Date | null;
  /** From when on it counts as overdue; null when it is settled. */
  overdueAt: Date | null;
  /** Whether the gate has seen it overdue. The list filters by this. */
  overdue: boolean;
  /** When we first waited for the seller's people. Approval times are measured from here. */
  pendingSince: Date | null;

  /**
   * How long the seller's people took to approve, in seconds: by the seller's own times where it gives them. Null before
   * the approval, and for operations from before this was kept.
   */
  approvalSeconds: number | null;

  /** Set by the fold. Null while no person is needed. */
  attention: Attention | null;
  /** What of it a person has seen; null for nothing. */
  acknowledged: Acknowledged | null;
  late: boolean;
  conflicts: number;
  /** What the last conflict was about: the desk is told of each conflict once. */
  lastConflict: string | null;
  retryOf: string | null;
  /** The operation that it repeats ended badly, and may be booked all the same. */
  repeatsDoubt: boolean;
  cancelRequestedAt: Date | null;
  /** Number of the last notification owed for this operation. */
  eventSequence: number;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  settledAt: Date | null;
}
