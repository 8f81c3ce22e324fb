import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../shared/problem.mjs';
import type { Client, Sent } from './prepare';

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

export interface Followed extends Sent {
  operation: OperationJson;
  path: string[];
  endedAt: number | undefined;
}

const lookEveryMs = 400;
const endings = new Set(['created', 'active', 'completed', 'failed', 'rejected', 'canceled', 'in_doubt', 'timed_out']);

export interface FollowBuysOptions {
  api: Client;
  /** The buys sent so far; more may come. */
  sent: () => readonly Sent[];
  /** How many will be sent. */
  expected: number;
  /** Whether the desk has heard of this ending. */
  notified: (operationId: string, ending: string) => boolean;
  /** Called after every look. */
  onLook: (buys: readonly Followed[]) => void;
  /** A look failed. The next one may succeed. */
  onProblem: (problem: string) => void;
  timeoutMs: number;
  signal: AbortSignal;
}

/**
 * Watches the buys through the API until every one has ended and its notification has arrived, or until the time is up.
 */
export async function followBuys({
  api,
  sent,
  expected,
  notified,
  onLook,
  onProblem,
  timeoutMs,
  signal,
}: FollowBuysOptions): Promise<readonly Followed[]> {
  const followed = new Map<string, Followed>();
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    signal.throwIfAborted();
    try {
      const { items } = (await api.get('/v1/operations?limit=200')) as { items: (OperationJson & { id: string })[] };
      for (const one of sent()) {
        const operation = items.find((item) => item.id === one.id);
        if (operation) note(followed, one, operation);
      }
    } catch (error) {
      onProblem(messageOf(error));
    }
    const buys = [...followed.values()].sort((a, b) => a.number - b.number);
    onLook(buys);
    const done =
      buys.length === expected &&
      buys.every(({ id, operation }) => endings.has(operation.status) && notified(id, operation.status));
    if (done || Date.now() > deadline) return buys;
    await sleep(lookEveryMs, undefined, { signal });
  }
}

function note(followed: Map<string, Followed>, one: Sent, operation: OperationJson): void {
  const known = followed.get(one.id);
  const path = known?.path ?? [];
  if (path.at(-1) !== operation.status) path.push(operation.status);
  const ended = endings.has(operation.status);
  followed.set(one.id, { ...one, operation, path, endedAt: ended ? (known?.endedAt ?? Date.now()) : undefined });
}
