import { setTimeout as sleep } from 'node:timers/promises';
import { type RedisGroup, type RedisGroupKind, redisGroups } from '../../support/redis-groups';
import { type CaseContext, type CaseResult, conclude } from '../crash-case';
import { handOverLoad } from '../load';
import { courses, faults } from '../orders';
import { World } from '../world';

/** The queues' places on a cluster. Under sentinels one master holds everything. */
const places = ['{adcp-submitter}', '{adcp-poller}', '{adcp-notifier}'] as const;

/**
 * Case of a Redis of several servers: a master of one of the queues is killed, or hangs, again and again. A replica takes
 * its place, and it comes back as a replica.
 */
export function redisGroup(kind: RedisGroupKind): (context: CaseContext) => Promise<CaseResult> {
  return async (context) => {
    const group = await redisGroups[kind]();
    try {
      const world = await World.start({ ...context, replicas: 1, env: { REDIS_URL: group.url } });
      try {
        return await underLoad(world, group, context.short);
      } finally {
        await world.stop();
      }
    } finally {
      await group.stop();
    }
  };
}

async function underLoad(world: World, group: RedisGroup, short: boolean): Promise<CaseResult> {
  const lengthMs = short ? 20_000 : 90_000;
  const load = handOverLoad(world, {
    operations: short ? 60 : 500,
    overMs: lengthMs * 0.9,
    scripts: short ? courses : [...courses, ...courses, ...faults],
  });
  const chance = world.random.stream('redis');
  const until = Date.now() + lengthMs;
  const replacedAfter: number[] = [];
  let hangs = 0;
  while (Date.now() < until) {
    await sleep(chance.between(500, 3_000));
    const place = chance.pick(places);
    const master = await group.masterOf(place);
    const kills = chance.next() < 0.5;
    world.log(`${kills ? 'kill' : 'hang'} the master of ${place}`);
    const startedAt = Date.now();
    if (kills) await master.kill();
    else master.hang();
    hangs += kills ? 0 : 1;
    await group.masterOf(place, master);
    replacedAfter.push(Date.now() - startedAt);
    await sleep(chance.between(0, 3_000));
    await group.restore(master);
  }
  await load;
  const longest = (Math.max(...replacedAfter) / 1_000).toFixed(1);
  return await conclude(world, {
    disturbances: replacedAfter.length,
    notes: [`${replacedAfter.length - hangs} masters killed, ${hangs} hung, replaced within ${longest} s`],
  });
}
