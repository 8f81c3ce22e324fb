/**
 * What is under way at a seller: the call itself, a call whose seller shows progress, or the questions that settle an
 * unproven call.
 */
export type UnderWay = 'call' | 'work' | 'evidence';

/** One operation's turn with the sender. */
export interface Turn {
  /** True once the process stops. What has not been started by then is handed back. */
  stopping(): boolean;
  /** Aborts what is under way, when its time is up or a person will not wait for it. */
  readonly signal: AbortSignal;
  /** Says what is under way from now on, for whoever waits for it. */
  underWay(what: UnderWay): void;
}
