/** @jest-environment ./e2e/support/failure-watch.cjs */
import { Redis } from 'ioredis';
import { OwnRedis } from './support/own-redis';
import { describeOn, queueBackends } from './support/queue-backends';
import { Scene, sceneMs } from './support/scene';
import { type ProbeAnswer, Stack, answerOf } from './support/stack';
import { until } from './support/until';
import { type Answers, hintsHandled, isReady, untilAll } from './support/until-all';

jest.setTimeout(240_000);

const namesTheMigrator = ({ status, checks }: ProbeAnswer): boolean =>
  status === 'not_ready' && /lacks the migration .*run the migrator/.test(checks['schema']?.detail ?? '');

const codes = (answers: Answers): number[] => Object.values(answers).map((answer) => answer?.code ?? 0);

for (const queue of queueBackends) {
  describeOn(queue, 'an empty database', () => {
    it('makes no process end and none ready, each says what to run, and all are ready when it has run', async () => {
      const stack = await Stack.start({ queue, empty: true });
      try {
        const before = await untilAll(stack, 'in want of the migrator', namesTheMigrator);
        expect(codes(before)).toEqual([503, 503, 503, 503]);
        await until('the public listener to say the same', async () => {
          const page = await answerOf(`${stack.url}/readyz`);
          return page?.status === 503 && /run the migrator/.test(page.text) ? true : undefined;
        });
        await stack.migrate();
        expect(codes(await untilAll(stack, 'ready', isReady))).toEqual([200, 200, 200, 200]);
      } finally {
        await stack.stop();
      }
    });
  });
}

for (const queue of queueBackends.filter(({ name }) => name === 'Redis')) {
  describeOn(queue, 'a queue that goes and comes', () => {
    let redis: OwnRedis;
    let scene: Scene;

    beforeAll(async () => {
      redis = await OwnRedis.start();
      scene = await Scene.start({ name: 'Redis', redisUrl: redis.url, isOwn: true, missing: undefined });
      await scene.addSeller('hitl-v1', 'acme');
    }, sceneMs);
    afterAll(async () => {
      try {
        await redis.start();
        await scene.stop();
      } finally {
        await redis.stop();
      }
    }, sceneMs);

    it('degrades every process and stops no buy, and hints are worked on again when it is back', async () => {
      const { stack, desk } = scene;
      await untilAll(stack, 'ready', isReady);
      await redis.stop();
      const away = await untilAll(
        stack,
        'degraded by Redis',
        ({ status, checks }) => status === 'degraded' && checks['redis']?.status === 'degraded',
      );
      expect(codes(away)).toEqual([200, 200, 200, 200]);
      await until('the metric to say so', async () => {
        const metrics = await stack.ask('submitter', '/metrics');
        return metrics?.text.includes('adcp_orchestrator_readiness{check="redis",status="degraded"') ? true : undefined;
      });
      const without = await scene.buy('acme', 'DONE');
      await desk.awaitStatus(without.id, 'created');

      await redis.start();
      await untilAll(stack, 'ready', isReady);
      const before = await hintsHandled(scene.stack);
      // A hint may still be dropped, or the sweep may be quicker. So this buys until a hint is worked on.
      await until('a hint to be worked on', async () => {
        const withHints = await scene.buy('acme', 'DONE');
        await desk.awaitStatus(withHints.id, 'created');
        return (await hintsHandled(scene.stack)) > before ? true : undefined;
      });
    });

    it('that may drop their keys degrades every process, which says what to set, until it is set', async () => {
      const { stack, desk } = scene;
      await untilAll(stack, 'ready', isReady);
      const admin = new Redis(redis.url);
      try {
        await admin.config('SET', 'maxmemory-policy', 'allkeys-lru');
        const dropping = await untilAll(
          stack,
          'degraded by the policy of Redis',
          ({ status, checks }) => status === 'degraded' && checks['redis policy']?.status === 'degraded',
        );
        expect(codes(dropping)).toEqual([200, 200, 200, 200]);
        for (const answer of Object.values(dropping))
          expect(answer?.checks['redis policy']?.detail).toMatch(/allkeys-lru.*set maxmemory-policy noeviction/);
        const bought = await scene.buy('acme', 'DONE');
        await desk.awaitStatus(bought.id, 'created');
        await admin.config('SET', 'maxmemory-policy', 'noeviction');
        await untilAll(stack, 'ready', isReady);
      } finally {
        admin.disconnect();
      }
    });

    it.each<[string, () => Promise<void> | void]>([
      [
        'that is just back',
        async () => {
          await redis.stop();
          await untilAll(scene.stack, 'degraded', ({ status }) => status === 'degraded');
          await redis.start();
        },
      ],
      [
        'that hangs',
        () => {
          redis.hang();
        },
      ],
    ])('holds up the end of no process: one %s', async (_, trouble) => {
      await trouble();
      const startedAt = performance.now();
      const ended = await Promise.all(scene.stack.services.map((service) => scene.stack.terminate(service)));
      expect(ended).toEqual([0, 0, 0, 0]);
      // Not by a second or two more on a busy machine: what holds one up does so until it is killed, after minutes.
      expect(performance.now() - startedAt).toBeLessThan(60_000);
      await redis.stop();
      await redis.start();
      await scene.stack.startAll();
    });
  });
}
