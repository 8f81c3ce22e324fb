import { join } from 'node:path';
import Table from 'cli-table3';
import { type TracingContext, readTracingContext } from '../context';
import { PostgresProbe } from '../measure/postgres';
import { median } from '../measure/statistics';
import { run, say, tell } from '../program';
import type { RoundResult } from '../rounds/bench';
import { roundsByTurns } from '../rounds/by-turns';
import { World } from '../rounds/world';
import { costWhenOff } from './off';

/** Tracing that is off costs at most this share of what the service's own processes use for an operation. */
const GOAL_OFF = 0.03;
const WARM_UP = 2_000;
/** The others are the publishers, the load, and the datastores. */
const OWN = ['intake-api', 'workers', 'submitter', 'poller', 'notifier'];

/** Measures what tracing costs: by its calls while it is off, and by rounds while every operation is recorded. */
async function main(): Promise<void> {
  const context = readTracingContext();
  const world = new World(join(context.root, 'dist', 'bench'));
  try {
    await measure(context, world);
  } finally {
    await world.stop();
  }
}

async function measure({ product, traced, sellers, rounds, operations }: TracingContext, world: World): Promise<void> {
  const postgres = await PostgresProbe.connect(product.databaseUrl);
  try {
    const services = [
      [product, 'not traced'],
      [traced, 'traced'],
    ] as const;
    const [off, on] = await roundsByTurns({ world, postgres, services, sellers, warmUp: WARM_UP, rounds, operations });
    report(off, on, await costWhenOff());
  } finally {
    await postgres.close();
  }
}

function report(off: readonly RoundResult[], on: readonly RoundResult[], callsMicroseconds: number): void {
  const own = ({ cpu }: RoundResult): number => OWN.reduce((sum, app) => sum + (cpu[app] ?? 0), 0);
  const withoutIt = median(off.map(own));
  const ratios = on.map((round, place) => own(round) / own(off[place] ?? round));
  const table = new Table({ head: ['CPU of its processes, per operation', 'µs', 'share'] });
  const share = callsMicroseconds / withoutIt;
  table.push(
    ['not traced', Math.round(withoutIt), ''],
    ['of that, the calls of tracing that is off', callsMicroseconds.toFixed(1), `${(share * 100).toFixed(2)} %`],
    [
      'every operation recorded and sent',
      Math.round(median(on.map(own))),
      `${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
    ],
  );
  say(table.toString());
  tell({
    figures: [
      {
        what: 'tracing that is off, share of the CPU of an operation',
        goal: `<= ${GOAL_OFF * 100} %`,
        figure: `${(share * 100).toFixed(2)} %`,
        reached: share <= GOAL_OFF,
      },
    ],
  });
}

run(main);
