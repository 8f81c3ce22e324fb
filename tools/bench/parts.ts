import { embeddedContext, historyContext, serviceContext, throughputContext, withoutRedisContext } from './contexts';
import type { BenchDatastores, BenchPlace } from './datastores';
import { intakeContext } from './intake';
import type { Program } from './measuring-process';
import type { BenchOptions } from './options';

export interface PartStart {
  place: BenchPlace;
  options: BenchOptions;
  datastores: BenchDatastores;
  /** What the program shall measure, by option. Several only where one program measures them on the same rows. */
  measures: readonly BenchPartName[];
  /** Of a round, or those that are there. */
  operations: number;
  /** Where profiles go; null: none are taken. */
  profileDirectory: string | null;
}

/** One thing that the bench measures: the program that measures it, and what is started for it. */
interface BenchPart {
  program: Program;
  /** Operations, unless `--operations` says another number. */
  operations: number;
  /** Most that `--operations` takes. Default: 100,000. */
  most?: number;
  /** Whether its figures stand in the table of goals, which `npm run bench` without options fills. */
  hasGoals: boolean;
  /** Starts the service. @returns what the program measures */
  start: (start: PartStart) => Promise<object>;
}

const ofMillion = { operations: 1_000_000, most: 10_000_000 };
const ofHistory = { program: 'history', ...ofMillion, hasGoals: true, start: historyContext } as const;

export const benchPartNames = [
  '--throughput',
  '--idle',
  '--lists',
  '--growth',
  '--gauges',
  '--pending',
  '--memory',
  '--embedded',
  '--streams',
  '--console',
  '--intake',
] as const;
export type BenchPartName = (typeof benchPartNames)[number];

/** By option, in the order in which they are measured. */
export const benchParts: Readonly<Record<BenchPartName, BenchPart>> = {
  '--throughput': { program: 'main', operations: 6_000, hasGoals: true, start: throughputContext },
  '--idle': { program: 'idle', operations: 300, hasGoals: true, start: serviceContext },
  '--lists': ofHistory,
  '--growth': ofHistory,
  '--gauges': ofHistory,
  '--pending': { program: 'pending', operations: 100_000, hasGoals: true, start: serviceContext },
  '--memory': { program: 'memory', operations: 8_000, hasGoals: true, start: withoutRedisContext },
  '--embedded': { program: 'embedded', operations: 2_000, hasGoals: true, start: embeddedContext },
  '--streams': { program: 'streams', operations: 6_000, hasGoals: false, start: serviceContext },
  '--console': { program: 'console', ...ofMillion, hasGoals: false, start: serviceContext },
  '--intake': { program: 'intake', operations: 6_000, hasGoals: false, start: intakeContext },
};
