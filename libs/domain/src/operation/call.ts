/** What became of a call. */
export const CallFate = {
  /** Its answer is awaited. */
  open: 'open',
  /** It provably did nothing. */
  notExecuted: 'not_executed',
  /** It may have been executed: its process was lost, or what came back proves nothing. */
  unknown: 'unknown',
  /** The seller has answered it: with a task, a wait or an end. */
  answered: 'answered',
} as const;
export type CallFate = (typeof CallFate)[keyof typeof CallFate];

/** One call of an operation to its seller. */
export interface Call {
  /** The first is 1, and every later one has the next number. */
  number: number;
  /** The idempotency key that it carried; null when that is not known any more. */
  key: string | null;
  startedAt: Date;
  /** The seller's revision that it went to: at another address or account its key means nothing. */
  sellerRevision: number | null;
  /** The task that the seller made of it. */
  task: string | null;
  fate: CallFate;
  /** A person has sent the operation again since: another budget of calls began. */
  superseded: boolean;
}

/** An operation keeps as many; the numbers go on. */
export const MAX_CALLS = 10;

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

/** @returns how many calls were made since a person last sent it, which begins a new budget */
export function callsInBudget({ calls }: WithCalls): number {
  return attemptOf({ calls }) - (calls.findLast(({ superseded }) => superseded)?.number ?? 0);
}

/** @returns the first call with the present key: the replay window begins with it */
export function firstOfKey({ calls, requestKey }: WithKey): Call | undefined {
  return calls.find(({ key }) => key === requestKey);
}

/** The next call goes out. */
export function started(operation: WithKey, at: Pick<Call, 'startedAt' | 'sellerRevision'>): Call[] {
  const { calls, requestKey } = operation;
  const number = attemptOf(operation) + 1;
  const call: Call = { ...at, number, key: requestKey, task: null, fate: CallFate.open, superseded: false };
  return bounded([...calls, call], requestKey);
}

/** The last call may have been executed: of those that surely did nothing only when there is no other. */
export function doubted({ calls }: WithCalls): Call[] {
  const last = calls.findLast(({ fate }) => fate !== CallFate.notExecuted) ?? calls.at(-1);
  return calls.map((call) => (call === last ? { ...call, fate: CallFate.unknown } : call));
}

/** Whoever waited for the answer to the last call is gone. */
export function lost({ calls }: WithCalls): Call[] {
  return withLast(calls, fateOfOpen(CallFate.unknown));
}

/** The call that was under way provably did nothing. */
export function undone({ calls }: WithCalls): Call[] {
  return withLast(calls, fateOfOpen(CallFate.notExecuted));
}

/** The call that was under way is answered. One of which it was unknown stays so: what it did may not be all that was said. */
export function answered({ calls }: WithCalls): Call[] {
  return withLast(calls, fateOfOpen(CallFate.answered));
}

/** The seller has made this task of the last call. */
export function bound({ calls }: WithCalls, task: string): Call[] {
  return withLast(calls, (last) => ({ ...last, task }));
}

/** An end that is known to be the end of all of them. */
export function ended({ calls }: WithCalls): Call[] {
  return calls.map((call) => (call.fate === CallFate.notExecuted ? call : { ...call, fate: CallFate.answered }));
}

/** A person sends it again: what the calls so far have done is not known, and the next answer binds. */
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
 * Leaves one out when there are too many: one that did nothing, else the oldest. The last is kept, the last before the
 * budget, by which calls are counted, and the first with the key, from which the replay window runs.
 */
function bounded(calls: Call[], requestKey: string): Call[] {
  if (calls.length <= MAX_CALLS) return calls;
  const kept = [calls.at(-1), calls.findLast((call) => call.superseded), firstOfKey({ calls, requestKey })];
  const others = calls.filter((call) => !kept.includes(call));
  const left = others.find(({ fate }) => fate === CallFate.notExecuted) ?? others[0];
  return calls.filter((call) => call !== left);
}
