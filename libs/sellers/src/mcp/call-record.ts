/** A sign that the seller is working on a call, told while the call is under way (MCP, progress). */
export interface CallProgress {
  message?: string;
}

/**
 * What one call has learned of its HTTP exchange. The MCP client shows neither status nor headers, and has one fetch
 * per session. So the record carries the call's own signal down to the fetch, and the facts back up. No listener is
 * ever put on a signal that lives as long as the session.
 */
export interface CallRecord {
  readonly signal: AbortSignal;
  /** Texts that must never appear in an answer: the credential, the webhook secrets. */
  readonly secrets: readonly string[];
  /** Starts the call's time limit anew, within the limit for work that shows progress. */
  readonly prolong?: () => void;
  /** Set when the call asks for progress, under this token. */
  progress?: { token: string; onProgress: (progress: CallProgress) => void };
  /** The request was handed to a connection, or is waiting for one. */
  sent?: boolean;
  httpStatus?: number;
  retryAfter?: number;
  /** The session id went out with the request. */
  inSession?: boolean;
  /** The body of an HTTP answer that was not a success. */
  refusalBody?: string;
}
