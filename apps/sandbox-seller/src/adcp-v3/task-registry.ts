import type { TaskRecord, TaskRegistry } from '@adcp/sdk/server';
import type { Task } from '../state/records';
import type { Store } from '../state/store';
import { adcpTaskStatus } from '../webhooks/payloads';

/** AdCP 3.0 `enums/task-status.json` for a task that is still open. */
const openStatus = {
  approval: 'submitted',
  ad_server: 'submitted',
  permission: 'auth-required',
  working: 'working',
  input: 'input-required',
  unknown: 'unknown',
} as const;

const waitingMessage: Record<keyof typeof openStatus, string> = {
  approval: 'Awaiting approval by the publisher',
  ad_server: 'Awaiting review by the ad server',
  permission: 'The publisher must grant permission for this advertiser',
  working: 'Booking the order in the ad server',
  input: 'The publisher asks which flight dates are binding',
  unknown: 'Referred to a committee',
};

function asRecord(task: Task): TaskRecord {
  const wait = task.steps[0]?.wait ?? 'approval';
  const open = task.state === 'open';
  const status = task.state === 'open' ? openStatus[wait] : adcpTaskStatus[task.state];
  const message = open ? waitingMessage[wait] : task.reason;
  return {
    taskId: task.task_id,
    tool: task.tool,
    accountId: task.account_id ?? '',
    status,
    ...(message !== null && { statusMessage: message }),
    ...(task.result !== null && !task.quirks.withoutResult && { result: task.result }),
    ...(status === 'failed' && {
      error: { code: 'PRODUCT_UNAVAILABLE', message: task.reason ?? 'Failed', recovery: 'terminal' as const },
    }),
    hasWebhook: task.push !== null,
    createdAt: new Date(task.created_at).toISOString(),
    updatedAt: new Date(task.updated_at).toISOString(),
  };
}

/**
 * The SDK's view of one publisher's tasks. The sandbox decides how tasks end (by a script or a person, even after a
 * restart). So what the SDK would write is already there, and its writes change nothing.
 */
export function createTaskRegistry(
  store: Store,
  seller: string,
): TaskRegistry & { _registerBackground(taskId: string, work: Promise<void>): void } {
  return {
    create: ({ overrideTaskId }) => {
      if (overrideTaskId === undefined)
        throw new Error('the sandbox opens every task itself: handoffToTask needs its task_id');
      return Promise.resolve({ taskId: overrideTaskId });
    },
    getTask: <TResult>(taskId: string) => {
      const task = store.tasks.get(taskId);
      const visible =
        task?.seller === seller &&
        task.dialect === 'adcp-v3' &&
        !task.forgotten &&
        !(task.state !== 'open' && task.quirks.dropsFinishedTask);
      return Promise.resolve(visible ? (asRecord(task) as TaskRecord<TResult>) : null);
    },
    complete: () => Promise.resolve(),
    fail: () => Promise.resolve(),
    updateProgress: () => Promise.resolve(),
    awaitTask: () => Promise.resolve(),
    _registerBackground: (_taskId, work) => {
      void work;
    },
  };
}
