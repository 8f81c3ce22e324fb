/** What `tools/bench.ts` has started. It hands this over in the environment. */
export interface BenchContext {
  root: string;
  operations: number;
  rounds: number;
  sellers: number;
  /** Where profiles go; null: none are taken. */
  profileDirectory: string | null;
  pollInitialSeconds: number;
  product: {
    url: string;
    key: string;
    databaseUrl: string;
    pids: Record<string, number>;
    internalUrls: string[];
  };
  scriptDatabaseUrl: string;
  redisUrl: string | null;
}

/** @throws Error when this was not started by `npm run bench` */
export function readContext(): BenchContext {
  const text = process.env.BENCH_CONTEXT;
  if (text === undefined)
    throw new Error('BENCH_CONTEXT is not set: run this by `npm run bench`, which starts all it needs');
  return JSON.parse(text) as BenchContext;
}
