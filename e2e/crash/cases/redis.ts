import { setTimeout as sleep } from 'node:timers/promises';
import { type CaseContext, type CaseResult, conclude } from '../crash-case';
import { handOverLoad } from '../load';
import { courses, faults } from '../orders';
import { World } from '../world';

/** Case 2: Redis is emptied, or dies and comes back empty, at random times. Jobs are only hints. */
export async function redis(context: CaseContext): Promise<CaseResult> {
  const world = await World.start({ ...context, replicas: 1 });
  try {
    const lengthMs = context.short ? 8_000 : 30_000;
    const load = handOverLoad(world, {
      operations: context.short ? 60 : 500,
      overMs: lengthMs * 0.9,
      scripts: context.short ? courses : [...courses, ...courses, ...faults],
    });
    const chance = world.random.stream('redis');
    const until = Date.now() + lengthMs;
    let flushes = 0;
    let restarts = 0;
    while (Date.now() < until) {
      await sleep(chance.between(300, 2_000));
      const flush = chance.next() < 0.5;
      world.log(flush ? 'empty Redis' : 'restart Redis');
      if (flush) flushes += (await context.datastores.flushRedis()) ? 1 : 0;
      else restarts += context.datastores.restartRedis() ? 1 : 0;
    }
    await load;
    return await conclude(world, {
      disturbances: flushes + restarts,
      notes: [`${flushes} times emptied, ${restarts} times restarted`],
    });
  } finally {
    await world.stop();
  }
}
