// Whether the datastores that the environment names answer. Asked before anything is started on them.
import { setTimeout as sleep } from 'node:timers/promises';
import { RedisUrlInvalidError, connectRedis, describeRedisUrl } from '@adcp-orchestrator/platform/redis';
import pg from 'pg';
import { ProvisioningError, codeOf, messageOf } from '../shared/problem.mjs';

const limitMs = 30_000;
const connectMs = 3_000;
const pauseMs = 500;

export interface Datastore {
  variable: string;
  what: string;
  url: string;
  /** The address without user and password; null: it is none. */
  describe: (url: string) => string | null;
  ask: (url: string) => Promise<void>;
  isFinal: (error: unknown) => boolean;
  hint: string;
}

export interface WaitForDatastoresOptions {
  env: NodeJS.ProcessEnv;
  /** Called once for each datastore that is waited for. */
  say: (line: string) => void;
  signal?: AbortSignal;
  timeoutMs?: number;
}

/**
 * Waits until the Postgres of DATABASE_URL and the Redis of REDIS_URL answer: they may be starting at the same time as
 * this command. A variable that is not set, or is wrong, is passed over: the apps say what is wrong with a bad one.
 * @throws ProvisioningError that names the variable, the address without its password, and the way out
 */
export async function waitForDatastores({
  env,
  say,
  signal,
  timeoutMs = limitMs,
}: WaitForDatastoresOptions): Promise<void> {
  const named = datastores(env).filter(({ url, describe }) => describe(url) !== null);
  await Promise.all(named.map((datastore) => waitFor(datastore, { say, signal, timeoutMs })));
}

function datastores(env: NodeJS.ProcessEnv): Datastore[] {
  const { DATABASE_URL: databaseUrl = '', REDIS_URL: redisUrl = '' } = env;
  return [
    {
      variable: 'DATABASE_URL',
      what: 'Postgres',
      url: databaseUrl,
      describe: (url) => (URL.canParse(url) ? addressOf(url) : null),
      ask: askPostgres,
      // A wrong password, or a missing database, does not get better by waiting.
      isFinal: (error) => /^(28|3D)/.test(codeOf(error) ?? ''),
      hint: 'Start that server, correct DATABASE_URL, or leave DATABASE_URL out to use an embedded Postgres.',
    },
    {
      variable: 'REDIS_URL',
      what: 'Redis',
      url: redisUrl,
      describe: redisAddressOf,
      ask: askRedis,
      isFinal: (error) => /^(WRONGPASS|NOAUTH|NOPERM|ERR)/.test(messageOf(error)),
      hint: 'Start that server, correct REDIS_URL, or leave REDIS_URL out to have the queues in Postgres.',
    },
  ];
}

async function waitFor(
  { variable, what, url, describe, ask, isFinal, hint }: Datastore,
  { say, signal, timeoutMs }: { say: (line: string) => void; signal: AbortSignal | undefined; timeoutMs: number },
): Promise<void> {
  const until = Date.now() + timeoutMs;
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted();
    try {
      await ask(url);
      return;
    } catch (error) {
      const place = `the ${what} at ${describe(url) ?? ''}, which ${variable} names`;
      const reason = reasonOf(error);
      if (isFinal(error)) {
        throw new ProvisioningError(`${capital(place)}, does not let us in: ${reason}`, hint, { cause: error });
      }
      if (Date.now() + pauseMs >= until) {
        throw new ProvisioningError(
          `${capital(place)}, did not answer within ${Math.round(timeoutMs / 1000)} s: ${reason}`,
          hint,
          { cause: error },
        );
      }
      if (attempt === 1) say(`waiting for ${place} (${reason})`);
      await sleep(pauseMs, undefined, { signal });
    }
  }
}

/** The server and the database, without user, password and options. */
export function addressOf(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}

function redisAddressOf(url: string): string | null {
  try {
    return describeRedisUrl(url).replace(/\/\/[^@/]*@/, '//');
  } catch (error) {
    if (error instanceof RedisUrlInvalidError) return null;
    throw error;
  }
}

async function askPostgres(url: string): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: connectMs,
    query_timeout: connectMs,
    application_name: 'adcp-start',
  });
  client.on('error', () => undefined); // the query tells
  try {
    await client.connect();
    await client.query('SELECT 1');
  } finally {
    // A server that hangs would not answer a goodbye either, so nobody waits for it.
    void client.end().catch(() => undefined);
  }
}

async function askRedis(url: string): Promise<void> {
  const redis = connectRedis(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    connectTimeout: connectMs,
    commandTimeout: connectMs,
    socketTimeout: connectMs,
  });
  let lost: unknown;
  // The promise says only that the connection is closed. This event says why.
  redis.on('error', (error: Error) => (lost ??= error));
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    throw lost ?? error;
  } finally {
    redis.disconnect();
  }
}

/** A name with several addresses fails with one error for each, and with no message of its own. */
function reasonOf(error: unknown): string {
  const inner = error instanceof AggregateError ? error.errors.map(messageOf).join(', ') : messageOf(error);
  return inner || codeOf(error) || 'no reason given';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
