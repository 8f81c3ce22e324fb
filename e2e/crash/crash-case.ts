import type { WorkerForm } from '../support/services';
import type { Datastores } from './datastores';
import type { CaseName, QueueName } from './options';
import type { Random } from './random';
import { type Verdict, judge, storyOfLast } from './invariants';
import { settleDoubts } from './person';
import { awaitQuiet } from './settling';
import type { World } from './world';

/** What a case needs of its run. */
export interface CaseContext {
  queue: QueueName;
  workers: WorkerForm;
  short: boolean;
  /** Names the databases and purchase orders of this case. */
  name: string;
  seed: number;
  random: Random;
  datastores: Datastores;
  bundle: (app: string) => string;
  say: (line: string) => void;
  /** Notes a disturbance, with its time. The report of a failed run shows these. */
  log: (line: string) => void;
}

/** What a case found. */
export interface CaseResult extends Verdict {
  /** Kills, restarts of datastores, cuts, SIGTERMs. */
  disturbances: number;
  doubts: number;
  /**
   * The longest time from the last disturbance to the end of every operation, in milliseconds; null: longer than the
   * limit.
   */
  endedMs: number | null;
  /** The same, until every notification was delivered. */
  toldMs: number | null;
  /** What only this case has to say, for a person. */
  notes: string[];
}

export interface CrashReport extends CaseResult {
  caseName: CaseName;
  queue: QueueName;
  workers: WorkerForm;
  seed: number;
  seconds: number;
  /** What was done to the system, each with its time. */
  log: string[];
}

/** Lines of a process that ended by itself, for the report. */
const lastWords = 10;

/** The report explains a recovery that takes longer. */
const slowMs = 15_000;

/**
 * The end of every case. All becomes quiet, people answer what is in doubt, all becomes quiet again, and everything
 * must hold.
 * @param more breaches and notes that the case itself has found
 */
export async function conclude(
  world: World,
  { disturbances, violations = [], notes = [] }: { disturbances: number; violations?: string[]; notes?: string[] },
): Promise<CaseResult> {
  const quiet = await awaitQuiet(world);
  const slowest = (quiet.endedMs ?? slowMs) >= slowMs ? [`ended last: ${await storyOfLast(world)}`] : [];
  const doubts = await settleDoubts(world);
  const final = await awaitQuiet(world);
  const late = [
    ...(quiet.endedMs === null ? ['operations had no end within seven minutes of the last disturbance'] : []),
    ...(final.toldMs === null ? ['notifications were still owed seven minutes after the last disturbance'] : []),
  ];
  // Each case has started again whatever it ended.
  const dead = world.fleet.members
    .filter((member) => !world.fleet.isRunning(member))
    .map((member) => `a process ended by itself: ${world.fleet.lastWords(member, lastWords)}`);
  return {
    ...(await judge(world, [...violations, ...late, ...dead])),
    disturbances,
    doubts,
    endedMs: quiet.endedMs,
    toldMs: quiet.toldMs,
    notes: [
      ...notes,
      ...slowest,
      ...world.desk.askedAgain.map(({ path, at, why }) => `${path} was asked again: at ${at} it got ${why}`),
    ],
  };
}
