import type { Told } from '../tools/bench/figure';

/** Runs a measuring program. What it throws is printed, and fails the bench. */
export function run(main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  });
}

/** Hands figures to `npm run bench`, which prints them beside their goals at the end. */
export function tell(told: Told): void {
  process.send?.(told);
}

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
