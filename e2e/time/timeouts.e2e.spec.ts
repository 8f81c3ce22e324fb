import { setTimeout as sleep } from 'node:timers/promises';
import { untilTrue } from '@adcp-orchestrator/testing';
import { describeOn, queueBackends } from '../support/queue-backends';
import { until } from '../support/until';
import { OneClock } from './one-clock';

const BOOT_MS = 120_000;
/** There is only the first sweep, at the start. */
const HINTS_ONLY = 3_600;
/** What a hint brings comes at once. After this long there was none. */
const HINT_MS = 15_000;
const OFTEN = 0.2;
/** The default of SWEEP_SECONDS. */
const BY_DEFAULT = 5;
const SECRET = 'time-suite-secret-of-at-least-32-characters';
const HOUR_MS = 3_600_000;

const hoursFrom = (from: string, to: string | null): number => (Date.parse(to ?? '') - Date.parse(from)) / HOUR_MS;

for (const backend of queueBackends) {
  describeOn(backend, 'time', () => {
    let service: OneClock;

    beforeAll(async () => {
      service = await OneClock.start(backend);
      await service.addSeller('acme');
    }, BOOT_MS);
    afterAll(() => service.stop(), BOOT_MS);

    describe.each([
      ['apart', 'a process for each role', () => service.startWorkers(HINTS_ONLY)],
      ['together', 'all roles in one process', () => service.startTogether(HINTS_ONLY)],
    ] as const)('told by hints alone, workers %s, %s', (form, _, start) => {
      beforeAll(start, BOOT_MS);
      afterAll(() => service.stopWorkers(), BOOT_MS);

      const followABuy = async (): Promise<void> => {
        const { id } = await service.buy('acme', 'WAIT');
        const { task_id } = await service.reaches(id, 'pending_approval', HINT_MS);
        await service.told(id, 'operation.pending_approval', HINT_MS);
        await service.approve(task_id ?? '');
        const isWaiting = async (): Promise<boolean> => {
          let waits = false;
          await service.withQueues(async (queue, kind) => {
            if (kind === 'poll') waits = (await queue.getDelayedCount()) > 0;
          });
          return waits;
        };
        if (form === 'apart') await untilTrue('the hint for the poll', isWaiting, { timeoutMs: HINT_MS });
        service.clock.advance({ seconds: 40 });
        // Does to the queue what 40 seconds of waiting would. The hints inside a process go by the clock.
        await service.withQueues(async (queue, kind) => {
          if (kind === 'poll') await queue.promoteJobs();
        });
        await service.reaches(id, 'created', HINT_MS);
        await service.told(id, 'operation.created', HINT_MS);
      };

      it('an operation is sent, told, asked about when it is due, and settled', async () => {
        // The sweeps of the start are over, and the next ones come in an hour.
        await sleep(300);
        let lost: unknown;
        // A hint that takes a second to send is dropped, and so is what comes in the two after it. Then another buy must do.
        await untilTrue(
          'a buy to be followed by hints alone',
          () =>
            followABuy().then(
              () => true,
              (error: unknown) => {
                lost = error;
                return false;
              },
            ),
          { timeoutMs: 180_000, everyMs: 2_000, seen: () => String(lost) },
        );
      }, 360_000);
    });

    describe('with sweeps', () => {
      beforeAll(() => service.startWorkers(OFTEN), BOOT_MS);
      afterAll(() => service.stopWorkers(), BOOT_MS);

      describe('Test Timeout Scenarios (guide, Testing Considerations)', () => {
        it('test_operation_timeout: after 25 hours a waiting operation is timed_out, told, and still watched', async () => {
          const { id } = await service.buy('acme', 'WAIT');
          await service.reaches(id, 'pending_approval');
          service.clock.advance({ hours: 25 });
          const operation = await service.reaches(id, 'timed_out');
          expect(operation).toMatchObject({ settled_at: null, allowed_actions: ['poll', 'resolve'] });
          const told = await service.told(id, 'operation.timed_out');
          expect(told).toMatchObject({ user_id: 'trader@desk', late: false, operation: { status: 'timed_out' } });
          expect(told.message).toMatch(/no outcome by its deadline/);
        });
      });

      it('each type has its own deadline: 12 h for updates, 24 h for buys, 48 h for creatives', async () => {
        const bought = await service.buy('acme', 'DONE');
        const { media_buy_id } = await service.reaches(bought.id, 'created');
        const create = await service.buy('acme', 'WAIT');
        const update = await service.order('acme', 'update_media_buy', {
          request: { media_buy_id, budget: 5, scenario: 'WAIT' },
        });
        const creative = await service.order('acme', 'add_creative_assets', {
          request: { media_buy_id, assets: [{ creative_id: 'c1', name: 'Spot' }], scenario: 'WAIT' },
        });
        const all = [update, create, creative];
        expect(all.map(({ created_at, deadline_at }) => hoursFrom(created_at, deadline_at))).toEqual([12, 24, 48]);
        for (const { id } of all) await service.reaches(id, 'pending_approval');
        const statuses = (): Promise<string[]> =>
          Promise.all(all.map(async ({ id }) => (await service.read(id)).status));
        service.clock.advance({ hours: 13 });
        await service.reaches(update.id, 'timed_out');
        expect(await statuses()).toEqual(['timed_out', 'pending_approval', 'pending_approval']);
        service.clock.advance({ hours: 12 });
        await service.reaches(create.id, 'timed_out');
        expect(await statuses()).toEqual(['timed_out', 'timed_out', 'pending_approval']);
        service.clock.advance({ hours: 24 });
        await service.reaches(creative.id, 'timed_out');
      });

      it('an operation that could not be sent by its deadline has failed, and nothing was booked', async () => {
        await service.addSeller('away', { agent_url: 'http://127.0.0.1:1/mcp' });
        const { id } = await service.buy('away', 'DONE');
        await until('a try', async () => ((await service.read(id)).attempt > 0 ? true : undefined));
        await service.reaches(id, 'requested');
        service.clock.advance({ hours: 24, seconds: 1 });
        const operation = await service.reaches(id, 'failed');
        expect(operation.error).toMatchObject({ code: 'DEADLINE_BEFORE_SUBMISSION' });
        expect((await service.told(id, 'operation.failed')).message).toMatch(/nothing was booked/);
      });

      it('an operation in doubt stays so at its deadline, is told of once more, and goes on the slow watch', async () => {
        const { id } = await service.buy('acme', 'DROP_BEFORE');
        await service.reaches(id, 'in_doubt');
        const events = () => service.notified.filter((one) => one.operation_id === id);
        await until('the first word', () => (events().length === 2 ? true : undefined));
        service.clock.advance({ hours: 25 });
        await until('the second word', () => (events().length === 3 ? true : undefined));
        expect(events().map(({ type }) => type)).toEqual([
          'operation.in_doubt',
          'operation.attention',
          'operation.in_doubt',
        ]);
        const operation = await until('the slow watch', async () => {
          const read = await service.read(id);
          return hoursFrom(service.clock.now().toISOString(), read.next_poll_at) > 0.8 ? read : undefined;
        });
        expect(operation.status).toBe('in_doubt');
      });

      it('the slow watch asks hourly for seven days, and then no more', async () => {
        const { id } = await service.buy('acme', 'WAIT');
        await service.reaches(id, 'pending_approval');
        service.clock.advance({ hours: 24, seconds: 1 });
        await service.reaches(id, 'timed_out');
        const watchedAgain = (): Promise<string> =>
          until('the next look', async () => {
            const { next_poll_at } = await service.read(id);
            return next_poll_at !== null && Date.parse(next_poll_at) > service.clock.now().getTime()
              ? next_poll_at
              : undefined;
          });
        for (let hour = 0; hour < 3; hour += 1) {
          const wait = hoursFrom(service.clock.now().toISOString(), await watchedAgain());
          // The jitter is a tenth.
          expect(wait).toBeGreaterThan(0.89);
          expect(wait).toBeLessThan(1.11);
          service.clock.advance({ hours: 1, minutes: 10 });
        }
        service.clock.advance({ hours: 7 * 24 - 5 });
        await watchedAgain();
        service.clock.advance({ hours: 1, minutes: 10 });
        const last = await until('the end of the watch', async () => {
          const read = await service.read(id);
          return read.next_poll_at === null ? read : undefined;
        });
        // The operation is over, not settled. A webhook or a person may still end it.
        expect(last).toMatchObject({ status: 'timed_out', settled_at: null });
        expect(last.allowed_actions).toContain('resolve');
      });

      it('a webhook after 25 hours creates the buy, tells the desk, and is marked late', async () => {
        const path = await service.addSeller('reporting', { webhooks: { mode: 'hmac', secret: SECRET } });
        const { id } = await service.buy('reporting', 'WAIT');
        const { task_id } = await service.reaches(id, 'pending_approval');
        service.clock.advance({ hours: 25 });
        await service.reaches(id, 'timed_out');
        const status = await service.webhook(path, SECRET, {
          event: 'task_completed',
          task_id,
          resolution: 'approved',
          result: { media_buy_id: 'mb_late', status: 'pending_activation' },
        });
        expect(status).toBe(200);
        expect(await service.read(id)).toMatchObject({ status: 'created', media_buy_id: 'mb_late', late: true });
        const told = await service.told(id, 'operation.created');
        expect(told).toMatchObject({ late: true, media_buy_id: 'mb_late' });
        expect(told.message).toMatch(/after its deadline/);
        const { rows } = await service.database.pool.query(
          `SELECT status FROM media_buys WHERE operation_id = $1 AND media_buy_id = 'mb_late'`,
          [id],
        );
        expect(rows).toHaveLength(1);
      });

      it('the slow watch hears of a late approval without any webhook', async () => {
        const { id } = await service.buy('acme', 'WAIT');
        const { task_id } = await service.reaches(id, 'pending_approval');
        service.clock.advance({ hours: 25 });
        await service.reaches(id, 'timed_out');
        await service.approve(task_id ?? '');
        service.clock.advance({ hours: 1, minutes: 10 });
        expect(await service.reaches(id, 'created')).toMatchObject({ late: true });
      });
    });

    if (backend.redisUrl === undefined) {
      describe('with every hint lost, and the sweeps as often as by default', () => {
        let waiting: string;
        let unheard: string;
        let lost: string;
        beforeAll(async () => {
          await service.addSeller('quiet');
          await service.startWorkers(OFTEN);
          ({ id: waiting } = await service.buy('quiet', 'WAIT'));
          ({ id: unheard } = await service.buy('quiet', 'WAIT'));
          for (const id of [waiting, unheard]) await service.reaches(id, 'pending_approval');
          await service.stopWorkers();
          // Hints go in, and no worker ever gets one.
          await service.withQueues((queue) => queue.pause());
          // A worker claims it before there is any other. It dies in the test.
          ({ id: lost } = await service.buy('quiet', 'WAIT'));
          const { rowCount } = await service.database.pool.query(
            `UPDATE operations SET status = 'submitting', lease_owner = 'a worker that dies', version = version + 1,
               lease_until = clock_timestamp() + interval '1 h' WHERE id = $1 AND status = 'requested'`,
            [lost],
          );
          expect(rowCount).toBe(1);
          await service.startWorkers(BY_DEFAULT);
        }, BOOT_MS);
        afterAll(async () => {
          await service.stopWorkers();
          await service.withQueues((queue) => queue.resume());
        }, BOOT_MS);

        it('what is due is found by sweeps: to send, to take over, to ask, to time out, to tell', async () => {
          const [sent, expiring] = await Promise.all([
            service.buy('quiet', 'WAIT'),
            service.buy('away', 'WAIT', { deadline: 'PT30S' }),
          ]);
          const { rowCount } = await service.database.pool.query(
            `UPDATE operations SET lease_until = clock_timestamp() - interval '1 s'
             WHERE id = $1 AND status = 'submitting'`,
            [lost],
          );
          expect(rowCount).toBe(1);
          const { task_id } = await service.read(waiting);
          await service.approve(task_id ?? '');
          service.clock.advance({ seconds: 40 });
          await Promise.all([
            service.reaches(sent.id, 'pending_approval'),
            service.reaches(lost, 'pending_approval'),
            service.reaches(waiting, 'created'),
            service.reaches(expiring.id, 'failed'),
          ]);
          // What these turns owe is due at once. Its hints are lost as well.
          await service.told(waiting, 'operation.created');
        });

        it('a webhook that a crash left unmatched is heard when the poller starts', async () => {
          const { task_id } = await service.read(unheard);
          await service.stopWorkers(['poller']);
          // The webhook was kept before its task was bound. Then the process died between the gate and the matching.
          await service.database.pool.query(
            `INSERT INTO webhook_claims (tenant_id, seller_id, delivery_key, payload_hash, status, task_id, body, answer)
             SELECT tenant_id, seller_id, 'left-behind', 'hash', 'unmatched', task_id, '{}', $2
             FROM operations WHERE id = $1`,
            [
              unheard,
              {
                taskId: task_id,
                finding: { kind: 'settled', outcome: { status: 'created', mediaBuyId: 'mb_kept', result: {} } },
              },
            ],
          );
          await service.startWorkers(BY_DEFAULT, ['poller']);
          expect(await service.reaches(unheard, 'created')).toMatchObject({ media_buy_id: 'mb_kept' });
        });
      });
    }
  });
}
