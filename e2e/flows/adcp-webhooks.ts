import { freePort } from '@adcp-orchestrator/testing';
import type { NewSeller } from '../support/api-client';
import { settledBy } from '../support/history';
import { KeyPublisher } from '../support/key-publisher';
import type { Scene } from '../support/scene';
import type { WebhookDeliveryJson } from '../support/sandbox-seller';
import { until } from '../support/until';

const secret = 'a-webhook-secret-of-some-length-3';
const modes = ['bearer', 'hmac', 'rfc9421'] as const;
type Mode = (typeof modes)[number];

/** AdCP 3 sellers that announce the end of a task. Polls come too late to settle anything here. */
export function adcpWebhookFlows(scene: () => Scene): void {
  // One describe for all, because what a describe holds runs side by side.
  describe('webhooks', () => {
    const strange = 'adcp-hook-strange';
    const keyless = 'adcp-hook-keyless';
    const publisher = new KeyPublisher();

    beforeAll(async () => {
      const elsewhere = await publisher.start();
      const nowhere = `http://127.0.0.1:${await freePort()}/.well-known/jwks.json`;
      const add = (id: string, webhooks: NewSeller['webhooks']) => scene().addSeller('adcp-v3', id, { webhooks });
      await add(sellerOf('bearer'), { mode: 'bearer', secret });
      await add(sellerOf('hmac'), { mode: 'hmac', secret });
      await add(sellerOf('rfc9421'), { mode: 'rfc9421', jwks_uri: scene().sandbox.keysUrl });
      await add(strange, { mode: 'rfc9421', jwks_uri: elsewhere });
      await add(keyless, { mode: 'rfc9421', jwks_uri: nowhere });
    });
    afterAll(async () => {
      await publisher.stop();
    });

    // Senders take a 4xx as final. What cannot be verified right now must not be refused for good.
    it.concurrent(
      "are asked to come again while the keys of the seller that signed them can't be reached",
      async () => {
        await expectUnheard(scene(), keyless, 'WAIT', { delivered: false, status: 503 });
      },
    );

    it.concurrent("are refused when they are signed with a key that is none of the seller's", async () => {
      await expectUnheard(scene(), strange, 'WAIT', { delivered: false, status: 401 });
      expect(publisher.asked).toBeGreaterThan(0);
    });

    for (const mode of modes) settlingFlows(scene, mode);
  });
}

function sellerOf(mode: Mode): string {
  return `adcp-hook-${mode}`;
}

function settlingFlows(scene: () => Scene, mode: Mode): void {
  const seller = sellerOf(mode);

  it.concurrent.each([
    ['when it is sent once', 'APPROVE-1'],
    ['once, when it is sent twice', 'APPROVE-1-WEBHOOK_DUPLICATE'],
    ['when it omits the id of our operation', 'APPROVE-1-WEBHOOK_NO_OPERATION_ID'],
    ['when it comes before the answer to the call', 'APPROVE-1-WEBHOOK_EARLY'],
  ])(`proved by ${mode}: create the buy %s`, async (_when, scenario) => {
    const accepted = await scene().buy(seller, scenario);
    const created = await scene().desk.awaitStatus(accepted.id, 'created');
    expect(created).toMatchObject({ conflicts: 0, media_buy_id: expect.stringMatching(/.+/) as unknown });
    expect(await settledBy(scene().desk, created.id)).toBe('webhook');
  });

  it.concurrent(
    `proved by ${mode}: contradict what is settled, change nothing, and are shown to the desk`,
    async () => {
      const accepted = await scene().buy(seller, 'APPROVE-1-WEBHOOK_CONFLICT');
      const created = await scene().desk.awaitStatus(accepted.id, 'created');
      await scene().subscriber.awaitEvent(accepted.id, 'operation.conflict_recorded');
      expect(await scene().desk.operation(accepted.id)).toMatchObject({
        status: 'created',
        media_buy_id: created.media_buy_id,
        conflicts: 1,
      });
    },
  );

  it.concurrent.each([
    ['without it', 'WEBHOOK_UNSIGNED'],
    ['with a wrong one', 'WEBHOOK_BAD_SIGNATURE'],
  ])(`to be proved by ${mode}: are refused %s`, async (_proof, word) => {
    await expectUnheard(scene(), seller, `WAIT-${word}`, { delivered: false, status: 401 });
  });
}

/** The seller announces its approval, and the webhook is not taken. The next question brings what it could not tell. */
async function expectUnheard(
  scene: Scene,
  seller: string,
  scenario: string,
  end: Partial<WebhookDeliveryJson>,
): Promise<void> {
  const accepted = await scene.buy(seller, scenario);
  const pending = await scene.desk.awaitStatus(accepted.id, 'pending_approval');
  await scene.decide(accepted, 'approve');
  const delivery = await until('the sandbox to have delivered its webhook', async () =>
    (await scene.sandbox.webhookDeliveries(seller)).find(({ task_id: id }) => id === pending.task_id),
  );
  expect(delivery).toMatchObject(end);
  expect((await scene.desk.operation(accepted.id)).status).toBe('pending_approval');
  await scene.desk.request('POST', `/v1/operations/${accepted.id}/poll`, {});
  await scene.desk.awaitStatus(accepted.id, 'created');
}
