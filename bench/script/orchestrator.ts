import type { OperationTracker } from './operation-tracker';
import type { SellerClient } from './seller-client';
import type { TaskMonitor } from './task-monitor';
import type { UserNotifier } from './user-notifier';

export interface ScriptAnswer {
  operation_id: string;
  status: string;
  message?: string;
  media_buy_id?: string;
  error?: string;
}

/** The guide's AdCPOrchestrator (Example Orchestrator Flow), step by step. */
export class AdcpOrchestrator {
  constructor(
    private readonly tracker: OperationTracker,
    private readonly monitor: TaskMonitor,
    private readonly notifier: UserNotifier,
  ) {}

  async createMediaBuy(userId: string, mcp: SellerClient, request: Record<string, unknown>): Promise<ScriptAnswer> {
    const id = await this.tracker.createOperation('create_media_buy', request);
    try {
      const response = await mcp.callTool('create_media_buy', request);
      if (response.status === 'pending_manual') return await this.pendingManual(userId, mcp, id, response);
      if (response.status === 'pending_activation') {
        const mediaBuyId = String(response.media_buy_id);
        await this.tracker.updateStatus(id, 'created', { media_buy_id: mediaBuyId });
        return { operation_id: id, status: 'created', media_buy_id: mediaBuyId };
      }
      const error = typeof response.detail === 'string' ? response.detail : 'Unknown error';
      await this.tracker.updateStatus(id, 'failed', { error });
      return { operation_id: id, status: 'failed', error };
    } catch (error) {
      await this.tracker.updateStatus(id, 'failed', { error: String(error) });
      throw error;
    }
  }

  private async pendingManual(
    userId: string,
    mcp: SellerClient,
    id: string,
    response: Record<string, unknown>,
  ): Promise<ScriptAnswer> {
    const taskId = extractTaskId(String(response.detail));
    await this.tracker.updateStatus(id, 'pending_approval', { task_id: taskId });
    await this.notifier.notifyPendingApproval(userId, await this.tracker.getOperation(id));
    // asyncio.create_task: nobody waits for it, and nothing remembers it after a crash.
    void this.monitor.monitorTask(mcp, taskId, {
      completed: async ({ result }) => {
        await this.tracker.updateStatus(id, 'created', { media_buy_id: result.media_buy_id, result });
        await this.notifier.notifyApproval(userId, await this.tracker.getOperation(id));
      },
      failed: async () => {
        await this.tracker.updateStatus(id, 'rejected');
      },
    });
    return { operation_id: id, status: 'pending_approval', message: 'Media buy requires publisher approval' };
  }
}

function extractTaskId(detail: string): string {
  const taskId = /task[ _]id[:=]\s*(\w+)/i.exec(detail)?.[1];
  if (taskId === undefined) throw new Error(`no task id in "${detail}"`);
  return taskId;
}
