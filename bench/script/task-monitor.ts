import { setTimeout as sleep } from 'node:timers/promises';
import type { SellerClient } from './seller-client';

export interface PendingTask {
  task_id: string;
  status: string;
  result: { media_buy_id: string };
}

export interface TaskOutcome {
  completed: (task: PendingTask) => Promise<void>;
  failed: (task: PendingTask) => Promise<void>;
}

/**
 * The guide's TaskMonitor (Task Monitoring): one loop in memory per operation. One deviation favours it: it sleeps
 * before it asks for the first time, as the product does. That saves a poll that could only find the task waiting.
 */
export class TaskMonitor {
  constructor(
    private readonly initialSeconds: number,
    private readonly maxSeconds = 300,
  ) {}

  async monitorTask(mcp: SellerClient, taskId: string, outcome: TaskOutcome): Promise<void> {
    let backoff = this.initialSeconds;
    for (;;) {
      await sleep(backoff * 1000);
      try {
        const response = await mcp.callTool('get_pending_tasks', { task_type: 'manual_approval' });
        const task = (response.tasks as PendingTask[]).find(({ task_id: id }) => id === taskId);
        // Task disappeared: likely completed (the guide's words, and its loop ends here).
        if (task === undefined) return;
        if (task.status === 'completed') {
          await outcome.completed(task);
          return;
        }
        if (task.status === 'failed') {
          await outcome.failed(task);
          return;
        }
      } catch (error) {
        console.error(`Error monitoring task ${taskId}: ${String(error)}`);
      }
      backoff = Math.min(backoff * 1.5, this.maxSeconds);
    }
  }
}
