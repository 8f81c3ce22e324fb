import { startCollector } from './collector';
import type { PartStart } from './part';
import { type BenchedService, type MeasuredService, startBenched } from './service';

/** Short, and the same on both sides: the rounds compare work, not waiting. */
const pollInitialSeconds = 0.5;
const quickPolls = { POLL_INITIAL_SECONDS: String(pollInitialSeconds) };

/** What the measuring programs get: BenchContext of bench/context.ts. */
interface Context {
  root: string;
  operations: number;
  rounds: number;
  sellers: number;
  measures: readonly string[];
  profileDirectory: string | null;
  product: MeasuredService;
  redisUrl: string | null;
}

/** The whole service, as `npm start` runs it with a Redis. */
export function serviceContext(start: PartStart): Promise<Context> {
  return contextOf(start, { redisUrl: start.datastores.redis() });
}

/** The whole service, beside a database for the script. */
export async function throughputContext(start: PartStart): Promise<object> {
  const context = await contextOf(start, { redisUrl: start.datastores.redis(), env: quickPolls });
  const scriptDatabaseUrl = await start.datastores.database('adcp_bench_script', start.place.stops);
  return { ...context, pollInitialSeconds, scriptDatabaseUrl };
}

/** The whole service, as `npm start` runs it without REDIS_URL. */
export function withoutRedisContext(start: PartStart): Promise<Context> {
  return contextOf(start, { redisUrl: undefined, env: quickPolls });
}

/** The service twice, with its hints in Redis and in Postgres. */
export async function embeddedContext(start: PartStart): Promise<object> {
  const context = await contextOf(start, { redisUrl: start.datastores.redis(), env: quickPolls });
  return { ...context, embedded: (await withoutRedisContext(start)).product };
}

/** The service twice: once with its traces sent to a collector that takes everything. */
export async function tracingContext(start: PartStart): Promise<object> {
  const context = await withoutRedisContext(start);
  const collector = await startCollector(start.place.stops);
  const env = { ...quickPolls, OTEL_EXPORTER_OTLP_ENDPOINT: collector };
  return { ...context, traced: (await contextOf(start, { redisUrl: undefined, env })).product };
}

/** The service on a database for many operations, and for growth another one for few. */
export async function historyContext(start: PartStart): Promise<object> {
  await start.datastores.countPlanning();
  const context = await contextOf(start, { redisUrl: start.datastores.redis(), env: quickPolls });
  if (!start.measures.includes('--growth')) return { ...context, small: null };
  const small = await contextOf(start, { redisUrl: start.datastores.redis(), env: quickPolls });
  return { ...context, small: small.product };
}

/** The service, with polls that the rounds do not wait for, where planning is counted too. */
export async function yearContext(start: PartStart): Promise<object> {
  await start.datastores.countPlanning();
  return contextOf(start, { redisUrl: start.datastores.redis(), env: quickPolls });
}

async function contextOf(
  { place, options, datastores, measures, operations, profileDirectory }: PartStart,
  service: Pick<BenchedService, 'redisUrl' | 'env'>,
): Promise<Context> {
  const databaseUrl = await datastores.database('adcp_bench_product', place.stops);
  const product = await startBenched(place, { root: place.root, databaseUrl, profileDirectory, ...service });
  const { rounds, sellers } = options;
  return {
    root: place.root,
    operations,
    rounds,
    sellers,
    measures,
    profileDirectory,
    product,
    redisUrl: service.redisUrl ?? null,
  };
}
