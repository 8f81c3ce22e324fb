import { join } from 'node:path';
import Table from 'cli-table3';
import { type EmbeddedContext, readEmbeddedContext } from '../context';
import { PostgresProbe } from '../measure/postgres';
import { median } from '../measure/statistics';
import { run, say, tell } from '../program';
import type { RoundResult } from '../rounds/bench';
import { roundsByTurns } from '../rounds/by-turns';
import { World } from '../rounds/world';

const GOAL_RATIO = 0.6;
const WARM_UP = 4_000;

/** Measures the service with its hints in Postgres against the same with a Redis. tools/bench.ts has started both. */
async function main(): Promise<void> {
  const context = readEmbeddedContext();
  const world = new World(join(context.root, 'dist', 'bench'));
  try {
    await measure(context, world);
  } finally {
    await world.stop();
  }
}

async function measure(context: EmbeddedContext, world: World): Promise<void> {
  const { product, embedded, redisUrl, rounds, operations } = context;
  if (redisUrl === null) throw new Error('there is no Redis to compare with: install redis-server, or set REDIS_URL');
  const postgres = await PostgresProbe.connect(product.databaseUrl);
  try {
    const services = [
      [product, 'hints in Redis'],
      [embedded, 'hints in Postgres'],
    ] as const;
    const { sellers } = context;
    report(...(await roundsByTurns({ world, postgres, services, sellers, warmUp: WARM_UP, rounds, operations })));
  } finally {
    await postgres.close();
  }
}

function report(withRedis: readonly RoundResult[], without: readonly RoundResult[]): void {
  const ratios = without.map(({ perSecond }, index) => perSecond / (withRedis[index]?.perSecond ?? NaN));
  const perSecond = (of: readonly RoundResult[]): number => median(of.map((round) => round.perSecond));
  const table = new Table({ head: ['', 'hints in Redis', 'hints in Postgres', 'ratio', 'spread over the pairs'] });
  const ratio = median(ratios);
  table.push([
    'operations/s',
    Math.round(perSecond(withRedis)),
    Math.round(perSecond(without)),
    ratio.toFixed(2),
    `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`,
  ]);
  say(table.toString());
  say('Checked in every round: every operation created, booked once at the seller, and told of twice.');
  tell({
    figures: [
      {
        what: 'embedded (no Redis) against Redis, operations/s',
        goal: `>= ${GOAL_RATIO}`,
        figure: ratio.toFixed(2),
        reached: ratio >= GOAL_RATIO,
      },
    ],
  });
}

run(main);
