import { cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { type ThroughputContext, readThroughputContext } from './context';
import { PostgresProbe } from './measure/postgres';
import { RedisProbe } from './measure/redis';
import { profileProduct } from './profile/profile-product';
import { comparison, costTable, goals, roundsTable, statementTable } from './report';
import { type BenchParts, type RoundResult, runRound } from './rounds/bench';
import { ProductSide } from './rounds/product-side';
import { ScriptSide } from './rounds/script-side';
import type { Side } from './rounds/side';
import { World } from './rounds/world';
import { run, say, tell } from './program';

/** Warming up compiles what runs often, opens sessions and pools, and fills the tables. */
const WARM_UP = 6_000;

/** Measures the product against the guide's script, in interleaved rounds. tools/bench.ts has started the product. */
async function main(): Promise<void> {
  const context = readThroughputContext();
  const world = new World(join(context.root, 'dist', 'bench'));
  try {
    await bench(context, world);
  } finally {
    await world.stop();
  }
}

async function bench(context: ThroughputContext, world: World): Promise<void> {
  const [seller, receiver] = await Promise.all([world.start('seller.js'), world.start('receiver.js')]);
  const scriptProcess = await world.start('script.js', {
    DATABASE_URL: context.scriptDatabaseUrl,
    POLL_INITIAL_SECONDS: String(context.pollInitialSeconds),
    RECEIVER_URL: `${receiver.url}/notifications`,
  });
  const sellers = Array.from({ length: context.sellers }, (_, index) => `seller-${index}`);
  const addresses = sellers.map((id) => ({ id, url: `${seller.url}/sellers/${id}/mcp` }));
  const postgres = await PostgresProbe.connect(context.scriptDatabaseUrl);
  const redis = context.redisUrl === null ? null : await RedisProbe.connect(context.redisUrl);
  const script = await ScriptSide.prepare(scriptProcess, context.scriptDatabaseUrl, addresses);
  const product = await ProductSide.prepare(context.product, addresses, receiver.url);
  const parts: BenchParts = {
    seller,
    receiver,
    postgres,
    redis,
    internalUrls: context.product.internalUrls,
    sellers,
  };
  say(machine(postgres, redis));
  try {
    await measure(context, parts, script, product);
  } finally {
    await Promise.all([script.close(), product.close(), postgres.close(), redis?.close()]);
  }
}

async function measure(context: ThroughputContext, parts: BenchParts, script: Side, product: Side): Promise<void> {
  for (const side of [script, product]) {
    await runRound(parts, side, WARM_UP, 'warm');
    await side.analyze();
  }
  const results: { script: RoundResult[]; product: RoundResult[] } = { script: [], product: [] };
  const inOrder: RoundResult[] = [];
  for (let pair = 1; pair <= context.rounds; pair += 1) {
    for (const [name, side] of [
      ['script', script],
      ['product', product],
    ] as const) {
      const result = await runRound(parts, side, context.operations, `${name}${pair}`);
      say(`round ${inOrder.length + 1}: ${side.name} ${Math.round(result.perSecond)}/s`);
      results[name].push(result);
      inOrder.push(result);
    }
  }
  say(roundsTable(inOrder));
  say(comparison(results.script, results.product));
  say(costTable(results.product));
  say(costTable(results.script));
  for (const side of [results.product, results.script]) {
    const last = side.at(-1);
    const table = last === undefined ? null : statementTable(last);
    say(table ?? 'Statements are not counted: the server does not preload pg_stat_statements.');
  }
  say('Checked in every round: every operation created, booked once at the seller, and told of twice.');
  if (context.profileDirectory !== null) {
    say(
      await profileProduct(context.profileDirectory, product.pids, () =>
        runRound(parts, product, context.operations, 'profile'),
      ),
    );
  }
  tell(goals(results.script, results.product));
}

function machine(postgres: PostgresProbe, redis: RedisProbe | null): string {
  const [cpu] = cpus();
  return [
    `${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, load ${loadavg()[0]?.toFixed(1) ?? '?'}`,
    `Node ${process.versions.node}, Postgres ${postgres.version}, ${redis === null ? 'hints in Postgres' : `Redis ${redis.version}`}`,
  ].join('\n');
}

run(main);
