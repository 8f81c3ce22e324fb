import {
  type BackendFactory,
  type PgPool,
  PostgresConnection,
  type PostgresConnectionOptions,
  PostgresQueueBackend,
  Queue,
  type QueueOptions,
  assertSchemaCompatibility,
} from 'bullmq';
import { within } from '@adcp-orchestrator/platform';
import { backendFor, inItsPlace } from './backend-for';
import { QUEUE_SCHEMA } from './queue-backend';

const CLOSE_LIMIT_MS = 1_000;

/**
 * The queue that `BullModule` makes for each kind of hint: on Postgres when its connection is a pool, else on Redis.
 * Closing gives up after a second, because a Redis that hangs would otherwise hold up the end of the process.
 */
export class HintQueue extends Queue {
  private ended: Promise<void> | undefined;

  constructor(name: string, options: QueueOptions) {
    super(name, inItsPlace(name, options), backendFor(options.connection, patientPostgresBackend));
  }

  override close(): Promise<void> {
    this.ended ??= this.end();
    return this.ended;
  }

  private async end(): Promise<void> {
    try {
      await within(super.close(), CLOSE_LIMIT_MS, `closing the queue "${this.name}"`);
    } catch (error) {
      this.tell(error);
      // Nobody waits for this: it ends with the process at the latest.
      this.disconnect().catch((reason: unknown) => {
        this.tell(reason);
      });
    }
  }

  private tell(error: unknown): void {
    this.emit('error', error instanceof Error ? error : new Error(String(error)));
  }
}

/**
 * BullMQ's connection looks at the tables once, and remembers for ever when that failed. This one looks again, so hints
 * flow as soon as the database or the migrator has come.
 */
class PatientConnection extends PostgresConnection {
  private looking: Promise<void> | null = null;

  override waitUntilReady(): Promise<void> {
    this.looking ??= lookForTables(this.pool).catch((error: unknown) => {
      this.looking = null;
      throw error;
    });
    return this.looking;
  }
}

/** @throws an error of BullMQ's, or of Postgres, when the tables of the queues are not there */
export async function lookForTables(pool: PgPool): Promise<void> {
  const client = await pool.connect();
  try {
    await assertSchemaCompatibility(client, QUEUE_SCHEMA);
  } finally {
    client.release();
  }
}

const patientPostgresBackend: BackendFactory<PostgresQueueBackend, PostgresConnectionOptions> = (name, options) =>
  new PostgresQueueBackend(new PatientConnection(options.connection), name, options, true);
