import { resolve } from 'node:path';
import { type BenchOptions, benchPartNames } from './part';
import { benchParts } from './parts';

const numbers = { '--operations': 'operations', '--rounds': 'rounds', '--sellers': 'sellers' } as const;
const MOST = 100_000;

/** @param args what follows `npm run bench --`. Ends the process when they make no sense */
export function parseOptions(args: readonly string[]): BenchOptions {
  const given = benchPartNames.filter((name) => args.includes(name));
  const isQuick = args.includes('--quick');
  const options: BenchOptions = {
    parts: given,
    operations: isQuick ? 2_000 : null,
    rounds: isQuick ? 3 : 5,
    sellers: 50,
    profile: args.includes('--profile'),
    against: [],
  };
  // These say how rounds are measured, so they mean the rounds when no part is named.
  const meansRounds = ['--quick', '--profile', '--operations', '--rounds', '--sellers'];
  if (given.length === 0)
    options.parts = args.some((argument) => meansRounds.includes(argument))
      ? ['--throughput']
      : benchPartNames.filter((name) => benchParts[name].hasGoals);
  const left = args.values();
  for (const argument of left) {
    if (['--', '--quick', '--profile', ...given].includes(argument)) continue;
    else if (argument === '--against') {
      const { value } = left.next();
      if (value === undefined) refuse('--against takes the path of another checkout');
      options.against.push(resolve(value));
    } else if (argument in numbers) {
      const value = Number(left.next().value);
      const most = Math.min(...options.parts.map((name) => benchParts[name].most ?? MOST));
      if (!Number.isInteger(value) || value < 1 || value > most)
        refuse(`${argument} takes a whole number from 1 to ${most}`);
      options[numbers[argument as keyof typeof numbers]] = value;
    } else refuse(`Unknown option "${argument}"`);
  }
  if (isQuick && (options.parts.length > 1 || options.parts[0] !== '--throughput'))
    refuse('--quick goes with --throughput alone');
  if (options.against.length > 0 && !given.includes('--intake')) refuse('--against goes with --intake');
  return options;
}

function refuse(problem: string): never {
  console.error(`${problem}. npm run bench -- --help lists what there is.`);
  process.exit(2);
}
