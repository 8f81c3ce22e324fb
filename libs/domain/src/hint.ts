/** What a hint wakes: the submitter, the poller or the notifier. */
export const HintKind = { submit: 'submit', poll: 'poll', notify: 'notify' } as const;
export type HintKind = (typeof HintKind)[keyof typeof HintKind];

/**
 * "There is work of this kind for this seller: look at the rows." A lost hint costs a few seconds, until the sweep
 * looks.
 */
export type Hint =
  | { kind: 'submit'; tenantId: string; sellerId: string; at: Date }
  /** `soonest`: `at` was read from the rows. So this hint replaces one that waits for a later time. */
  | { kind: 'poll'; tenantId: string; sellerId: string; at: Date; soonest?: true }
  /** `onlyToStreams`: readers of streams are to be told; nobody needs to look for deliveries. */
  | { kind: 'notify'; tenantId: string; at: Date; onlyToStreams?: true };

/** Takes hints after a commit. It never throws and never waits: the sweep finds the same rows. */
export interface HintSink {
  send(hints: readonly Hint[]): void;
}
