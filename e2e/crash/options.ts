import { randomInt } from 'node:crypto';
import { type WorkerForm, workerForms } from '../support/services';

export const caseNames = [
  'kills',
  'redis',
  'cluster',
  'sentinel',
  'postgres',
  'seller',
  'failpoints',
  'sigterm',
  'streams',
  'restore',
  'replicas',
] as const;
export type CaseName = (typeof caseNames)[number];

export const queueNames = ['redis', 'postgres'] as const;
export type QueueName = (typeof queueNames)[number];

/** The short form waits more than it works. Two of its cases side by side do not disturb each other. */
const shortJobs = 2;

export interface CrashOptions {
  seed: number;
  short: boolean;
  cases: readonly CaseName[];
  queues: readonly QueueName[];
  /** Whether the three workers run in one process. */
  workers: readonly WorkerForm[];
  /** How many runs, with seeds that follow each other. */
  runs: number;
  /** How many cases run side by side, each on datastores of its own. */
  jobs: number;
}

export class OptionInvalidError extends Error {
  override readonly name = 'OptionInvalidError';
}

/**
 * Reads the command line.
 * @throws OptionInvalidError that names the option and what it takes
 */
export function parseOptions(args: readonly string[]): CrashOptions {
  const given = [...args];
  const options: CrashOptions = {
    seed: randomInt(1, 1_000_000),
    short: false,
    cases: caseNames,
    queues: queueNames,
    workers: workerForms,
    runs: 1,
    jobs: 0,
  };
  for (let option = given.shift(); option !== undefined; option = given.shift()) {
    switch (option) {
      case '--seed':
        options.seed = numberOf(option, given.shift());
        break;
      case '--runs':
        options.runs = numberOf(option, given.shift());
        break;
      case '--jobs':
        options.jobs = numberOf(option, given.shift());
        break;
      case '--short':
        options.short = true;
        break;
      case '--case':
        options.cases = listOf(option, given.shift(), caseNames);
        break;
      case '--queue':
        options.queues = listOf(option, given.shift(), queueNames);
        break;
      case '--workers':
        options.workers = listOf(option, given.shift(), workerForms);
        break;
      default:
        throw new OptionInvalidError(`"${option}" is not an option of the crash tests; --help lists them`);
    }
  }
  if (options.jobs === 0) options.jobs = options.short ? shortJobs : 1;
  return options;
}

function numberOf(option: string, text: string | undefined): number {
  const value = Number(text);
  if (text === undefined || !Number.isInteger(value) || value < 1 || value > 2 ** 31) {
    throw new OptionInvalidError(`${option} takes a whole number from 1 on, not "${text ?? ''}"`);
  }
  return value;
}

function listOf<T extends string>(option: string, text: string | undefined, known: readonly T[]): T[] {
  const names = (text ?? '').split(',');
  const unknown = names.find((name) => !(known as readonly string[]).includes(name));
  if (unknown !== undefined) {
    throw new OptionInvalidError(`${option} takes a list of ${known.join(', ')}, not "${unknown}"`);
  }
  return names as T[];
}
