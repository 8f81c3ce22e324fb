import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@adcp-orchestrator/client';
import { messageOf } from '../shared/problem.mjs';
import type { Sent } from './prepare';
import { said } from './said';

/** The parts of an operation that the demo looks at. */
export interface OperationJson {
  status: string;
  created_at: string;
  settled_at: string | null;
  attempt: number;
  conflicts: number;
  seller_status?: string | null;
  seller_task_status?: string | null;
  task_id?: string | null;
  media_buy_id?: string | null;
  error?: { message: string } | null;
}

export interface Followed extends Omit<Sent, 'accepted'> {
  operation: OperationJson;
}

const lookEveryMs = 400;
const endings = new Set(['created', 'active', 'completed', 'failed', 'rejected', 'canceled', 'in_doubt', 'timed_out']);

export interface FollowBuysOptions {
  api: Client;
  /** The position among the events before the first buy was sent. */
  after: string;
  /** The buys sent so far; more may come. */
  sent: () => readonly Sent[];
  /** How many will be sent. */
  expected: number;
  /** Whether the desk has heard of this ending. */
  notified: (operationId: string, ending: string) => boolean;
  /** Called a few times a second. */
  onLook: (buys: readonly Followed[]) => void;
  /** The API did not say how a buy stands. It is asked again. */
  onProblem: (problem: string) => void;
  timeoutMs: number;
  signal: AbortSignal;
}

/**
 * Watches the buys by their events until every one has ended and its notification has arrived, or until the time is up.
 */
export async function followBuys({
  api,
  after,
  sent,
  expected,
  notified,
  onLook,
  onProblem,
  timeoutMs,
  signal,
}: FollowBuysOptions): Promise<readonly Followed[]> {
  const followed = new Map<string, Followed>();
  /** Buys that events told of, and that were not looked at since then. */
  const news = new Set<string>();
  const over = new AbortController();
  const ended = AbortSignal.any([signal, over.signal]);
  const listening = listen(api, { after, signal: ended }, news).catch((error: unknown) => {
    over.abort(error);
  });
  const deadline = Date.now() + timeoutMs;
  try {
    for (;;) {
      ended.throwIfAborted();
      for (const one of sent()) {
        if (!followed.has(one.id)) followed.set(one.id, { ...one, operation: one.accepted });
        if (!news.delete(one.id)) continue;
        try {
          const path = { id: one.id };
          const operation = await said('an operation', api.GET('/v1/operations/{id}', { params: { path } }));
          followed.set(one.id, { ...one, operation });
        } catch (error) {
          news.add(one.id);
          onProblem(messageOf(error));
        }
      }
      const buys = [...followed.values()].sort((a, b) => a.number - b.number);
      onLook(buys);
      const done =
        buys.length === expected &&
        buys.every(({ id, operation }) => endings.has(operation.status) && notified(id, operation.status));
      if (done || Date.now() > deadline) return buys;
      await sleep(lookEveryMs, undefined, { signal });
    }
  } finally {
    over.abort();
    await listening;
  }
}

/** Follows the events of all operations until the signal ends it. */
async function listen(api: Client, from: { after: string; signal: AbortSignal }, news: Set<string>): Promise<void> {
  for await (const { event } of api.events(from)) {
    if (event.operation_id !== null) news.add(event.operation_id);
  }
}
