import type { ScriptOperation } from './operation-tracker';

/** The guide's UserNotifier (User Communication): a message per turn, sent once, unsigned. */
export class UserNotifier {
  constructor(private readonly url: string) {}

  async notifyPendingApproval(userId: string, operation: ScriptOperation): Promise<void> {
    await this.send(userId, {
      type: 'pending_approval',
      operation_id: operation.id,
      operation_type: operation.type,
      message: 'Your media buy requires publisher approval',
      estimated_time: '2-4 hours',
      created_at: operation.created_at,
    });
  }

  async notifyApproval(userId: string, operation: ScriptOperation): Promise<void> {
    await this.send(userId, {
      type: 'operation_approved',
      operation_id: operation.id,
      message: 'Your media buy has been approved and created',
      media_buy_id: operation.media_buy_id,
    });
  }

  private async send(userId: string, message: Record<string, unknown>): Promise<void> {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user_id: userId, ...message }),
    });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`the receiver answered ${response.status}`);
  }
}
