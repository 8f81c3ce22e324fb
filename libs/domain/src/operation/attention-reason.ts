/** Why an operation needs a person. Of several reasons that hold, the first of this list counts. */
export const AttentionReason = {
  /**
   * It may have been sent before the database was restored from a backup, and the seller shows nothing of it. A person
   * releases it (`retry`), or says what became of it (`resolve`).
   */
  restored: 'restored',
  /** It cannot be proved whether the seller executed the call. */
  inDoubt: 'in_doubt',
  /** The deadline passed with no outcome. The seller may still commit the desk's money. */
  timedOut: 'timed_out',
  /** The seller refused our credential; the call did not execute. */
  credentialRefused: 'credential_refused',
  /** The seller's people must give a permission or an authorisation, and somebody must get it from them. */
  permissionMissing: 'permission_missing',
  /** The seller asked something. */
  inputRequired: 'input_required',
  /** The seller does not speak the AdCP release of our call. The call did not execute. */
  versionUnsupported: 'version_unsupported',
  /** It ended badly, and may be booked all the same: its `po_number` is still held. Until acknowledged. */
  mayBeBooked: 'may_be_booked',
  /** Its outcome came after its deadline, when the desk may have bought elsewhere. Until acknowledged. */
  lateSettlement: 'late_settlement',
  /** The seller contradicted itself. Until acknowledged. */
  conflict: 'conflict',
} as const;
export type AttentionReason = (typeof AttentionReason)[keyof typeof AttentionReason];

export const attentionReasons: readonly AttentionReason[] = Object.values(AttentionReason);

/** Why an operation needs a person, and since when for this reason. */
export interface Attention {
  reason: AttentionReason;
  since: Date;
  /** Who looks after it, in the desk's own words. */
  assignee: string | null;
  /** What the desk wrote about it. */
  note: string | null;
}

/** What a person has seen and taken off the list. What comes later asks for a person again. */
export interface Acknowledged {
  /** So many contradictions. */
  conflicts: number;
  /** That it may be booked although it ended badly. */
  mayBeBooked: boolean;
  /** That it settled late. */
  late: boolean;
}
