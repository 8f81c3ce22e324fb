import type { AskedBy, AskedKey } from './asked';
import type { Finding, ObservationSource } from './observation';
import type { OperationStatus } from './status';

/** What a timeline entry tells of. Intake writes `accepted`, the leases write `claimed`, a restore writes `learned`, the gate writes the rest. */
export const TimelineKind = {
  accepted: 'accepted',
  claimed: 'claimed',
  transition: 'transition',
  learned: 'learned',
  duplicate: 'duplicate',
  stale: 'stale',
  conflict: 'conflict',
  /** The gate could not write what was learned; the observation is kept here. */
  unwritable: 'unwritable',
} as const;
export type TimelineKind = (typeof TimelineKind)[keyof typeof TimelineKind];

/** One line of the append-only list of what changed or mattered, and who or what made it. */
export interface TimelineEntry {
  kind: TimelineKind;
  from: OperationStatus | null;
  to: OperationStatus | null;
  source: ObservationSource | 'intake' | 'lease' | 'restore';
  at: Date;
  actor: string | null;
  reason: string;
  sellerStatus: string | null;
  sellerTaskStatus: string | null;
  taskId: string | null;
  message: string | null;
  httpStatus: number | null;
  durationMs: number | null;
  attempt: number | null;
  finding: Finding | null;
  /** The key under which a person asked for it. */
  asked: AskedKey | null;
  /** Which person asked for it; null when none did. */
  by: AskedBy | null;
}
