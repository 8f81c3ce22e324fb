import type { Product } from '../context';

/** One checkout's intake, which runs. */
export type IntakeService = Product & { name: string };

/** What `npm run bench -- --intake` has started. It hands this over in the environment. */
export interface IntakeContext {
  operations: number;
  rounds: number;
  sellers: number;
  /** Where profiles go; null: none are taken. */
  profileDirectory: string | null;
  /** This checkout is the last. */
  sides: IntakeService[];
  redisUrl: string | null;
}

/** @throws Error when this was not started by `npm run bench` */
export function readIntakeContext(): IntakeContext {
  const text = process.env.BENCH_CONTEXT;
  if (text === undefined)
    throw new Error('BENCH_CONTEXT is not set: run this by `npm run bench -- --intake`, which starts all it needs');
  return JSON.parse(text) as IntakeContext;
}
