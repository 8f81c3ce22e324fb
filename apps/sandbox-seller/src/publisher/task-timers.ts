import type { Task } from '../state/records';

/** Wakes tasks whose current step ends by itself. Losing a timer loses nothing: `arm` sets it again from the task. */
export class TaskTimers {
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private closed = false;

  constructor(
    private readonly now: () => number,
    private readonly wake: (taskId: string) => void,
  ) {}

  /** Sets the timer for the task's current step; a step that waits for a person has none. */
  arm(task: Task): void {
    this.disarm(task.task_id);
    if (task.step_ends_at === null || this.closed) return;
    const timer = setTimeout(
      () => {
        this.timers.delete(task.task_id);
        this.wake(task.task_id);
      },
      Math.max(0, task.step_ends_at - this.now()),
    );
    timer.unref();
    this.timers.set(task.task_id, timer);
  }

  disarm(taskId: string): void {
    clearTimeout(this.timers.get(taskId));
    this.timers.delete(taskId);
  }

  keepOnly(known: (taskId: string) => boolean): void {
    for (const taskId of [...this.timers.keys()]) if (!known(taskId)) this.disarm(taskId);
  }

  close(): void {
    this.closed = true;
    for (const taskId of [...this.timers.keys()]) this.disarm(taskId);
  }
}
