import { settledBy } from '../support/history';
import type { Scene } from '../support/scene';
import { until } from '../support/until';

const secret = 'a-webhook-secret-of-some-length-3';

/** AdCP 3 sellers that announce the end of a task; polls come too late to settle anything here. */
export function adcpWebhookFlows(scene: () => Scene): void {
  describe.each(['bearer', 'hmac'] as const)('webhooks with a %s secret', (mode) => {
    const seller = `adcp-hook-${mode}`;

    beforeAll(async () => {
      await scene().addSeller('adcp-v3', seller, { webhooks: { mode, secret } });
    });

    it.concurrent.each([
      ['when it is sent once', 'APPROVE-1'],
      ['once, when it is sent twice', 'APPROVE-1-WEBHOOK_DUPLICATE'],
      ['when it omits the id of our operation', 'APPROVE-1-WEBHOOK_NO_OPERATION_ID'],
      ['when it comes before the answer to the call', 'APPROVE-1-WEBHOOK_EARLY'],
    ])('create the buy %s', async (_when, scenario) => {
      const accepted = await scene().buy(seller, scenario);
      const created = await scene().desk.awaitStatus(accepted.id, 'created');
      expect(created).toMatchObject({ conflicts: 0, media_buy_id: expect.stringMatching(/.+/) as unknown });
      expect(await settledBy(scene().desk, created.id)).toBe('webhook');
    });

    it.concurrent('change nothing that is settled, and are shown to the desk when they contradict it', async () => {
      const accepted = await scene().buy(seller, 'APPROVE-1-WEBHOOK_CONFLICT');
      const created = await scene().desk.awaitStatus(accepted.id, 'created');
      await scene().subscriber.awaitEvent(accepted.id, 'operation.conflict_recorded');
      expect(await scene().desk.operation(accepted.id)).toMatchObject({
        status: 'created',
        media_buy_id: created.media_buy_id,
        conflicts: 1,
      });
    });

    it.concurrent.each([
      ['without a proof of their sender', 'WEBHOOK_UNSIGNED'],
      ['with a wrong one', 'WEBHOOK_BAD_SIGNATURE'],
    ])('are refused %s', async (_proof, word) => {
      const accepted = await scene().buy(seller, `WAIT-${word}`);
      const pending = await scene().desk.awaitStatus(accepted.id, 'pending_approval');
      await scene().decide(accepted, 'approve');
      const delivery = await until('the sandbox to have delivered its webhook', async () =>
        (await scene().sandbox.webhookDeliveries(seller)).find(({ task_id: id }) => id === pending.task_id),
      );
      expect(delivery).toMatchObject({ delivered: false, status: 401 });
      // What the webhook could not tell, the next question does.
      expect((await scene().desk.operation(accepted.id)).status).toBe('pending_approval');
      await scene().desk.request('POST', `/v1/operations/${accepted.id}/poll`, {});
      await scene().desk.awaitStatus(accepted.id, 'created');
    });
  });
}
