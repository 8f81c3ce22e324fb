import { CircuitState, type JsonObject, type SendingPause, pauseInWords } from '@adcp-orchestrator/domain';
import type { SellerHealth, WaitingOperations } from '@adcp-orchestrator/ledger';

export const healthProblemCodes = [
  'credential_refused',
  'circuit_open',
  'paused',
  'errors',
  'polling_late',
  'tasks_unknown_to_seller',
  'tasks_unknown_to_us',
] as const;
export type HealthProblemCode = (typeof healthProblemCodes)[number];

/** By what it is decided what is wrong at a seller. */
export interface HealthSigns {
  refusesCredential: boolean;
  circuit: CircuitState;
  isPaused: boolean;
  /** Of the last hour. */
  calls: number;
  failures: number;
  pollLagSeconds: number;
  /** How many open tasks only one side knows of. */
  orphans: { ours: number; theirs: number };
}

/** Fewer calls than this say little about how many fail. */
const MIN_CALLS = 10;
const MANY_FAILURES = 0.2;
/** A poller that is on time is never as late as this. */
const LATE_SECONDS = 60;

const isWrong: Record<HealthProblemCode, (signs: HealthSigns) => boolean> = {
  credential_refused: ({ refusesCredential }) => refusesCredential,
  circuit_open: ({ circuit }) => circuit !== CircuitState.closed,
  paused: ({ isPaused }) => isPaused,
  errors: ({ circuit, calls, failures }) =>
    circuit === CircuitState.closed && calls >= MIN_CALLS && failures >= MANY_FAILURES * calls,
  // Polls of a seller whose circuit is open wait for it; they are late because of that alone.
  polling_late: ({ circuit, pollLagSeconds }) => circuit === CircuitState.closed && pollLagSeconds >= LATE_SECONDS,
  tasks_unknown_to_seller: ({ orphans }) => orphans.ours > 0,
  tasks_unknown_to_us: ({ orphans }) => orphans.theirs > 0,
};

/** @returns what is wrong at a seller; what keeps operations from being sent comes first. Empty when it is well */
export function healthCodes(signs: HealthSigns): HealthProblemCode[] {
  return healthProblemCodes.filter((code) => isWrong[code](signs));
}

/** One thing that is wrong at a seller, in words. */
interface HealthProblem {
  /** Null when nobody knows since when. */
  since: Date | null;
  whatToDo: string;
  /** The operations that wait behind it, or are concerned; null when it concerns none by itself. */
  behind: Pick<WaitingOperations, 'count' | 'money'> | null;
}

/** What the words are made of. */
export interface IllSeller {
  id: string;
  name: string;
  tenantId: string;
  health: SellerHealth;
  openedAt: Date | null;
  /** Since when calls have failed. */
  failingSince: Date | null;
  pause: SendingPause | null;
  signs: HealthSigns;
  now: Date;
}

const inWords: Record<HealthProblemCode, (seller: IllSeller) => HealthProblem> = {
  credential_refused: ({ id, name, health: { refusedSince, waiting } }) => {
    const { refused } = waiting;
    const retry = refused.count > 0 ? `, then retry the operations that wait: POST /v1/bulk does all at once` : '';
    return {
      since: refusedSince ?? refused.since,
      whatToDo: `${name} refuses our credential. Ask the publisher for a valid one and put it in with PATCH /v1/sellers/${id} {"auth": …}${retry}.`,
      behind: refused,
    };
  },
  circuit_open: ({ id, name, health: { row, waiting }, openedAt }) => {
    const lastError = row?.last_error_message ?? null;
    const said = lastError === null ? '' : ` (${lastError})`;
    return {
      since: openedAt,
      whatToDo: `${name} does not answer${said}. Nothing is lost: what waits is sent by itself once it answers. Ask the publisher whether its agent runs; POST /v1/sellers/${id}/probe looks again at once.`,
      behind: waiting.unsent,
    };
  },
  paused: ({ id, tenantId, health: { waiting }, pause }) => ({
    since: pause?.since ?? null,
    whatToDo: pause === null ? '' : pauseInWords(pause, { tenantId, sellerId: id }),
    behind: waiting.unsent,
  }),
  errors: ({ id, failingSince, signs: { calls, failures } }) => ({
    since: failingSince,
    whatToDo: `${failures} of ${calls} calls of the last hour got no answer, or an answer of 5xx. They are repeated where that is safe. Ask the publisher whether its agent is overloaded; "limits" with PATCH /v1/sellers/${id} let us ask less at once.`,
    behind: null,
  }),
  polling_late: ({ name, health: { pollLagSeconds, waiting }, now }) => ({
    since: new Date(now.getTime() - pollLagSeconds * 1000),
    whatToDo: `The poller is behind: it should have asked ${name} before. Outcomes are heard of later, and none is lost. Whoever runs this service sees whether the poller runs, and starts further ones if it cannot keep up.`,
    behind: waiting.late,
  }),
  tasks_unknown_to_seller: ({ id, name, health: { orphans } }) => ({
    since: orphans.ours.since,
    whatToDo: `${name} does not list the tasks of these operations any more. We ask about each by itself. If one stays, ask the publisher what became of it; GET /v1/sellers/${id}/orphans names them.`,
    behind: orphans.ours,
  }),
  tasks_unknown_to_us: ({ id, name, health: { orphans } }) => ({
    since: orphans.theirs.since,
    whatToDo: `${name} lists ${orphans.theirs.count} open ${orphans.theirs.count === 1 ? 'task' : 'tasks'} that no operation here belongs to. Ask the publisher who asked for them, and have them closed if nobody did; GET /v1/sellers/${id}/orphans names them.`,
    behind: null,
  }),
};

/** @returns what is wrong at a seller, since when, and what to do about it */
export function healthProblemViews(seller: IllSeller): JsonObject[] {
  return healthCodes(seller.signs).map((code) => {
    const { since, whatToDo, behind } = inWords[code](seller);
    return {
      code,
      since: since?.toISOString() ?? null,
      what_to_do: whatToDo,
      operations: behind?.count ?? null,
      money: behind?.money.map((sum) => ({ ...sum })) ?? null,
    };
  });
}
