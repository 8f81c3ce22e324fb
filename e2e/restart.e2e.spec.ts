/** @jest-environment ./e2e/support/failure-watch.cjs */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OperationJson } from './support/api-client';
import { expectEveryTurnHeard, expectWholeStory } from './support/history';
import { type QueueBackendUnderTest, describeOn, queueBackends } from './support/queue-backends';
import { type Scene, useScene } from './support/scene';
import { type WorkerForm, servicesOf } from './support/services';
import { until } from './support/until';

jest.setTimeout(240_000);

const hitl = 'restart-hitl';
const adcp = 'restart-adcp';

interface BulkJson {
  id: string;
  status: string;
  total: number;
  done: number;
  refused: number;
  waiting: number;
}

interface Expected {
  operation: OperationJson;
  status: string;
}

/** The death of everything must not change how the buys end. */
async function expectScriptedEnds(scene: Scene, buys: readonly Expected[]): Promise<void> {
  const ended = await Promise.all(buys.map(({ operation, status }) => scene.desk.awaitStatus(operation.id, status)));
  await Promise.all(
    ended.map(async (operation) => {
      await expectWholeStory(scene.desk, operation);
      await expectEveryTurnHeard(scene, operation);
    }),
  );
  await scene.expectBookingsToMatch();
}

/**
 * The process died between "the call starts" and the answer, and the guide's sellers know no idempotency key. When the
 * seller knows nothing of the order, nobody can prove whether it executed the call. The person who asked the seller
 * sends it again.
 */
async function settleDoubts(scene: Scene, buys: readonly Expected[]): Promise<void> {
  await Promise.all(
    buys.map(async ({ operation, status }) => {
      const seen = await scene.desk.awaitStatus(operation.id, status, 'in_doubt');
      const { media_buys: booked } = await scene.sandbox.bookings(operation.seller_id);
      if (seen.status === status || booked.some((buy) => buy.po_number === operation.po_number)) return;
      expect(operation.seller_id).toBe(hitl);
      const retry = { accept_double_booking: true };
      const reply = await scene.desk.request('POST', `/v1/operations/${operation.id}/retry`, retry);
      expect([operation.id, reply.status]).toEqual([operation.id, 200]);
    }),
  );
}

async function buyAll(
  scene: Scene,
  scripts: readonly [seller: string, scenario: string, status: string][],
): Promise<Expected[]> {
  return await Promise.all(
    scripts.map(async ([seller, scenario, status]) => ({ operation: await scene.buy(seller, scenario), status })),
  );
}

/** As in production, on both backends; and as `npm start` runs it. */
const forms: [QueueBackendUnderTest, WorkerForm][] = [
  ...queueBackends.map((queue): [QueueBackendUnderTest, WorkerForm] => [queue, 'apart']),
  ...queueBackends.slice(0, 1).map((queue): [QueueBackendUnderTest, WorkerForm] => [queue, 'together']),
];

for (const [queue, workers] of forms) {
  describeOn(queue, `restarts, workers ${workers}`, () => {
    const directory = mkdtempSync(join(tmpdir(), 'adcp-e2e-'));
    const scene = useScene(queue, { workers, journal: join(directory, 'sandbox.journal') });

    beforeAll(async () => {
      await scene().addSeller('hitl-v1', hitl);
      await scene().addSeller('adcp-v3', adcp);
    });
    afterAll(() => {
      rmSync(directory, { recursive: true, force: true });
    });

    it('of every process at once, in the middle of everything, change the end of no buy', async () => {
      const { stack, sandbox, desk } = scene();
      const waiting = await buyAll(scene(), [
        [hitl, 'WAIT', 'created'],
        [adcp, 'WAIT', 'created'],
        [hitl, 'WAIT', 'rejected'],
        [adcp, 'WAIT', 'rejected'],
      ]);
      const pending = await buyAll(scene(), [
        [hitl, 'APPROVE-4', 'created'],
        [adcp, 'APPROVE-4', 'created'],
        [hitl, 'REJECT-4', 'rejected'],
        [adcp, 'FAIL_LATER-4', 'failed'],
        [hitl, 'PERMISSION-3-APPROVE-2', 'created'],
        [adcp, 'WORKING-4', 'created'],
      ]);
      for (const { operation } of [...waiting, ...pending]) {
        await desk.awaitStatus(
          operation.id,
          'pending_approval',
          'pending_permission',
          'working',
          'created',
          'rejected',
          'failed',
        );
      }
      // At the moment of death some of these were executed by the seller and not answered yet. Others were not sent at
      // all.
      const inFlight = await buyAll(scene(), [
        [hitl, 'SLOW-3', 'created'],
        [adcp, 'SLOW-3', 'created'],
      ]);
      await until('the slow calls to be executed', async () => {
        const booked = await Promise.all([hitl, adcp].map((seller) => sandbox.bookings(seller)));
        const orders = new Set(booked.flatMap((one) => one.media_buys.map((buy) => buy.po_number)));
        return inFlight.every(({ operation }) => orders.has(operation.po_number)) ? true : undefined;
      });
      const unsent = await buyAll(scene(), [
        [hitl, 'DONE', 'created'],
        [adcp, 'DONE', 'created'],
        [hitl, 'FAIL', 'failed'],
        [adcp, 'FAIL', 'failed'],
      ]);

      await Promise.all([stack.killAll(), sandbox.restart()]);
      // The publishers' people decide while nobody listens.
      for (const { operation, status } of waiting) {
        await scene().decide(operation, status === 'created' ? 'approve' : { reject: 'No inventory' });
      }
      await stack.startAll();

      await settleDoubts(scene(), unsent);
      await expectScriptedEnds(scene(), [...waiting, ...pending, ...inFlight, ...unsent]);
    });

    it.each(servicesOf(workers).slice(1))('of the %s alone lose nothing', async (service) => {
      const { stack } = scene();
      const buys = await buyAll(scene(), [
        [hitl, 'APPROVE-1', 'created'],
        [adcp, 'APPROVE-1', 'created'],
        [hitl, 'SLOW-1', 'created'],
        [adcp, 'REJECT-1', 'rejected'],
      ]);
      await stack.kill(service);
      const later = await buyAll(scene(), [
        [hitl, 'REJECT-1', 'rejected'],
        [adcp, 'DONE', 'created'],
      ]);
      await stack.startAll();
      await settleDoubts(scene(), [...buys, ...later]);
      await expectScriptedEnds(scene(), [...buys, ...later]);
    });

    it('of the API in the middle of a bulk job act on each operation once, and end the job', async () => {
      const { stack, desk } = scene();
      const seller = 'restart-bulk';
      // Nothing is sent to a seller that is paused: all of it can be canceled.
      await scene().addSeller('hitl-v1', seller, { paused: true });
      const bought = await Promise.all(Array.from({ length: 200 }, () => scene().buy(seller, 'DONE')));
      const jobOf = async (id: string) => (await desk.request<BulkJson>('GET', `/v1/bulk/${id}`)).body;
      const holder = await stack.database.pool.connect();
      let id: string;
      try {
        await holder.query('BEGIN');
        // The job comes to the oldest last, and cannot end before that is let go.
        await holder.query(
          'SELECT FROM operations WHERE seller_id = $1 ORDER BY created_at, id LIMIT 1 FOR NO KEY UPDATE',
          [seller],
        );
        const made = await desk.request<BulkJson>('POST', '/v1/bulk', {
          action: 'cancel',
          filter: { seller_id: seller },
        });
        expect([made.status, made.body.total]).toEqual([202, bought.length]);
        ({ id } = made.body);
        await until('the job to have begun', async () => ((await jobOf(id)).done > 0 ? true : undefined));
        const before = await jobOf(id);
        await stack.kill('intake-api');
        expect([before.status, before.waiting > 0]).toEqual(['running', true]);
      } finally {
        await holder.query('ROLLBACK');
        holder.release();
      }
      await stack.startAll();

      // The lease of the process that died runs out first.
      const ended = await until('the job to end', async () => {
        const now = await jobOf(id);
        return now.status === 'running' ? undefined : now;
      });
      expect(ended).toMatchObject({ status: 'done', done: bought.length, refused: 0, waiting: 0 });
      for (const one of bought) {
        const actions = (await desk.timeline(one.id)).filter(({ source }) => source === 'operator');
        expect([one.id, actions.map(({ to_status: to }) => to)]).toEqual([one.id, ['canceled']]);
      }
    });

    it('of the API lose no promise: what it accepted is there, what the desk sends again is the same', async () => {
      const { stack, desk } = scene();
      const orders = Array.from({ length: 12 }, (_, index) => ({
        order: scene().order(index % 2 === 0 ? hitl : adcp, 'DONE'),
        headers: { 'idempotency-key': `restart-${queue.name}-${workers}-${index}` },
      }));
      const replies = orders.map(({ order, headers }) =>
        desk.request<OperationJson>('POST', '/v1/operations', order, headers).catch(() => undefined),
      );
      await replies[0];
      await stack.kill('intake-api');
      const promised = (await Promise.all(replies)).flatMap((reply) => (reply?.status === 202 ? [reply.body] : []));
      await stack.startAll();

      const again = await Promise.all(
        orders.map(({ order, headers }) => desk.request<OperationJson>('POST', '/v1/operations', order, headers)),
      );
      for (const { status } of again) expect([200, 202]).toContain(status);
      const ids = again.map(({ body }) => body.id);
      expect(new Set(ids).size).toBe(orders.length);
      expect(ids).toEqual(expect.arrayContaining(promised.map(({ id }) => id)));
      await expectScriptedEnds(
        scene(),
        again.map(({ body: operation }) => ({ operation, status: 'created' })),
      );
    });

    it('by SIGTERM end every process with exit code 0, in the middle of work, and lose nothing', async () => {
      const { stack } = scene();
      const buys = await buyAll(scene(), [
        [hitl, 'APPROVE-2', 'created'],
        [adcp, 'REJECT-2', 'rejected'],
        [hitl, 'SLOW-1', 'created'],
        [adcp, 'SLOW-1', 'created'],
      ]);
      const codes = await Promise.all(stack.services.map((service) => stack.terminate(service)));
      expect(codes).toEqual(stack.services.map(() => 0));
      await stack.startAll();
      await expectScriptedEnds(scene(), buys);
    });
  });
}
