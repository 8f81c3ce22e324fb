/** @jest-environment ./e2e/support/failure-watch.cjs */
import { adcpFlows } from './flows/adcp-v3';
import { adcpWebhookFlows } from './flows/adcp-webhooks';
import { changeFlows } from './flows/changes';
import { hitlFlows } from './flows/hitl';
import { hitlWebhookFlows } from './flows/hitl-webhooks';
import { lostCallFlows } from './flows/lost-calls';
import { describeOn, queueBackends } from './support/queue-backends';
import { useScene } from './support/scene';

jest.setTimeout(150_000);

for (const queue of queueBackends) {
  describeOn(queue, 'a media buy', () => {
    const scene = useScene(queue);

    describe('at a seller of the guide', () => {
      hitlFlows(scene);
      hitlWebhookFlows(scene);
    });

    describe('at a seller of AdCP 3', () => {
      adcpFlows(scene);
      adcpWebhookFlows(scene);
    });

    lostCallFlows(scene);
    changeFlows(scene);

    it('is booked at the seller exactly once when the desk knows it as created, and else not at all', async () => {
      await scene().expectBookingsToMatch();
    });
  });
}
