import { createHmac } from 'node:crypto';
import { settledBy } from '../support/history';
import type { Scene } from '../support/scene';
import { until } from '../support/until';

const secret = 'a-webhook-secret-of-some-length-1';
const bareRoute = '/webhooks/hitl-tasks';

/**
 * The guide's webhook, with the authentication that the guide leaves out. Polls come too late to settle anything here.
 */
export function hitlWebhookFlows(scene: () => Scene): void {
  describe.each(['bearer', 'hmac'] as const)('webhooks with a %s secret', (mode) => {
    const own = `hook-${mode}`;
    const bare = `bare-${mode}`;

    beforeAll(async () => {
      const seller = await scene().addSeller('hitl-v1', own, { webhooks: { mode, secret } });
      await scene().sandbox.announceTo(own, { url: seller.webhook_urls.hitl_tasks, mode, secret });
      await scene().addSeller('hitl-v1', bare, { webhooks: { mode, secret: `${secret}-bare` } });
      await scene().sandbox.announceTo(bare, {
        url: `${scene().stack.url}${bareRoute}`,
        mode,
        secret: `${secret}-bare`,
      });
      await scene().awaitComparison(own, bare);
    });

    it.concurrent.each([
      ["the seller's own route", own],
      ["the guide's bare route", bare],
    ])('creates the buy when the approval arrives on %s', async (_route, seller) => {
      const accepted = await scene().buy(seller, 'WAIT');
      await scene().desk.awaitStatus(accepted.id, 'pending_approval');
      await scene().decide(accepted, 'approve');
      const created = await scene().desk.awaitStatus(accepted.id, 'created');
      expect(created.media_buy_id).toEqual(expect.any(String));
      expect(await settledBy(scene().desk, created.id)).toBe('webhook');
      const delivery = await until('the delivery of the webhook', async () =>
        (await scene().sandbox.webhookDeliveries(seller)).find(({ task_id: id }) => id === created.task_id),
      );
      expect(delivery).toMatchObject({ delivered: true, status: 200 });
    });

    it.concurrent('passes on the reason of a rejection', async () => {
      const accepted = await scene().buy(own, 'WAIT');
      await scene().desk.awaitStatus(accepted.id, 'pending_approval');
      await scene().decide(accepted, { reject: 'Not on our site' });
      const rejected = await scene().desk.awaitStatus(accepted.id, 'rejected');
      expect(rejected.error?.message).toContain('Not on our site');
      expect(await settledBy(scene().desk, rejected.id)).toBe('webhook');
    });

    it.concurrent('refuses the same words from anybody who does not have the secret', async () => {
      const accepted = await scene().buy(own, 'WAIT');
      const pending = await scene().desk.awaitStatus(accepted.id, 'pending_approval');
      const word = JSON.stringify({
        event: 'task_completed',
        task_id: pending.task_id,
        resolution: 'approved',
        result: { media_buy_id: 'forged' },
      });
      const route = (await scene().desk.seller(own)).webhook_urls.hitl_tasks;
      for (const url of [route, `${scene().stack.url}${bareRoute}`]) {
        expect([url, await statusOf(url, word, {})]).toEqual([url, 401]);
        expect([url, await statusOf(url, word, proofOf(mode, 'another-secret-altogether-1234567', word))]).toEqual([
          url,
          401,
        ]);
      }
      expect(await scene().desk.operation(accepted.id)).toMatchObject({
        status: 'pending_approval',
        version: pending.version,
      });
      await scene().decide(accepted, { reject: 'Over' });
      await scene().desk.awaitStatus(accepted.id, 'rejected');
    });
  });
}

function proofOf(mode: 'bearer' | 'hmac', key: string, body: string): Record<string, string> {
  if (mode === 'bearer') return { authorization: `Bearer ${key}` };
  const timestamp = Math.floor(Date.now() / 1000).toString();
  const signature = createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex');
  return { 'x-adcp-timestamp': timestamp, 'x-adcp-signature': `sha256=${signature}` };
}

async function statusOf(url: string, body: string, headers: Record<string, string>): Promise<number> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    signal: AbortSignal.timeout(10_000),
  });
  await response.body?.cancel();
  return response.status;
}
