import { type Job, type Processor, Worker, type WorkerOptions, createPostgresBackend, isPgPool } from 'bullmq';
import { backendFor, inItsPlace } from '../backend/backend-for';

/** Longest that a worker sleeps on the queue, in seconds: its pulse is never slower than this. */
const MAX_BLOCK_SECONDS = 10;
/** A worker that sleeps on Redis hears nothing until then. */
const SILENCE_MS = (MAX_BLOCK_SECONDS + 5) * 1_000;

/**
 * A BullMQ worker that tells when it last looked for a job. After a restart of Redis, workers have been known to stop
 * without an error while every connection was up. Only the fetches themselves show that.
 */
export class ConsumingWorker extends Worker<unknown, unknown> {
  /** When it last got an answer to "is there a job?", in milliseconds since the epoch. */
  lastFetchAt = Date.now();

  /** @param options with the connection of a queue: a pool of Postgres, or options for Redis */
  constructor(name: string, process: Processor<unknown, unknown>, options: WorkerOptions) {
    const { connection } = options;
    // A queue fails fast when Redis is away. A worker waits for it.
    const patient = isPgPool(connection)
      ? connection
      : { ...connection, maxRetriesPerRequest: null, enableOfflineQueue: true, socketTimeout: SILENCE_MS };
    super(
      name,
      process,
      inItsPlace(name, { ...options, autorun: false, connection: patient }),
      backendFor(connection, createPostgresBackend),
    );
  }

  /** Without this, the Postgres backend would sleep for up to an hour. */
  override get maximumBlockTimeout(): number {
    return MAX_BLOCK_SECONDS;
  }

  protected override async moveToActive(token: string, name?: string): Promise<Job<unknown, unknown>> {
    const job = await super.moveToActive(token, name);
    this.lastFetchAt = Date.now();
    return job;
  }
}
