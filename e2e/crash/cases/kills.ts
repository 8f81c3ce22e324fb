import { setTimeout as sleep } from 'node:timers/promises';
import { type CaseContext, type CaseResult, conclude } from '../crash-case';
import type { Fleet, Member } from '../fleet';
import { handOverLoad } from '../load';
import { courses, faults } from '../orders';
import { World } from '../world';

const everyMs = 500;
const longestAbsenceMs = 2_000;

/** Case 1: under load, a random process gets SIGKILL every half second, and is started again after a random time. */
export async function kills(context: CaseContext): Promise<CaseResult> {
  const world = await World.start({ ...context, replicas: 2 });
  try {
    const lengthMs = context.short ? 6_000 : 60_000;
    const load = handOverLoad(world, {
      operations: context.short ? 40 : 500,
      overMs: lengthMs * 0.9,
      scripts: context.short ? courses : [...courses, ...courses, ...faults],
    });
    const killed = await killAtRandom(world, lengthMs);
    await load;
    const alive = await world.ledger.rows<{ count: number }>(
      'SELECT count(*)::int AS count FROM operations WHERE settled_at IS NOT NULL',
    );
    return await conclude(world, {
      disturbances: killed.size,
      notes: [
        `${String(alive[0]?.count)} settled while processes were dying`,
        [...killed.byService].map(([service, times]) => `${service} ${times}`).join(', '),
      ],
    });
  } finally {
    await world.stop();
  }
}

async function killAtRandom(
  { fleet, random, log }: World,
  lengthMs: number,
): Promise<{ size: number; byService: Map<string, number> }> {
  const chance = random.stream('kills');
  const byService = new Map<string, number>();
  const returns: Promise<void>[] = [];
  const startedAt = Date.now();
  let size = 0;
  for (let at = everyMs; at <= lengthMs; at += everyMs) {
    // Kills go by the clock and not from kill to kill. A busy machine must not make the storm milder.
    await sleep(Math.max(0, startedAt + at - Date.now()));
    // Every turn takes the same number of choices, whoever is there. So later choices do not depend on that.
    const chosen = chance.pick(fleet.members);
    const absenceMs = chance.between(0, longestAbsenceMs);
    const victim = runningFrom(fleet, chosen);
    if (victim === undefined) continue;
    log(`kill ${victim.service} ${victim.replica} for ${absenceMs.toFixed(0)} ms`);
    await fleet.kill(victim);
    size += 1;
    byService.set(victim.service, (byService.get(victim.service) ?? 0) + 1);
    returns.push(
      sleep(absenceMs).then(() => {
        fleet.start(victim);
      }),
    );
  }
  await Promise.all(returns);
  await Promise.all(fleet.members.map((member) => fleet.ready(member)));
  return { size, byService };
}

/** The chosen one, or the next one that runs. A process that is just starting may be struck too. */
function runningFrom(fleet: Fleet, chosen: Member): Member | undefined {
  const place = fleet.members.indexOf(chosen);
  return [...fleet.members.slice(place), ...fleet.members.slice(0, place)].find((member) => fleet.isRunning(member));
}
