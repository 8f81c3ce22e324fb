/** A service that runs. */
export interface Product {
  url: string;
  key: string;
  databaseUrl: string;
  pids: Record<string, number>;
  internalUrls: string[];
}

/** What `tools/bench.ts` has started. It hands this over in the environment. */
export interface BenchContext {
  root: string;
  operations: number;
  rounds: number;
  sellers: number;
  /** What is to be measured, by option. */
  measures: string[];
  /** Where profiles go; null: none are taken. */
  profileDirectory: string | null;
  product: Product;
  redisUrl: string | null;
}

/** For the rounds against the guide's script. */
export interface ThroughputContext extends BenchContext {
  pollInitialSeconds: number;
  scriptDatabaseUrl: string;
}

/** For the service with its hints in Redis against the same in Postgres. */
export interface EmbeddedContext extends BenchContext {
  embedded: Product;
}

/** For the service with its traces sent against the same without. */
export interface TracingContext extends BenchContext {
  traced: Product;
}

/** For what is measured at many operations; `small` has few. */
export interface HistoryContext extends BenchContext {
  small: Product | null;
}

/** For a load that goes on for long. */
export interface SoakContext {
  minutes: number;
  /** Operations a second; null: half of what the machine does. */
  rate: number | null;
  /** A line of JSON for each minute goes here. */
  file: string;
  product: Product;
  redisUrl: string | null;
}

export const readContext = (): BenchContext => given() as BenchContext;
export const readThroughputContext = (): ThroughputContext => given() as ThroughputContext;
export const readEmbeddedContext = (): EmbeddedContext => given() as EmbeddedContext;
export const readTracingContext = (): TracingContext => given() as TracingContext;
export const readHistoryContext = (): HistoryContext => given() as HistoryContext;

export const readSoakContext = (): SoakContext => given() as SoakContext;

/** @throws Error when this was not started by `npm run bench` */
function given(): unknown {
  const text = process.env.BENCH_CONTEXT;
  if (text === undefined)
    throw new Error('BENCH_CONTEXT is not set: run this by `npm run bench`, which starts all it needs');
  return JSON.parse(text);
}
