import type { Acknowledged, Attention } from './attention-reason';
import type { Call } from './call';
import type { OperationError, Outcome } from './outcome';
import type { OperationStatus } from './status';

/** What a decision sets besides the status. An absent field stays unchanged. */
export interface Patch {
  outcome?: Outcome;
  outcomeFingerprint?: string | null;
  error?: OperationError | null;
  calls?: readonly Call[];
  /** A new idempotency key. The next call is frozen anew with it. */
  requestKey?: string;
  deadlinePassedAt?: Date | null;
  deadlineAt?: Date;
  /** The desk is warned of this deadline. */
  deadlineWarnedFor?: Date;
  cancelRequestedAt?: Date;
  taskId?: string | null;
  pendingMediaBuyId?: string | null;
  attention?: Attention;
  acknowledged?: Acknowledged;
  /** Clears the open contradiction: a person has asked the publisher. */
  lastConflict?: null;
  /** Ask or send now, instead of when the schedule says. */
  dueNow?: boolean;
  /** The call is over, so its lease ends, though the status stays. */
  releaseLease?: boolean;
  /**
   * The call goes on. Its worker keeps the lease, and nobody polls. If the worker dies, the call is taken over as it
   * stands.
   */
  keepsCall?: boolean;
  /** The seller's people approved it after its deadline. The desk is told, and the outcome is still looked for. */
  late?: true;
  /** Warn the desk of this deadline for creatives. */
  creativesDue?: string;
  /** What the observation names belongs to another call or operation: bind nothing of it. */
  learnsNothing?: true;
  /** The desk reads this instead of the seller's message. */
  message?: string;
}

/** What an observation means for an operation. */
export type Decision =
  /**
   * It changes the operation. `to`: the moves, in order; empty when only a field was learned. `patch`: what else is
   * set.
   */
  | { verdict: 'transitions'; to: readonly OperationStatus[]; patch: Patch; reason: string }
  /** It repeats the outcome that is already known. */
  | { verdict: 'duplicate'; reason: string }
  /**
   * It was true once, and something later has overtaken it. `binds`: it still tells which task the seller made of the
   * call.
   */
  | { verdict: 'stale'; reason: string; binds?: boolean }
  /** Nothing new. `dueNow`: a person wants the seller asked at once. */
  | { verdict: 'unchanged'; reason: string; dueNow?: boolean }
  /**
   * It contradicts what is known. It is recorded and told, and nothing is merged. `doubt`: why the operation is in
   * doubt from now on.
   */
  | { verdict: 'conflict'; reason: string; doubt?: OperationError }
  /**
   * A person asked for what the state does not allow, or named what another operation (`holder`) has. `stopped`: it was
   * done before under the same key, or the operation is of another version than the person saw. Nothing is written.
   */
  | { verdict: 'refused'; reason: string; holder?: string; stopped?: 'same_key' | 'other_version' };
