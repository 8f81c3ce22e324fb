import type { BenchDatastores, BenchPlace } from './datastores';
import type { Program } from './measuring-process';

export const benchPartNames = [
  '--throughput',
  '--idle',
  '--lists',
  '--growth',
  '--gauges',
  '--year',
  '--pending',
  '--memory',
  '--embedded',
  '--tracing',
  '--streams',
  '--console',
  '--intake',
] as const;
export type BenchPartName = (typeof benchPartNames)[number];

export interface BenchOptions {
  /** In the order in which they are measured. */
  parts: BenchPartName[];
  /** Null: as many as each part has by itself. */
  operations: number | null;
  rounds: number;
  sellers: number;
  profile: boolean;
  /** Checkouts whose intake is measured beside this one's, in turns. */
  against: string[];
}

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
export interface BenchPart {
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
