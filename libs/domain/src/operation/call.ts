/** What became of a call. */
export const CallFate = {
  /** Its answer is awaited. */
  open: 'open',
  /** It provably did nothing. */
  notExecuted: 'not_executed',
  /** It may have been executed. Its worker died, or the answer proves nothing. */
  unknown: 'unknown',
  /** The seller has answered: with a task, a wait or an end. */
  answered: 'answered',
} as const;
export type CallFate = (typeof CallFate)[keyof typeof CallFate];

/** One call of an operation to its seller. */
export interface Call {
  /**
   * Counts from 1 through the operation's whole life. 0 stands for a call that this database does not know of
   * (`unknownCall`), and for a doubt that a previous release had without a call.
   */
  number: number;
  /** The idempotency key that it carried; null when we no longer know it. */
  key: string | null;
  startedAt: Date;
  /** The seller's revision that it went to. At another address or account its key means nothing. */
  sellerRevision: number | null;
  /** The task that the seller made of this call. */
  task: string | null;
  fate: CallFate;
  /** A person has sent the operation again since, which began a new budget of calls. */
  superseded: boolean;
}

/** An operation keeps at most this many calls; their numbers go on. The row must not grow without bound. */
export const MAX_CALLS = 10;

/** The number of a call that this database does not know of. */
const UNKNOWN_CALL = 0;

interface WithCalls {
  calls: readonly Call[];
}

interface WithKey extends WithCalls {
  /** The key that the next call carries. */
  requestKey: string;
}

/** @returns the number of the last call; 0 before the first */
export function attemptOf({ calls }: WithCalls): number {
  return calls.at(-1)?.number ?? 0;
}

/** @returns how many calls were made in the present budget, which began when a person last sent the operation */
export function callsInBudget({ calls }: WithCalls): number {
  return attemptOf({ calls }) - (calls.findLast(({ superseded }) => superseded)?.number ?? 0);
}

/** @returns the first call with the present key: the replay window begins with it */
export function firstOfKey({ calls, requestKey }: WithKey): Call | undefined {
  return calls.find(({ key }) => key === requestKey);
}

/** @returns the calls with the next one added, open */
export function started(operation: WithKey, at: Pick<Call, 'startedAt' | 'sellerRevision'>): Call[] {
  const { calls, requestKey } = operation;
  const number = attemptOf(operation) + 1;
  const call: Call = { ...at, number, key: requestKey, task: null, fate: CallFate.open, superseded: false };
  return bounded([...calls, call], requestKey);
}

/**
 * @returns the calls with the last one in doubt. A call that did nothing is put in doubt only when there is no other.
 */
export function doubted({ calls }: WithCalls): Call[] {
  const last = calls.findLast(({ fate }) => fate !== CallFate.notExecuted) ?? calls.at(-1);
  return calls.map((call) => (call === last ? { ...call, fate: CallFate.unknown } : call));
}

/**
 * The call that stands for whatever was sent since a backup, and which the restored database has forgotten (ADR 39). It
 * comes before the calls that are known, so that no answer is taken for its answer. Its key is not known either: so
 * nothing goes out again under a key of before, until a person says so.
 * @param notBefore the last moment of the backup
 */
export function unknownCall(notBefore: Date): Call {
  return {
    number: UNKNOWN_CALL,
    key: null,
    startedAt: notBefore,
    sellerRevision: null,
    task: null,
    fate: CallFate.unknown,
    superseded: false,
  };
}

/** @returns whether a call may have been made that this database does not know of, and no person has sent it again since */
export function hasUnknownCall({ calls }: WithCalls): boolean {
  return calls.some(
    ({ number, fate, superseded }) => number === UNKNOWN_CALL && fate === CallFate.unknown && !superseded,
  );
}

/** @returns the first moment at which a call of the operation may have reached the seller */
export function soonestSent({ calls, createdAt }: WithCalls & { createdAt: Date }): Date {
  return new Date(Math.min(createdAt.getTime(), ...calls.map(({ startedAt }) => startedAt.getTime())));
}

/** @returns the calls after their worker was lost: an open one may have been executed */
export function lost({ calls }: WithCalls): Call[] {
  return withLast(calls, fateOfOpen(CallFate.unknown));
}

/** @returns the calls after the open one provably did nothing */
export function undone({ calls }: WithCalls): Call[] {
  return withLast(calls, fateOfOpen(CallFate.notExecuted));
}

/**
 * @returns the calls after the open one was answered. One that is in doubt stays so: this answer may be about another.
 */
export function answered({ calls }: WithCalls): Call[] {
  return withLast(calls, fateOfOpen(CallFate.answered));
}

/** @returns the calls with this task on the last one */
export function bound({ calls }: WithCalls, task: string): Call[] {
  return withLast(calls, (last) => ({ ...last, task }));
}

/** @returns the calls after an end that is known to be the end of every one of them */
export function ended({ calls }: WithCalls): Call[] {
  return calls.map((call) => (call.fate === CallFate.notExecuted ? call : { ...call, fate: CallFate.answered }));
}

/** @returns the calls after a person's retry. What they did is not known, and the next answer may bind a new task. */
export function superseded({ calls, taskId }: WithCalls & { taskId: string | null }): Call[] {
  return withLast(calls, (last) => ({ ...last, task: last.task ?? taskId })).map((call) => ({
    ...call,
    fate: call.fate === CallFate.notExecuted ? call.fate : CallFate.unknown,
    superseded: true,
  }));
}

function withLast(calls: readonly Call[], change: (last: Call) => Call): Call[] {
  const last = calls.at(-1);
  return last === undefined ? [] : [...calls.slice(0, -1), change(last)];
}

function fateOfOpen(fate: CallFate): (last: Call) => Call {
  return (last) => (last.fate === CallFate.open ? { ...last, fate } : last);
}

/**
 * Leaves out one call when there are too many: one that did nothing, else the oldest. Three are always kept: the last;
 * the last before the present budget, by which calls are counted; and the first with the present key, from which the
 * replay window runs.
 */
function bounded(calls: Call[], requestKey: string): Call[] {
  if (calls.length <= MAX_CALLS) return calls;
  const kept = [calls.at(-1), calls.findLast((call) => call.superseded), firstOfKey({ calls, requestKey })];
  const others = calls.filter((call) => !kept.includes(call));
  const left = others.find(({ fate }) => fate === CallFate.notExecuted) ?? others[0];
  return calls.filter((call) => call !== left);
}
