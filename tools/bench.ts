// `npm run bench`: measures the service, part by part (tools/bench/parts.ts). This file starts the datastores and, for each
// part, the service; the programs below bench/ measure.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Figure } from './bench/figure';
import { type Measured, measure } from './bench/measuring-process';
import { onDatastores, stopAll } from './bench/on-datastores';
import { parseOptions } from './bench/options';
import type { BenchPartName, PartStart } from './bench/part';
import { benchParts } from './bench/parts';
import { goalTable } from './bench/table';
import { messageOf } from './shared/problem.mjs';
import type { Interrupt } from './supervisor/interrupt';

export async function main({ root, args }: { root: string; args: string[] }): Promise<void> {
  const options = parseOptions(args);
  await onDatastores(root, async ({ place, datastores, dataDir, interrupt }) => {
    const profileDirectory = options.profile ? join(dataDir, 'bench-profiles') : null;
    if (profileDirectory) mkdirSync(profileDirectory, { recursive: true });
    return await measureAll({ place, options, datastores, profileDirectory }, interrupt);
  });
}

/** A part that fails says why, and the others are measured all the same. @returns the exit code */
async function measureAll(start: Omit<PartStart, 'measures' | 'operations'>, interrupt: Interrupt): Promise<number> {
  const { say } = start.place;
  const figures: Figure[] = [];
  const plain: string[] = [];
  let exitCode = 0;
  const runs = runsOf(start.options.parts);
  for (const measures of runs) {
    if (interrupt.signal.aborted) break;
    if (runs.length > 1) say(`\nMeasuring ${measures.join(', ')}`);
    const result = await measureOne({ ...start, measures, operations: operationsOf(measures, start) }, interrupt);
    figures.push(...result.figures);
    plain.push(...result.plain);
    if (result.exitCode === 0) continue;
    exitCode = result.exitCode;
    figures.push({ what: measures.join(', '), goal: '', figure: 'failed, see above', reached: false });
  }
  if (figures.length > 0) say(`\n${goalTable(figures)}`);
  for (const line of plain) say(line);
  return exitCode;
}

/** Parts of one program that stand side by side are measured together, on the same rows. */
function runsOf(parts: readonly BenchPartName[]): BenchPartName[][] {
  const runs: BenchPartName[][] = [];
  for (const part of parts) {
    const last = runs.at(-1);
    const [first] = last ?? [];
    if (first !== undefined && benchParts[first].program === benchParts[part].program) last?.push(part);
    else runs.push([part]);
  }
  return runs;
}

function operationsOf([first]: readonly BenchPartName[], { options }: Pick<PartStart, 'options'>): number {
  return options.operations ?? (first === undefined ? 0 : benchParts[first].operations);
}

/** Starts what is measured, measures it, and stops it: what idles would take memory and time from the next part. */
async function measureOne(start: PartStart, interrupt: Interrupt): Promise<Measured> {
  const { root, say } = start.place;
  const [first] = start.measures;
  if (first === undefined) throw new Error('there is nothing to measure');
  const { program, start: startPart } = benchParts[first];
  const stops: (() => Promise<void>)[] = [];
  try {
    const context = await startPart({ ...start, place: { ...start.place, stops } });
    return await measure({ root, program, context, interrupt });
  } catch (error) {
    if (!interrupt.signal.aborted) say(`It could not be measured: ${messageOf(error)}`);
    return { exitCode: 1, figures: [], plain: [] };
  } finally {
    await stopAll(stops, say);
  }
}
