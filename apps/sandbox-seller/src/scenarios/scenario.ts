/** How one request scripts the publisher's behaviour, as plain data. `scenarios.ts` reads it from text. */

/** What a task waits for; each dialect shows it in its own words. */
export const Wait = {
  approval: 'approval',
  permission: 'permission',
  ad_server: 'ad_server',
  working: 'working',
  input: 'input',
  unknown: 'unknown',
} as const;
export type Wait = (typeof Wait)[keyof typeof Wait];

/** How a request ends when nobody intervenes. */
export const Ending = {
  booked: 'booked',
  rejected: 'rejected',
  cannot_complete: 'cannot_complete',
  failed: 'failed',
  canceled: 'canceled',
} as const;
export type Ending = (typeof Ending)[keyof typeof Ending];

/** Something that goes wrong on the way, before or after the seller executes the call. */
export const FaultKind = {
  slow: 'slow',
  hang: 'hang',
  drop_before: 'drop_before',
  drop_after: 'drop_after',
  drop_middle: 'drop_middle',
  rate_limited: 'rate_limited',
  http_429: 'http_429',
  http_500: 'http_500',
  http_500_after: 'http_500_after',
  http_503: 'http_503',
  http_401: 'http_401',
  http_403: 'http_403',
  session_lost: 'session_lost',
  garbage: 'garbage',
  huge: 'huge',
} as const;
export type FaultKind = (typeof FaultKind)[keyof typeof FaultKind];

/** One fault, for this many calls. `seconds` is a delay or a `retry_after`. */
export interface Fault {
  kind: FaultKind;
  seconds: number | null;
  times: number;
}

/** One thing a task waits for; `seconds` null waits for a person. */
export interface Step {
  wait: Wait;
  seconds: number | null;
}

/** How outcomes are announced. A field that is absent leaves it to what was agreed with the buyer. */
export interface WebhookScript {
  mode?: 'rfc9421' | 'hmac' | 'bearer' | 'unsigned' | 'bad_signature' | 'none';
  delaySeconds?: number;
  duplicate?: boolean;
  early?: boolean;
  conflict?: boolean;
  forSynchronousAnswers?: boolean;
  withoutOperationId?: boolean;
}

/** Oddities of the seller's records. */
export interface Quirks {
  forgetsTask?: boolean;
  dropsFinishedTask?: boolean;
  withoutResult?: boolean;
  withoutEvidence?: boolean;
  errorsInBody?: boolean;
}

export interface Scenario {
  /** The words that were understood, for records and the page. Empty: none. */
  text: string;
  /** The text that follows the words. Nothing in it was understood. */
  rest: string;
  faults: Fault[];
  steps: Step[];
  ending: Ending;
  /** Whether the words say how the request ends, and not only what goes wrong on the way. */
  hasCourse: boolean;
  /** Seconds after booking at which the buy delivers; null: when its creatives arrive. */
  activeAfterSeconds: number | null;
  webhook: WebhookScript;
  quirks: Quirks;
}
