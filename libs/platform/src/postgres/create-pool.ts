import type { PoolClient, PoolConfig } from 'pg';
import type { Log } from '../logging/create-logger';
import { FencedPool } from './fenced-pool';
import { MeasuredPool } from './measured-pool';
import { assertOwnSession } from './own-session';
import { ScopedClient, type ScopedClientConfig, fencePreparation } from './scoped-client';
import type { TransactionSettings } from './transaction-settings';

export interface PoolOptions {
  databaseUrl: string;
  /** Shown in `pg_stat_activity`. */
  name: string;
  /** Most connections held at once. */
  max: number;
  log: Log;
  /** Longest that one statement may run; milliseconds. */
  statementTimeoutMs?: number;
  /** The schema that unqualified names resolve to. Absent: as the role is set. */
  schema?: string;
  /**
   * For workers. They run a few large statements all day, each of which finds its rows by an index. Every statement is
   * planned once for a connection, whatever its parameters are, and by indexes. To plan the largest anew for each call
   * costs as much as to run it. And while a new installation has no statistics, or those of a quiet time, the planner reads
   * whole tables, and merges a few ids with all of them. Hash joins stay: the gate joins the rows of one batch by them. JIT is
   * off: up to Postgres 17, a plan that cannot avoid a whole table then seems so dear that it is compiled each time.
   */
  steadyPlans?: boolean;
  /** Further settings that its statements run under. */
  settings?: TransactionSettings;
  /** Whether its statements run behind the fence between tenants (`FencedPool`). For the API. */
  fenced?: boolean;
  /**
   * Whether the URL leads to a pooler in transaction mode (ADR 41). Each transaction then says what else the session would
   * keep, and statements are not prepared. Absent: each connection is a session of this process, and is checked for it.
   */
  throughPooler?: boolean;
}

const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 15_000;
const IDLE_TIMEOUT_MS = 30_000;

/** As `PoolOptions.steadyPlans` says. */
export const steadyPlanSettings: TransactionSettings = {
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
  enable_mergejoin: 'off',
  jit: 'off',
};

/**
 * Tells the trigger that serves the release before that the gate keeps the words to search by. Without it, the words are
 * written twice, as they are by the API.
 */
const keepsWords: TransactionSettings = { 'ado.gate_keeps_words': '1' };

/**
 * A bounded pool of Postgres connections. A lost database never ends the process. Idle connections that break are
 * logged and replaced. A statement that needs one gets an error within the connection timeout.
 */
export function createPool(options: PoolOptions): MeasuredPool {
  const { databaseUrl, name, max, log, statementTimeoutMs = STATEMENT_TIMEOUT_MS, fenced = false } = options;
  const config: PoolConfig = {
    connectionString: databaseUrl,
    application_name: `adcp-${name}`,
    max,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    // The server keeps its own limit. This one frees the caller when the server itself is gone.
    query_timeout: statementTimeoutMs + 2_000,
    keepAlive: true,
    ...(options.throughPooler === true
      ? sharedSession(options, statementTimeoutMs)
      : ownSession(options, statementTimeoutMs)),
  };
  const pool = fenced ? new FencedPool(config) : new MeasuredPool(config);
  pool.on('error', (error) => {
    log.warn({ err: error, pool: name }, 'a database connection was lost; the next statement opens another');
  });
  // The pool listens to idle connections, and to those that run its own statements. It does not listen to one that is
  // lent (the library of the queue borrows one to read its schema). If that one broke between two statements, the error
  // would end the process. With this listener the borrower hears of it from the next statement.
  pool.on('connect', (client) => {
    client.on('error', (error) => {
      log.debug({ err: error, pool: name }, 'a database connection broke');
    });
  });
  return pool;
}

/** What the statements of a pool run under, beyond the limits of time. */
function settingsOf({ schema, steadyPlans = false, settings = {} }: PoolOptions): TransactionSettings {
  return {
    ...(schema === undefined ? {} : { search_path: schema }),
    ...(steadyPlans ? { ...steadyPlanSettings, ...keepsWords } : {}),
    ...settings,
  };
}

/** The session keeps the settings. Postgres gets them with the connection. */
function ownSession(options: PoolOptions, statementTimeoutMs: number): PoolConfig {
  const settings = Object.entries(settingsOf(options)).map(([name, value]) => `-c ${name}=${value}`);
  const ready = async (client: PoolClient): Promise<void> => {
    await assertOwnSession(client, statementTimeoutMs);
    if (options.fenced === true) await client.query(fencePreparation);
  };
  return {
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: statementTimeoutMs,
    ...(settings.length === 0 ? {} : { options: settings.join(' ') }),
    verify: (client, done) => {
      ready(client).then(
        () => {
          done();
        },
        (error: unknown) => {
          done(error instanceof Error ? error : new Error(String(error)));
        },
      );
    },
  };
}

/** Each transaction sets what it needs. The pooler gets nothing with the connection but a name. */
function sharedSession(options: PoolOptions, statementTimeoutMs: number): PoolConfig {
  const milliseconds = String(Math.round(statementTimeoutMs));
  const config: ScopedClientConfig & PoolConfig = {
    ofEachTransaction: {
      statement_timeout: milliseconds,
      idle_in_transaction_session_timeout: milliseconds,
      ...settingsOf(options),
    },
    Client: ScopedClient as unknown as PoolConfig['Client'],
  };
  return config;
}
