// `npm run bench`: measures the service against the guide's own script, or its streams of events, or intake alone, or the
// console. This file starts the datastores and the service; the main.ts of bench, bench/streams, bench/intake and bench/console
// measure.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startDatastores, type BenchDatastores, type BenchPlace } from './bench/datastores';
import { intakeContext } from './bench/intake';
import { bundle, measure } from './bench/measuring-process';
import { type BenchOptions, parseOptions } from './bench/options';
import { startBenched } from './bench/service';
import { resolveDataDir } from './datastore/data-dir';
import { takeFreshDirectory } from './datastore/run-directory';
import { messageOf } from './shared/problem.mjs';
import { onInterrupt } from './supervisor/interrupt';
import { processRecord } from './supervisor/leftovers';

/** Short, and the same on both sides: the bench compares work, not waiting. */
const pollInitialSeconds = 0.5;

export async function main({ root, args }: { root: string; args: string[] }): Promise<void> {
  const options = parseOptions(args);
  const interrupt = onInterrupt();
  const say = (line: string) => {
    console.log(line);
  };
  const dataDir = resolveDataDir({ root, env: process.env, say });
  const directory = await takeFreshDirectory(dataDir, 'bench', say);
  const stops: (() => Promise<void>)[] = [];
  const record = processRecord(directory.path);
  const place: BenchPlace = { root, directory: directory.path, say, record, signal: interrupt.signal, stops };
  let exitCode = 1;
  try {
    await bundle(root);
    const datastores = await startDatastores(place);
    const profileDirectory = options.profile ? join(dataDir, 'bench-profiles') : null;
    if (profileDirectory) mkdirSync(profileDirectory, { recursive: true });
    const context = await (options.intake ? intakeContext : wholeContext)(place, options, datastores, profileDirectory);
    const program = options.intake ? 'intake' : options.streams ? 'streams' : options.console ? 'console' : 'main';
    exitCode = await measure({ root, program, context, interrupt });
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
  } finally {
    for (const stop of stops)
      await stop().catch((error: unknown) => {
        say(`While stopping: ${messageOf(error)}`);
      });
    directory.release();
  }
  process.exit(interrupt.signal.aborted ? 130 : exitCode);
}

/** Starts the whole service, beside a database for the script. @returns what bench/main.ts measures */
async function wholeContext(
  place: BenchPlace,
  { operations, rounds, sellers }: BenchOptions,
  { database, redisUrl }: BenchDatastores,
  profileDirectory: string | null,
): Promise<object> {
  const databaseUrl = await database('adcp_bench_product');
  const scriptDatabaseUrl = await database('adcp_bench_script');
  const stack = await startBenched(place, {
    root: place.root,
    databaseUrl,
    redisUrl,
    profileDirectory,
    env: { POLL_INITIAL_SECONDS: String(pollInitialSeconds) },
  });
  return {
    root: place.root,
    operations,
    rounds,
    sellers,
    profileDirectory,
    pollInitialSeconds,
    product: {
      url: stack.url,
      key: stack.bootstrapKey,
      databaseUrl,
      pids: Object.fromEntries(stack.apps.map((app) => [app, stack.processes[app]?.pid])),
      internalUrls: stack.apps.map((app) => stack.internalUrl(app)),
    },
    scriptDatabaseUrl,
    redisUrl: redisUrl ?? null,
  };
}
