import type { Ending } from '../scenarios/scenario';
import type { JsonObject, Task } from '../state/records';

/** AdCP's word for how a task ended. */
export const adcpTaskStatus = {
  booked: 'completed',
  rejected: 'rejected',
  cannot_complete: 'failed',
  failed: 'failed',
  canceled: 'canceled',
} as const satisfies Record<Ending, string>;

/** The guide's word for how a task was resolved; a task that just failed has none. */
export const hitlResolution = {
  booked: 'approved',
  rejected: 'rejected',
  cannot_complete: 'cannot_complete',
  failed: null,
  canceled: 'cannot_complete',
} as const satisfies Record<Ending, string | null>;

/** What the event claims was booked. An event that contradicts a refusal names a buy that never was. */
function claimedResult(task: Task): JsonObject | null {
  if (task.quirks.withoutResult) return null;
  if (task.state === 'booked') return task.result;
  return { media_buy_id: `mb_contradiction_${task.task_id}`, status: 'active', packages: [] };
}

/** `mcp-webhook-payload`, without the `idempotency_key` that the emitter adds. */
export function adcpPayload(task: Task, ending: Ending, withoutOperationId: boolean): JsonObject {
  const failed = ending !== 'booked';
  const message = task.reason ?? 'Withdrawn by the publisher';
  const result = failed ? null : claimedResult(task);
  return {
    task_id: task.task_id,
    task_type: task.tool,
    protocol: task.tool === 'sync_creatives' ? 'creative' : 'media-buy',
    status: adcpTaskStatus[ending],
    timestamp: new Date(task.updated_at).toISOString(),
    ...(task.push?.operation_id !== undefined && !withoutOperationId && { operation_id: task.push.operation_id }),
    ...(task.push?.token !== undefined && { token: task.push.token }),
    ...(failed && { message, result: { errors: [{ code: 'POLICY_VIOLATION', message, recovery: 'terminal' }] } }),
    ...(result && { result }),
  };
}

/** The guide's `task_completed` event. */
export function hitlPayload(task: Task, ending: Ending): JsonObject {
  const result = ending === 'booked' ? claimedResult(task) : null;
  return {
    event: 'task_completed',
    task_id: task.task_id,
    resolution: hitlResolution[ending] ?? 'rejected',
    ...(result && { result }),
    ...(ending !== 'booked' && { reason: task.reason ?? 'Withdrawn by the publisher' }),
  };
}
