/** Why an operation needs a person. */
export const AttentionReason = {
  /** It cannot be proved whether the seller executed the call. */
  inDoubt: 'in_doubt',
  /** The deadline passed with no outcome. The seller may still commit the desk's money. */
  timedOut: 'timed_out',
  /** The seller refused our credential; the call did not execute. */
  credentialRefused: 'credential_refused',
  /** The seller does not speak the AdCP release of our call. The call did not execute. */
  versionUnsupported: 'version_unsupported',
} as const;
export type AttentionReason = (typeof AttentionReason)[keyof typeof AttentionReason];

export const attentionReasons: readonly AttentionReason[] = Object.values(AttentionReason);

/** Why an operation needs a person, and since when for this reason. */
export interface Attention {
  reason: AttentionReason;
  since: Date;
}
