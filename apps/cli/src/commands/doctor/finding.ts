/** What came of a check. `skipped`: what it needs was not given. */
export const Result = { ok: 'ok', warn: 'warn', fail: 'fail', skipped: 'skipped' } as const;
export type Result = (typeof Result)[keyof typeof Result];

export interface Verdict {
  result: Result;
  message: string;
  /** The next step, in one line; null when there is none. */
  whatToDo: string | null;
  /** Which of several it is about: a seller, an address. */
  about?: string;
}

/** One line of the report. */
export interface Finding extends Verdict {
  check: string;
  durationMs: number;
}

export const ok = (message: string): Verdict => ({ result: Result.ok, message, whatToDo: null });
export const warn = (message: string, whatToDo: string): Verdict => ({ result: Result.warn, message, whatToDo });
export const fail = (message: string, whatToDo: string): Verdict => ({ result: Result.fail, message, whatToDo });
/** @param whatToDo what to give, so that it can be checked */
export const skipped = (message: string, whatToDo: string): Verdict => ({ result: Result.skipped, message, whatToDo });
