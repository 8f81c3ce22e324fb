import Table from 'cli-table3';
import { PostgresProbe } from '../measure/postgres';
import { RedisProbe } from '../measure/redis';
import { median } from '../measure/statistics';
import { profileProduct } from '../profile/profile-product';
import { run, say } from '../program';
import { ProductSide } from '../rounds/product-side';
import { type IntakeContext, readIntakeContext } from './context';
import { type IntakeParts, type IntakeRound, intakeRound } from './round';

/** Warming up compiles what runs often, opens pools, and fills the tables. */
const WARM_UP = 4_000;
/** Nothing is sent to sellers, and nobody is told: there are no workers. */
const NOBODY = 'http://127.0.0.1:9';

/** Measures what `POST /v1/operations` costs, in rounds of each checkout in turns. tools/bench.ts has started them. */
async function main(): Promise<void> {
  const context = readIntakeContext();
  const ids = Array.from({ length: context.sellers }, (_, index) => `seller-${index}`);
  const addresses = ids.map((id) => ({ id, url: `${NOBODY}/${id}/mcp` }));
  const sides: ProductSide[] = [];
  for (const side of context.sides) sides.push(await ProductSide.prepare(side, addresses, NOBODY, side.name));
  const [first] = context.sides;
  if (first === undefined) throw new Error('there is no checkout to measure');
  const postgres = await PostgresProbe.connect(first.databaseUrl);
  const redis = context.redisUrl === null ? null : await RedisProbe.connect(context.redisUrl);
  try {
    await measure(context, { postgres, redis, sellers: ids }, sides);
  } finally {
    await Promise.all([...sides.map((side) => side.close()), postgres.close(), redis?.close()]);
  }
}

async function measure(context: IntakeContext, parts: IntakeParts, sides: readonly ProductSide[]): Promise<void> {
  for (const side of sides) {
    await intakeRound(parts, side, WARM_UP, 'warm');
    await side.analyze();
  }
  const results = new Map(sides.map((side) => [side, [] as IntakeRound[]]));
  for (let round = 1; round <= context.rounds; round += 1) {
    // Each goes first in every other round: what a round leaves for the server to clean up falls on both.
    for (const side of round % 2 === 1 ? sides : sides.toReversed()) {
      const result = await intakeRound(parts, side, context.operations, `round${round}`);
      results.get(side)?.push(result);
      say(`round ${round}: ${told(result)}`);
    }
  }
  say(tableOf([...results.values()]));
  say('Checked in every round: every operation that was accepted is in the database.');
  const own = sides.at(-1);
  if (context.profileDirectory !== null && own !== undefined) {
    say(
      await profileProduct(context.profileDirectory, own.pids, () =>
        intakeRound(parts, own, context.operations, 'profile'),
      ),
    );
  }
}

function told({ side, perSecond, cpu, foreign }: IntakeRound): string {
  const parts = Object.entries(cpu).map(([part, value]) => `${part} ${Math.round(value)}`);
  const others = `others ${Math.round(foreign * 100)} % of the machine's work`;
  return `${side.padEnd(16)} ${Math.round(perSecond)}/s; CPU µs an operation: ${parts.join(', ')}; ${others}`;
}

const cpuOfSide = ({ cpu }: IntakeRound): number =>
  Object.entries(cpu)
    .filter(([part]) => part !== 'load')
    .reduce((sum, [, value]) => sum + value, 0);

/** The medians of each side. The ratios are those of the pairs: this checkout's, the last, to each. */
function tableOf(all: readonly IntakeRound[][]): string {
  const own = all.at(-1) ?? [];
  const table = new Table({
    head: [
      'intake of',
      'accepted/s',
      'ratio (spread)',
      'CPU µs an operation',
      'of it the process',
      'CPU ratio (spread)',
    ],
  });
  for (const rounds of all) {
    const pairs = (value: (round: IntakeRound) => number) =>
      own.map((round, at) => value(round) / value(rounds[at] ?? round));
    table.push([
      rounds[0]?.side ?? '',
      Math.round(median(rounds.map(({ perSecond }) => perSecond))),
      spread(pairs(({ perSecond }) => perSecond)),
      Math.round(median(rounds.map(cpuOfSide))),
      Math.round(median(rounds.map(({ cpu }) => cpu['intake-api'] ?? 0))),
      // What costs less CPU is better: the ratio is that of operations for the same CPU.
      spread(pairs((round) => 1 / cpuOfSide(round))),
    ]);
  }
  return table.toString();
}

function spread(ratios: readonly number[]): string {
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  return `${median(ratios).toFixed(2)} (${least.toFixed(2)} to ${most.toFixed(2)})`;
}

run(main);
