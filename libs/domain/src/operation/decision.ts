import type { Call } from './call';
import type { OperationError, Outcome } from './outcome';
import type { OperationStatus } from './status';

/** What a fold sets besides the status. Absent: unchanged. */
export interface Patch {
  outcome?: Outcome;
  outcomeFingerprint?: string | null;
  error?: OperationError | null;
  calls?: readonly Call[];
  /** A new key: the next call is frozen anew with it. */
  requestKey?: string;
  deadlinePassedAt?: Date | null;
  deadlineAt?: Date;
  cancelRequestedAt?: Date;
  taskId?: string | null;
  pendingMediaBuyId?: string | null;
  /** A person has asked the publisher: no contradiction is open any more. */
  lastConflict?: null;
  /** Ask or send at once instead of when the schedule says. */
  dueNow?: boolean;
  /** The call that held the lease is over, and the state is kept. */
  releaseLease?: boolean;
  /** The call that holds the lease goes on: it is not polled, and whoever takes it over finds it where it is. */
  keepsCall?: boolean;
  /** The seller's people have approved it after its deadline: the desk is told, and the outcome is still looked for. */
  late?: true;
  /** The desk is to be warned of this deadline for creatives. */
  creativesDue?: string;
  /** What the observation names is not this operation's. */
  learnsNothing?: true;
  /** Told to the desk instead of the seller's message. */
  message?: string;
}

/** What an observation means for an operation. */
export type Decision =
  /** It changes the operation: the moves in order (none: a field was learned), and what else is set. */
  | { verdict: 'transitions'; to: readonly OperationStatus[]; patch: Patch; reason: string }
  /** The outcome that is already known, again. */
  | { verdict: 'duplicate'; reason: string }
  /** True once, overtaken since. `binds`: it still tells which task the seller made of the call. */
  | { verdict: 'stale'; reason: string; binds?: boolean }
  /** Nothing new. `dueNow`: a person wants the seller asked at once. */
  | { verdict: 'unchanged'; reason: string; alarm?: boolean; dueNow?: boolean }
  /** It contradicts what is known: recorded, alarmed, never merged. `doubt`: why the operation is in doubt from then on. */
  | { verdict: 'conflict'; reason: string; doubt?: OperationError }
  /** A person asked for what the state does not allow, or named what another operation (`holder`) has; nothing was learned. */
  | { verdict: 'refused'; reason: string; holder?: string };
