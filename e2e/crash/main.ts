import { failpoints } from './cases/failpoints';
import { kills } from './cases/kills';
import { postgres } from './cases/postgres';
import { redis } from './cases/redis';
import { restore } from './cases/restore';
import { redisGroup } from './cases/redis-groups';
import { replicas } from './cases/replicas';
import { seller } from './cases/seller';
import { sigterm } from './cases/sigterm';
import { streams } from './cases/streams';
import type { CaseContext, CaseResult, CrashReport } from './crash-case';
import { Datastores } from './datastores';
import type { WorkerForm } from '../support/services';
import { copyBundles } from './fleet';
import {
  type CaseName,
  type CrashOptions,
  OptionInvalidError,
  type QueueName,
  caseNames,
  parseOptions,
} from './options';
import { ManagedProcess } from '../support/managed-process';
import { Random } from './random';
import { printed, summary } from './report';

const cases: Readonly<Record<CaseName, (context: CaseContext) => Promise<CaseResult>>> = {
  kills,
  redis,
  cluster: redisGroup('cluster'),
  sentinel: redisGroup('sentinel'),
  postgres,
  seller,
  failpoints,
  sigterm,
  streams,
  restore,
  replicas,
};

/** The result in the report of a case that could not be carried out. */
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

/**
 * The short form kills on both backends, and divides the other cases between them and between the forms of the workers.
 * A Redis of several servers has a short form in `e2e/redis-groups.e2e.spec.ts`.
 */
const shortCases: Readonly<Record<QueueName, Readonly<Record<WorkerForm, readonly CaseName[]>>>> = {
  redis: { together: ['kills', 'failpoints'], apart: ['redis', 'streams'] },
  postgres: { together: ['postgres', 'sigterm', 'restore'], apart: ['kills', 'seller'] },
};

async function main(): Promise<boolean> {
  const options = parseOptions(process.argv.slice(2));
  say(`seed ${options.seed}`);
  const startedAt = Date.now();
  const { bundle, remove } = copyBundles();
  const started: Datastores[] = [];
  const brokenOff = new AbortController();
  const end = async () => {
    ManagedProcess.killAll();
    await Promise.all(started.map((datastores) => datastores.stop()));
    remove();
  };
  whenBrokenOff(() => {
    brokenOff.abort();
    void end().finally(() => process.exit(130));
  });
  const reports: CrashReport[] = [];
  try {
    const left = selectedBy(options);
    const jobs = Math.min(options.jobs, left.length);
    while (started.length < jobs) started.push(await Datastores.start(say, brokenOff.signal));
    await Promise.all(
      started.map(async (datastores) => {
        for (let next = left.shift(); next !== undefined && !brokenOff.signal.aborted; next = left.shift()) {
          reports.push(await carryOut(next, options, { datastores, bundle }, brokenOff.signal));
        }
      }),
    );
  } finally {
    await end();
  }
  say(`\n${summary(reports)}`);
  const failed = reports.filter(({ violations }) => violations.length > 0);
  const minutes = ((Date.now() - startedAt) / 60_000).toFixed(1);
  say(`\n${reports.length - failed.length} crash cases passed, ${failed.length} failed, in ${minutes} minutes`);
  for (const { caseName, queue, workers, seed } of failed)
    say(`  failed: ${caseName} on ${queue}, workers ${workers}, seed ${seed}`);
  return failed.length === 0;
}

/** Calls `stop` at a Ctrl-C, at a signal, or when the command that started this one ends, even by kill -9. */
function whenBrokenOff(stop: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
  process.once('disconnect', stop);
  process.channel?.unref();
}

interface Selected {
  caseName: CaseName;
  queue: QueueName;
  workers: WorkerForm;
  seed: number;
}

/** Every run's cases, one run after another. */
function selectedBy(options: CrashOptions): Selected[] {
  const cases = options.queues.flatMap((queue) =>
    options.workers.flatMap((workers) => selectedOn(queue, workers, options)),
  );
  return Array.from({ length: options.runs }, (_, run) =>
    cases.map((one) => ({ ...one, seed: options.seed + run })),
  ).flat();
}

/** The cases that strike Redis. The other backend has none. */
const ofRedis: readonly CaseName[] = ['redis', 'cluster', 'sentinel'];

function selectedOn(
  queue: QueueName,
  workers: WorkerForm,
  { cases: names, short }: CrashOptions,
): Omit<Selected, 'seed'>[] {
  const all = names.length === caseNames.length;
  return names
    .filter((name) =>
      short && all ? shortCases[queue][workers].includes(name) : queue === 'redis' || !ofRedis.includes(name),
    )
    .map((caseName) => ({ caseName, queue, workers }));
}

async function carryOut(
  { caseName, queue, workers, seed }: Selected,
  options: CrashOptions,
  tools: Pick<CaseContext, 'datastores' | 'bundle'>,
  brokenOff: AbortSignal,
): Promise<CrashReport> {
  const startedAt = Date.now();
  const lines: string[] = [];
  const log = (line: string) => {
    lines.push(`${new Date().toISOString().slice(11)} ${line}`);
  };
  const name = `${caseName}-${queue}-${workers}-${seed}`;
  const random = new Random(seed).stream(`${caseName}-${queue}`);
  let result: CaseResult;
  try {
    result = await cases[caseName]({ ...tools, queue, workers, short: options.short, name, seed, random, say, log });
  } catch (error) {
    result = { ...nothing, violations: [error instanceof Error ? (error.stack ?? error.message) : String(error)] };
  }
  const report = { ...result, caseName, queue, workers, seed, log: lines, seconds: (Date.now() - startedAt) / 1000 };
  if (brokenOff.aborted) return report;
  say(printed(report));
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
