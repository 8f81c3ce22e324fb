/** What a hint wakes: the submitter, the poller or the notifier. */
export const HintKind = { submit: 'submit', poll: 'poll', notify: 'notify' } as const;
export type HintKind = (typeof HintKind)[keyof typeof HintKind];

/** "There is work of this kind for this seller: look at the rows." Losing one costs a few seconds. */
export type Hint =
  | { kind: 'submit'; tenantId: string; sellerId: string; at: Date }
  /** `soonest`: read from the rows, so it replaces one that waits for later. */
  | { kind: 'poll'; tenantId: string; sellerId: string; at: Date; soonest?: true }
  | { kind: 'notify'; tenantId: string; at: Date };

/** Where hints go after a commit. Never throws and never waits: the sweep finds what a lost hint would have. */
export interface HintSink {
  send(hints: readonly Hint[]): void;
}
