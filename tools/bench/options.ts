import { resolve } from 'node:path';

export interface BenchOptions {
  operations: number;
  rounds: number;
  sellers: number;
  profile: boolean;
  /** Measures streams of events instead of rounds. */
  streams: boolean;
  /** Measures the console's list of operations, of which there are so many. */
  console: boolean;
  /** Measures intake alone. */
  intake: boolean;
  /** Checkouts whose intake is measured beside this one's, in turns. */
  against: string[];
}

const numbers = { '--operations': 'operations', '--rounds': 'rounds', '--sellers': 'sellers' } as const;

/** @param args what follows `npm run bench --`. Ends the process when they make no sense */
export function parseOptions(args: readonly string[]): BenchOptions {
  const isConsole = args.includes('--console');
  const options: BenchOptions = {
    operations: isConsole ? 1_000_000 : 6_000,
    rounds: 5,
    sellers: 50,
    profile: false,
    streams: false,
    console: isConsole,
    intake: args.includes('--intake'),
    against: [],
  };
  const left = args.values();
  for (const argument of left) {
    if (argument === '--' || argument === '--intake' || argument === '--console') continue;
    else if (argument === '--quick') Object.assign(options, { operations: 2_000, rounds: 3 });
    else if (argument === '--profile') options.profile = true;
    else if (argument === '--streams') options.streams = true;
    else if (argument === '--against') {
      const { value } = left.next();
      if (value === undefined) refuse('--against takes the path of another checkout');
      options.against.push(resolve(value));
    } else if (argument in numbers) {
      const value = Number(left.next().value);
      const most = isConsole ? 10_000_000 : 100_000;
      if (!Number.isInteger(value) || value < 1 || value > most)
        refuse(`${argument} takes a whole number from 1 to ${most}`);
      options[numbers[argument as keyof typeof numbers]] = value;
    } else refuse(`Unknown option "${argument}"`);
  }
  if ([options.streams, options.intake, options.console].filter(Boolean).length > 1)
    refuse('--streams, --intake and --console are benches of their own');
  if (options.against.length > 0 && !options.intake) refuse('--against goes with --intake');
  return options;
}

function refuse(problem: string): never {
  console.error(`${problem}. npm run bench -- --help lists what there is.`);
  process.exit(2);
}
