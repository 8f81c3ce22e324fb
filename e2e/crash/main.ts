import { failpoints } from './cases/failpoints';
import { kills } from './cases/kills';
import { postgres } from './cases/postgres';
import { redis } from './cases/redis';
import { seller } from './cases/seller';
import { sigterm } from './cases/sigterm';
import type { CaseContext, CaseResult, CrashReport } from './crash-case';
import { Datastores } from './datastores';
import { copyBundles } from './fleet';
import {
  type CaseName,
  type CrashOptions,
  OptionInvalidError,
  type QueueName,
  caseNames,
  parseOptions,
} from './options';
import { Random } from './random';
import { printed, record } from './report';

const cases: Readonly<Record<CaseName, (context: CaseContext) => Promise<CaseResult>>> = {
  kills,
  redis,
  postgres,
  seller,
  failpoints,
  sigterm,
};

/** What a case that could not even be carried out leaves in the report. */
const nothing: CaseResult = {
  operations: 0,
  bookings: 0,
  duplicates: 0,
  lost: 0,
  events: 0,
  repeatedDeliveries: 0,
  violations: [],
  stories: [],
  disturbances: 0,
  doubts: 0,
  endedMs: null,
  toldMs: null,
  notes: [],
};

/** The short form runs on both backends what depends on them most, and shares out the rest. */
const shortCases: Readonly<Record<QueueName, readonly CaseName[]>> = {
  redis: ['kills', 'redis', 'postgres', 'failpoints'],
  postgres: ['kills', 'seller', 'failpoints', 'sigterm'],
};

async function main(): Promise<boolean> {
  const options = parseOptions(process.argv.slice(2));
  say(`seed ${options.seed}`);
  const bundle = copyBundles();
  const started: Datastores[] = [];
  const stop = () => {
    void Promise.all(started.map((datastores) => datastores.stop())).finally(() => process.exit(130));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const reports: CrashReport[] = [];
  try {
    const lanes = lanesOf(options);
    while (started.length < lanes.length) started.push(await Datastores.start(say));
    await Promise.all(
      lanes.map(async (selected, place) => {
        const datastores = started[place];
        if (datastores === undefined) return;
        for (const { caseName, queue, seed } of selected) {
          reports.push(await carryOut(caseName, queue, seed, options, { datastores, bundle }));
        }
      }),
    );
  } finally {
    for (const datastores of started) await datastores.stop();
  }
  const failed = reports.filter(({ violations }) => violations.length > 0).length;
  say(`\n${reports.length - failed} crash cases passed, ${failed} failed`);
  return failed === 0;
}

interface Selected {
  caseName: CaseName;
  queue: QueueName;
  seed: number;
}

/** What runs one after another; the short form runs a lane for each backend, side by side, on servers of its own. */
function lanesOf(options: CrashOptions): Selected[][] {
  const lanes = options.queues.map((queue) => selectedOn(queue, options));
  const runs = Array.from({ length: options.runs }, (_, run) => options.seed + run);
  const carriedOut = (lane: readonly Omit<Selected, 'seed'>[]) =>
    runs.flatMap((seed) => lane.map((one) => ({ ...one, seed })));
  return options.short ? lanes.map(carriedOut) : [carriedOut(lanes.flat())];
}

/** Redis is what is struck in the case of Redis: the other backend has none. */
function selectedOn(queue: QueueName, { cases: names, short }: CrashOptions): Omit<Selected, 'seed'>[] {
  const all = names.length === caseNames.length;
  return names
    .filter((name) => (short && all ? shortCases[queue].includes(name) : queue === 'redis' || name !== 'redis'))
    .map((caseName) => ({ caseName, queue }));
}

async function carryOut(
  caseName: CaseName,
  queue: QueueName,
  seed: number,
  options: CrashOptions,
  tools: Pick<CaseContext, 'datastores' | 'bundle'>,
): Promise<CrashReport> {
  const startedAt = Date.now();
  const name = `${caseName}-${queue}-${seed}`;
  const random = new Random(seed).stream(`${caseName}-${queue}`);
  let result: CaseResult;
  try {
    result = await cases[caseName]({ ...tools, queue, short: options.short, name, random, say });
  } catch (error) {
    result = { ...nothing, violations: [error instanceof Error ? (error.stack ?? error.message) : String(error)] };
  }
  const report = { ...result, caseName, queue, seed, seconds: (Date.now() - startedAt) / 1000 };
  say(printed(report));
  if (options.record) record(report, new Date().toISOString().slice(0, 10));
  return report;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main().then(
  (passed) => {
    process.exitCode = passed ? 0 : 1;
  },
  (error: unknown) => {
    if (error instanceof OptionInvalidError) process.stderr.write(`${error.message}\n`);
    else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 2;
  },
);
