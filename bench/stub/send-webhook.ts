const LIMIT_MS = 10_000;

/** Where and with what a seller sends its webhooks. */
export interface Webhook {
  url: string;
  secret: string;
}

/** As the guide's sellers do when their people have decided. @throws Error unless it was answered with 200 */
export async function sendWebhook({ url, secret }: Webhook, taskId: string, mediaBuyId: string): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      event: 'task_completed',
      task_id: taskId,
      resolution: 'approved',
      result: { media_buy_id: mediaBuyId, status: 'pending_activation' },
    }),
    signal: AbortSignal.timeout(LIMIT_MS),
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`the webhook was answered with ${response.status}: ${text}`);
}
