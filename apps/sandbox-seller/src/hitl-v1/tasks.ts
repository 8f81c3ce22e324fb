import type { JsonObject, Task } from '../state/records';
import { hitlResolution } from '../webhooks/payloads';

/** Finished tasks that stay listed. Beyond this number the oldest leave the list, as on servers that tidy up. */
const finishedLimit = 1000;
const dueMs = 48 * 3_600_000;

/** The status of a task that is being worked on. It changes as the task's time passes. */
function openStatus(task: Task, now: number): string {
  const wait = task.steps[0]?.wait;
  if (wait === 'working') return 'in_progress';
  if (wait === 'input') return 'escalated';
  if (wait === 'unknown') return 'in_committee';
  if (task.step_ends_at === null) return 'pending';
  const passed = (now - task.step_started_at) / Math.max(1, task.step_ends_at - task.step_started_at);
  return passed < 1 / 3 ? 'pending' : passed < 2 / 3 ? 'assigned' : 'in_progress';
}

/** What a call or a buy waits for, in the words of `create_media_buy` and `check_media_buy_status`. */
export function pendingStatus(task: Task): string {
  switch (task.steps[0]?.wait) {
    case 'permission':
      return 'pending_permission';
    case 'ad_server':
      return 'pending_approval';
    case 'unknown':
      return 'under_committee_review';
    default:
      return 'pending_manual';
  }
}

function taskType(task: Task): string {
  const wait = task.steps[0]?.wait;
  if (wait === 'permission') return 'permission_grant';
  if (wait === 'ad_server') return 'ad_server_review';
  return 'manual_approval';
}

function listed(task: Task, now: number): JsonObject {
  const base = {
    task_id: task.task_id,
    task_type: taskType(task),
    priority: 'medium',
    operation: task.tool,
    ...(task.media_buy_id !== null && { media_buy_id: task.media_buy_id }),
    error_detail: 'Publisher requires manual approval for all media buys',
    created_at: new Date(task.created_at).toISOString(),
    due_by: new Date(task.created_at + dueMs).toISOString(),
  };
  if (task.state === 'open') return { ...base, status: openStatus(task, now) };
  const resolution = hitlResolution[task.state];
  return {
    ...base,
    status: task.state === 'booked' || task.state === 'rejected' ? 'completed' : 'failed',
    ...(resolution !== null && { resolution }),
    ...(task.reason !== null && { resolution_detail: task.reason }),
    ...(task.result !== null && !task.quirks.withoutResult && { result: task.result }),
  };
}

/** The answer of `get_pending_tasks`: all tasks of one publisher, oldest first; if a type is named, only that type. */
export function pendingTasks(tasks: Iterable<Task>, wantedType: string | undefined, now: number): JsonObject {
  const visible = [...tasks].filter(
    (task) =>
      !task.forgotten &&
      !(task.state !== 'open' && task.quirks.dropsFinishedTask) &&
      (wantedType === undefined || taskType(task) === wantedType),
  );
  const finished = visible.filter((task) => task.state !== 'open');
  const dropped = new Set(finished.slice(0, Math.max(0, finished.length - finishedLimit)));
  const shown = visible.filter((task) => !dropped.has(task));
  return {
    tasks: shown.map((task) => listed(task, now)),
    total_count: shown.length,
    overdue_count: shown.filter((task) => task.state === 'open' && task.created_at + dueMs < now).length,
  };
}
