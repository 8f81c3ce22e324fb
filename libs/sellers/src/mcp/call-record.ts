/** That the seller works on a call, told while the call is under way (MCP, progress). */
export interface CallProgress {
  message?: string;
}

/**
 * What one call has learned of its HTTP exchange. The MCP client shows neither status nor headers, and knows one fetch
 * per session: the record carries each call's own signal down to the fetch, and the facts back up. So no listener is
 * ever put on a signal that lives as long as the session.
 */
export interface CallRecord {
  readonly signal: AbortSignal;
  /** Texts that must not come back to us in an answer: the credential, the webhook secret. */
  readonly secrets: readonly string[];
  /** Gives the call its time anew, within the limit for work that shows progress. */
  readonly prolong?: () => void;
  /** Set by a call that asked for progress, under this token. */
  progress?: { token: string; onProgress: (progress: CallProgress) => void };
  /** The request was handed to a connection, or waits for one. */
  sent?: boolean;
  httpStatus?: number;
  retryAfter?: number;
  /** The session id went out with the request. */
  inSession?: boolean;
  /** The body of an answer that was no success. */
  refusalBody?: string;
}
