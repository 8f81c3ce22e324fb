import { type Job, Worker } from 'bullmq';
import type { HintKind } from '@adcp-orchestrator/domain';
import type { QueueBackend } from '../backend/queue-backend';
import { hintPolicies } from '../catalog/hint-catalog';

/** Longest that a worker sleeps on the queue, in seconds: its pulse is never slower than this. */
const MAX_BLOCK_SECONDS = 10;

/**
 * A BullMQ worker that tells when it last looked for a job. After a restart of Redis workers have been known to stop
 * without an error and with every connection up; only looking at the fetches themselves shows it.
 */
export class ConsumingWorker extends Worker<unknown, void> {
  /** When it last got an answer to "is there a job?", in milliseconds since the epoch. */
  lastFetchAt = Date.now();

  constructor(kind: HintKind, backend: QueueBackend, process: (job: Job<unknown, void>) => Promise<void>) {
    const { options, factory } = backend.workerOptions(kind);
    super(hintPolicies[kind].queue, process, { ...options, autorun: false }, factory);
    this.on('error', backend.reporter(hintPolicies[kind].queue));
  }

  /** The Postgres backend would sleep for up to an hour. */
  override get maximumBlockTimeout(): number {
    return MAX_BLOCK_SECONDS;
  }

  protected override async moveToActive(token: string, name?: string): Promise<Job<unknown, void>> {
    const job = await super.moveToActive(token, name);
    this.lastFetchAt = Date.now();
    return job;
  }
}
