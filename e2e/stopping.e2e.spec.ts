/** @jest-environment ./e2e/support/failure-watch.cjs */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { stopSeconds } from '../tools/deploy/stop-seconds';
import { describeOn, queueBackends } from './support/queue-backends';
import { type Scene, useScene } from './support/scene';
import { servicesOf, workerForms } from './support/services';
import { until } from './support/until';

jest.setTimeout(240_000);

const seller = 'stopping';
const callTimeoutSeconds = 60;

/** How processes start and stop does not depend on where hints travel. */
const [backend] = queueBackends.slice(0, 1);

describe.each(workerForms)('workers %s', (workers) => {
  describeOn(backend!, 'processes that log nothing', () => {
    const submitting = workers === 'together' ? 'workers' : 'submitter';
    const scene = useScene(backend!, {
      workers,
      env: { LOG_LEVEL: 'silent', CALL_TIMEOUT_SECONDS: String(callTimeoutSeconds) },
    });

    async function executed(of: Scene, poNumber: string | null): Promise<number> {
      const { bookings } = await of.sandbox.bookings(seller);
      return bookings.find(({ po_number }) => po_number === poNumber)?.executions ?? 0;
    }

    beforeAll(async () => {
      await scene().addSeller('hitl-v1', seller);
    });

    it('tell who started them where their probes are, and how long they may take to stop', () => {
      for (const app of servicesOf(workers).slice(1)) {
        const part = scene().stack.part(app);
        expect(part.internalPort).toBeGreaterThan(0);
        expect(part.stopSeconds).toBe(stopSeconds(app, callTimeoutSeconds));
        expect(part.output).toEqual([]);
      }
    });

    it('end before they call anybody when their port is taken', async () => {
      const { stack, desk } = scene();
      await stack.terminate(submitting);
      const buy = await scene().buy(seller, 'DONE');
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      const exit = await stack.runToItsEnd(submitting, {
        INTERNAL_PORT: String((server.address() as AddressInfo).port),
      });
      server.close();
      expect(exit).toEqual({ code: 1, signal: null });
      expect([await executed(scene(), buy.po_number), (await desk.operation(buy.id)).status]).toEqual([0, 'requested']);
      await stack.startAll();
      await desk.awaitStatus(buy.id, 'created');
    });

    it('wait for a call when they are told to stop, and end it as a doubt at a Ctrl-C', async () => {
      const { stack, desk } = scene();
      const [answered, cut] = [
        await scene().buy(seller, 'SLOW-4-NO_EVIDENCE'),
        await scene().buy(seller, 'SLOW-60-NO_EVIDENCE'),
      ];
      for (const { po_number: poNumber } of [answered, cut]) {
        await until('the call to be under way', async () =>
          (await executed(scene(), poNumber)) === 1 ? true : undefined,
        );
      }
      const submitter = stack.part(submitting);
      submitter.signal('SIGTERM');
      submitter.signal('SIGTERM');
      await desk.awaitStatus(answered.id, 'created');
      expect(submitter.exit).toBeUndefined();
      submitter.signal('SIGINT');
      expect(await submitter.end(60_000)).toEqual({ code: 0, signal: null });
      expect(await desk.operation(cut.id)).toMatchObject({ status: 'in_doubt', error: { code: 'CALL_ABORTED' } });
      await stack.startAll();
    });
  });
});
