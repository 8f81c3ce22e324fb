import { resolve } from 'node:path';

export interface BenchOptions {
  operations: number;
  rounds: number;
  sellers: number;
  profile: boolean;
  /** Measures streams of events instead of rounds. */
  streams: boolean;
  /** Measures intake alone. */
  intake: boolean;
  /** Checkouts whose intake is measured beside this one's, in turns. */
  against: string[];
}

const numbers = { '--operations': 'operations', '--rounds': 'rounds', '--sellers': 'sellers' } as const;

/** @param args what follows `npm run bench --`. Ends the process when they make no sense */
export function parseOptions(args: readonly string[]): BenchOptions {
  const options: BenchOptions = {
    operations: 6_000,
    rounds: 5,
    sellers: 50,
    profile: false,
    streams: false,
    intake: args.includes('--intake'),
    against: [],
  };
  const left = args.values();
  for (const argument of left) {
    if (argument === '--' || argument === '--intake') continue;
    else if (argument === '--quick') Object.assign(options, { operations: 2_000, rounds: 3 });
    else if (argument === '--profile') options.profile = true;
    else if (argument === '--streams') options.streams = true;
    else if (argument === '--against') {
      const { value } = left.next();
      if (value === undefined) refuse('--against takes the path of another checkout');
      options.against.push(resolve(value));
    } else if (argument in numbers) {
      const value = Number(left.next().value);
      if (!Number.isInteger(value) || value < 1 || value > 100_000)
        refuse(`${argument} takes a whole number from 1 to 100000`);
      options[numbers[argument as keyof typeof numbers]] = value;
    } else refuse(`Unknown option "${argument}"`);
  }
  if (options.streams && options.intake) refuse('--streams and --intake are two benches');
  if (options.against.length > 0 && !options.intake) refuse('--against goes with --intake');
  return options;
}

function refuse(problem: string): never {
  console.error(`${problem}. npm run bench -- --help lists what there is.`);
  process.exit(2);
}
