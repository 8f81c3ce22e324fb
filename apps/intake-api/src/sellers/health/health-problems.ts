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

/** One thing that is wrong at a seller, in words. */
export interface HealthProblem {
  code: HealthProblemCode;
  /** Null when nobody knows since when. */
  since: Date | null;
  whatToDo: string;
  /** How many operations wait behind it, or are concerned; null when it concerns none by itself. */
  operations: number | null;
  /** Theirs, by currency; null when it concerns none by itself. */
  money: WaitingOperations['money'] | null;
}

/** What the view has worked out already. */
export interface HealthSigns {
  circuit: { state: CircuitState; openedAt: Date | null };
  errors: { calls: number; failures: number; since: Date | null };
  pause: SendingPause | null;
}

/** Fewer calls than this say little about how many fail. */
const MIN_CALLS = 10;
const MANY_FAILURES = 0.2;
/** A poller that is on time is never as late as this. */
const LATE_SECONDS = 60;

/**
 * @returns what is wrong at a seller, and what to do about it: what keeps operations from being sent comes first. Empty
 *   when it is well
 */
export function healthProblems(
  seller: { id: string; tenantId: string },
  health: SellerHealth,
  { circuit, errors, pause }: HealthSigns,
  now: Date,
): HealthProblem[] {
  const { id } = seller;
  const { unsent, refused, late } = health.waiting;
  const found: HealthProblem[] = [];
  const add = (
    code: HealthProblemCode,
    since: Date | null,
    whatToDo: string,
    behind: WaitingOperations | null,
  ): void => {
    found.push({ code, since, whatToDo, operations: behind?.count ?? null, money: behind?.money ?? null });
  };
  const lastError = health.row?.last_error_message ?? null;
  if (health.refusedSince !== null || refused.count > 0) {
    const retry = refused.count > 0 ? `, then retry the operations that wait: POST /v1/bulk does all at once` : '';
    const what = `${id} refuses our credential. Ask the publisher for a valid one and put it in with PATCH /v1/sellers/${id} {"auth": …}${retry}.`;
    add('credential_refused', health.refusedSince ?? refused.since, what, refused);
  }
  if (circuit.state !== CircuitState.closed) {
    const said = lastError === null ? '' : ` (${lastError})`;
    const what = `${id} does not answer${said}. Nothing is lost: what waits is sent by itself once it answers. Ask the publisher whether its agent runs; POST /v1/sellers/${id}/probe looks again at once.`;
    add('circuit_open', circuit.openedAt, what, unsent);
  }
  if (pause !== null)
    add('paused', pause.since, pauseInWords(pause, { tenantId: seller.tenantId, sellerId: id }), unsent);
  if (
    circuit.state === CircuitState.closed &&
    errors.calls >= MIN_CALLS &&
    errors.failures >= MANY_FAILURES * errors.calls
  ) {
    const what = `${errors.failures} of ${errors.calls} calls of the last hour got no answer, or an answer of 5xx. They are repeated where that is safe. Ask the publisher whether its agent is overloaded; "limits" with PATCH /v1/sellers/${id} let us ask less at once.`;
    add('errors', errors.since, what, null);
  }
  // Polls of a seller whose circuit is open wait for it; they are late because of that alone.
  if (circuit.state === CircuitState.closed && health.pollLagSeconds >= LATE_SECONDS) {
    const since = new Date(now.getTime() - health.pollLagSeconds * 1000);
    const what = `The poller is behind: it should have asked ${id} before. Outcomes are heard of later, and none is lost. Whoever runs this service sees whether the poller runs, and starts further ones if it cannot keep up.`;
    add('polling_late', since, what, late);
  }
  addOrphans(id, health, add);
  return found;
}

function addOrphans(
  id: string,
  { orphans: { ours, theirs } }: SellerHealth,
  add: (code: HealthProblemCode, since: Date | null, whatToDo: string, behind: WaitingOperations | null) => void,
): void {
  if (ours.count > 0) {
    const what = `${id} does not list the tasks of these operations any more. We ask about each by itself. If one stays, ask the publisher what became of it; GET /v1/sellers/${id}/orphans names them.`;
    add('tasks_unknown_to_seller', ours.since, what, ours);
  }
  if (theirs.count > 0) {
    const what = `${id} lists ${theirs.count} open ${theirs.count === 1 ? 'task' : 'tasks'} that no operation here belongs to. Ask the publisher who asked for them, and have them closed if nobody did; GET /v1/sellers/${id}/orphans names them.`;
    add('tasks_unknown_to_us', theirs.since, what, null);
  }
}

export function healthProblemView({ code, since, whatToDo, operations, money }: HealthProblem): JsonObject {
  return {
    code,
    since: since?.toISOString() ?? null,
    what_to_do: whatToDo,
    operations,
    money: money?.map((sum) => ({ ...sum })) ?? null,
  };
}
