import type { BackoffOptions, KeepJobs, QueueOptions, WorkerOptions } from 'bullmq';
import { type Hint, HintKind } from '@adcp-orchestrator/domain';
import { z } from 'zod';

/** The content of a hint's job. Versioned, because the previous image runs beside the new one. */
const sellerHint = z.object({ version: z.literal(1), tenant_id: z.string().min(1), seller_id: z.string().min(1) });
const tenantHint = z.object({ version: z.literal(1), tenant_id: z.string().min(1) });

const payloads = { submit: sellerHint, poll: sellerHint, notify: tenantHint } as const satisfies Record<
  HintKind,
  z.ZodType
>;

export type HintPayload<K extends HintKind = HintKind> = z.output<(typeof payloads)[K]>;

/**
 * What a hint found and did. It is the job's return value, which the board shows. A hint that found nothing says so.
 */
export type HintStory = Readonly<Record<string, string | number | boolean | null>>;

/** How the jobs of one kind are treated. */
export interface HintPolicy {
  /** The queue, named by the role that works on it. */
  queue: string;
  attempts: number;
  backoff: BackoffOptions;
  /** Hints that one process works on at the same time. */
  concurrency: number;
  /** After so many seconds a handler has failed. The sweep finds its rows. */
  handlerLimitSeconds: number;
  keepCompleted: KeepJobs;
  keepFailed: KeepJobs;
}

const history = {
  keepCompleted: { age: 3_600, count: 500 },
  keepFailed: { age: 86_400, count: 1_000 },
} as const;

/**
 * The catalog of jobs: a kind without a policy does not compile. A hint only wakes a worker, so few attempts are
 * enough: the sweep finds what is lost here.
 */
export const hintPolicies: Readonly<Record<HintKind, HintPolicy>> = {
  // This job only claims and starts calls. The calls outlive it under their leases.
  submit: {
    queue: 'submitter',
    attempts: 2,
    backoff: { type: 'exponential', delay: 500 },
    concurrency: 4,
    handlerLimitSeconds: 30,
    ...history,
  },
  // One job asks one seller about everything. There are enough slots that slow sellers do not hold back the others.
  poll: {
    queue: 'poller',
    attempts: 2,
    backoff: { type: 'exponential', delay: 1_000 },
    concurrency: 32,
    handlerLimitSeconds: 240,
    ...history,
  },
  notify: {
    queue: 'notifier',
    attempts: 2,
    backoff: { type: 'exponential', delay: 500 },
    concurrency: 4,
    handlerLimitSeconds: 120,
    ...history,
  },
};

export const hintKinds: readonly HintKind[] = Object.values(HintKind);

/** For `BullModule.registerQueue`: the queue's name, and what becomes of its jobs. */
export function queueOptionsOf(kind: HintKind): Omit<QueueOptions, 'connection'> & { name: string } {
  const { queue, attempts, backoff, keepCompleted, keepFailed } = hintPolicies[kind];
  return {
    name: queue,
    defaultJobOptions: { attempts, backoff, removeOnComplete: keepCompleted, removeOnFail: keepFailed },
    streams: { events: { maxLen: 1_000 } },
  };
}

/** For `@Processor`: how a worker of this kind treats its jobs. */
export function workerOptionsOf(kind: HintKind): Omit<WorkerOptions, 'connection'> {
  const { queue, concurrency, keepCompleted, keepFailed } = hintPolicies[kind];
  return { name: queue, concurrency, removeOnComplete: keepCompleted, removeOnFail: keepFailed };
}

export class HintUnknownError extends Error {
  override readonly name = 'HintUnknownError';
}

export class HintPayloadInvalidError extends Error {
  override readonly name = 'HintPayloadInvalidError';
}

/** @returns the job's content. The due time is not in it: it travels as the job's delay. */
export function payloadOf(hint: Hint): HintPayload {
  return hint.kind === 'notify'
    ? { version: 1, tenant_id: hint.tenantId }
    : { version: 1, tenant_id: hint.tenantId, seller_id: hint.sellerId };
}

/**
 * At most one hint waits under an id: a second one would say nothing new. For submissions that are due now, one hint
 * for the tenant is enough, because a claim takes the rows of all sellers. A later submission keeps an id of its
 * seller's, because each seller has its own time.
 */
export function deduplicationIdOf(hint: Hint, now: Date): string {
  const forTenant = hint.kind === 'notify' || (hint.kind === 'submit' && hint.at <= now);
  return forTenant ? hint.tenantId : `${hint.tenantId}/${hint.sellerId}`;
}

/**
 * Reads a job that a worker of `kind` was given.
 * @throws HintUnknownError when the job is not of that kind
 * @throws HintPayloadInvalidError when the content is not what the catalog says
 */
export function readHint<K extends HintKind>(kind: K, jobName: string, data: unknown): HintPayload<K> {
  if (jobName !== kind) {
    throw new HintUnknownError(
      `a job named "${jobName}" is in the queue of "${kind}" hints, and nothing here handles it`,
    );
  }
  const result = payloads[kind].safeParse(data);
  if (!result.success) {
    throw new HintPayloadInvalidError(`a "${kind}" hint has invalid content: ${z.prettifyError(result.error)}`);
  }
  return result.data as HintPayload<K>;
}
