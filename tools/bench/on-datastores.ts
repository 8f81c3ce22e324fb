import { resolveDataDir } from '../datastore/data-dir';
import { takeFreshDirectory } from '../datastore/run-directory';
import { messageOf } from '../shared/problem.mjs';
import { type Interrupt, onInterrupt } from '../supervisor/interrupt';
import { processRecord } from '../supervisor/leftovers';
import { type BenchDatastores, type BenchPlace, startDatastores } from './datastores';
import { bundle } from './measuring-process';

export interface BenchGround {
  place: BenchPlace;
  datastores: BenchDatastores;
  dataDir: string;
  interrupt: Interrupt;
}

/** Starts the datastores, does the work, stops all, and ends this process with the exit code that the work returns. */
export async function onDatastores(root: string, work: (ground: BenchGround) => Promise<number>): Promise<never> {
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
    exitCode = await work({ place, datastores: await startDatastores(place), dataDir, interrupt });
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
  } finally {
    await stopAll(stops, say);
    directory.release();
  }
  process.exit(interrupt.signal.aborted ? 130 : exitCode);
}

export async function stopAll(stops: readonly (() => Promise<void>)[], say: (line: string) => void): Promise<void> {
  for (const stop of stops)
    await stop().catch((error: unknown) => {
      say(`While stopping: ${messageOf(error)}`);
    });
}
