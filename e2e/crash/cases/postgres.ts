import { setTimeout as sleep } from 'node:timers/promises';
import { type CaseContext, type CaseResult, conclude } from '../crash-case';
import { handOverLoad } from '../load';
import { courses, faults } from '../orders';
import { World } from '../world';

/** Case 3: Postgres is restarted, immediately, at random times. Meanwhile intake says when to come back. */
export async function postgres(context: CaseContext): Promise<CaseResult> {
  const world = await World.start({ ...context, replicas: 1 });
  try {
    const lengthMs = context.short ? 8_000 : 30_000;
    const load = handOverLoad(world, {
      operations: context.short ? 50 : 500,
      overMs: lengthMs * 0.9,
      scripts: context.short ? courses : [...courses, ...courses, ...faults],
    });
    const chance = world.random.stream('postgres');
    const until = Date.now() + lengthMs;
    let restarts = 0;
    while (Date.now() < until) {
      await sleep(chance.between(1_000, 5_000));
      restarts += context.datastores.restartPostgres() ? 1 : 0;
      world.log('restart Postgres');
    }
    await load;
    const refused = world.desk.answers.get(503) ?? 0;
    return await conclude(world, {
      disturbances: restarts,
      notes: [`${refused} posts were answered with 503 and Retry-After while it was away`],
      violations: refused === 0 ? ['not one post was answered with 503 while Postgres was away'] : [],
    });
  } finally {
    await world.stop();
  }
}
