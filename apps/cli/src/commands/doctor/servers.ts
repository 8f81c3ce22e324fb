import type { Pool } from 'pg';
import { type ConfigWithoutSecrets, type Log, createLogger, createPool, within } from '@adcp-orchestrator/platform';
import { RedisLook } from './checks/redis';

const CONNECTIONS = 4;
/** Postgres ends a statement then, so no check leaves one behind. */
const STATEMENT_LIMIT_MS = 8_000;
const CLOSE_LIMIT_MS = 1_000;

/** The connections of one examination. They open with the first question. */
export class Servers {
  /** By `DATABASE_URL`. */
  readonly pool: Pool;
  /** To Postgres itself; the same pool when no pooler is between. */
  readonly direct: Pool;
  readonly redis: RedisLook | null;
  /** What goes wrong is told by the checks. */
  readonly log: Log = createLogger('doctor', 'silent');

  constructor({ databaseUrl, directDatabaseUrl, throughPooler, redisUrl }: ConfigWithoutSecrets) {
    const common = { name: 'doctor', log: this.log, max: CONNECTIONS, statementTimeoutMs: STATEMENT_LIMIT_MS };
    this.pool = createPool({ ...common, databaseUrl, throughPooler });
    this.direct = throughPooler ? createPool({ ...common, databaseUrl: directDatabaseUrl }) : this.pool;
    this.redis = redisUrl === null ? null : new RedisLook(redisUrl);
  }

  async close(): Promise<void> {
    this.redis?.close();
    const pools = [...new Set([this.pool, this.direct])];
    // A server that hangs would hold this up. Its sockets end with the time limits of their statements.
    await Promise.allSettled(pools.map((pool) => within(pool.end(), CLOSE_LIMIT_MS, 'closing')));
  }
}
