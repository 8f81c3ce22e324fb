/** @jest-environment ./e2e/support/failure-watch.cjs */
import { setTimeout as pause } from 'node:timers/promises';
import { type RateStore, createLogger, createRateStore } from '@adcp-orchestrator/platform';
import { untilTrue } from '@adcp-orchestrator/testing';
import { hasRedisServer } from '../tools/datastore/private-redis';
import type { OperationJson } from './support/api-client';
import { type RedisGroup, redisGroups } from './support/redis-groups';
import { Scene, sceneMs } from './support/scene';
import { until } from './support/until';
import { hintsHandled, isReady, untilAll } from './support/until-all';

jest.setTimeout(240_000);

const seller = 'acme';
const buys = 40;
const everyMs = 100;
const killAfterMs = 1_000;
/** A key beside those of the queue that every buy goes through. */
const keys = { cluster: '{adcp-submitter}', sentinel: 'adcp' } as const;

const describeWithRedis = hasRedisServer() || process.env['REQUIRE_REDIS'] === '1' ? describe : describe.skip;

describeWithRedis.each(['cluster', 'sentinel'] as const)('a Redis of several servers: %s', (kind) => {
  let group: RedisGroup;
  let scene: Scene;
  let tries = 0;
  let stores: readonly [RateStore, RateStore];

  beforeAll(async () => {
    group = await redisGroups[kind]();
    scene = await Scene.start({ name: kind, redisUrl: group.url, isOwn: true, missing: undefined });
    await scene.addSeller('hitl-v1', seller);
    const open = (): RateStore =>
      createRateStore({ redisUrl: group.url, pool: scene.stack.database.pool, log: createLogger('test', 'silent') });
    stores = [open(), open()];
  }, sceneMs);
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await scene.stop();
    await group.stop();
  }, sceneMs);

  /** Two replicas take from many limits, until each limit counts what both took. A new master may lack what the last one had. */
  async function untilShared(): Promise<void> {
    let last: number[] | undefined;
    await untilTrue(
      'the limits to be counted',
      async () => (last = await taken())?.every((points) => points === 6) ?? false,
      { seen: () => `last: ${last?.join(' ') ?? 'a server was away'}` },
    );
  }

  /** @returns what two replicas took from each of many limits; undefined when a server is away */
  async function taken(): Promise<number[] | undefined> {
    const counters = stores.map((store) => store.counter(100, 60));
    tries += 1;
    const limits = Array.from({ length: 12 }, (_, number) => `try-${tries}-limit-${number}`);
    try {
      for (const counter of counters) await Promise.all(limits.map((limit) => counter.consume(limit, 3)));
      const after = await Promise.all(limits.map((limit) => stores[0].counter(100, 60).get(limit)));
      return after.map((limit) => limit?.consumedPoints ?? 0);
    } catch {
      return undefined;
    }
  }

  it('loses a master under load, and no buy with it', async () => {
    const { stack, desk } = scene;
    await untilAll(stack, 'ready', isReady);
    await untilShared();

    const master = await group.masterOf(keys[kind]);
    const load: Promise<OperationJson>[] = [];
    const handing = (async () => {
      for (let number = 0; number < buys; number += 1) {
        load.push(scene.buy(seller, 'DONE'));
        await pause(everyMs);
      }
    })();
    await pause(killAfterMs);
    // Without this a new master may be there before the last process is degraded.
    const letReplicasGo = await group.holdBackReplicas(master);
    await master.kill();
    await untilAll(
      stack,
      'degraded by Redis',
      ({ code, status, checks }) => code === 200 && status === 'degraded' && checks['redis']?.status === 'degraded',
    );
    letReplicasGo();
    await group.masterOf(keys[kind], master);
    await untilAll(stack, 'ready', isReady);
    await handing;

    for (const { id } of await Promise.all(load)) await desk.awaitStatus(id, 'created');
    await scene.expectBookingsToMatch();
    expect(stack.services.map((service) => stack.part(service).exit)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    await untilShared();
    const before = await hintsHandled(stack);
    await until('a hint to be worked on', async () => {
      await desk.awaitStatus((await scene.buy(seller, 'DONE')).id, 'created');
      return (await hintsHandled(stack)) > before ? true : undefined;
    });
  });
});
