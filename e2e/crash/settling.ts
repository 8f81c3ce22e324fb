import { setTimeout as sleep } from 'node:timers/promises';
import { Books, type Page } from './books';
import { type OperationRow, readDeliveries, readWaiting, settledStatuses } from './ledger-view';
import type { World } from './world';

const everyMs = 250;
/**
 * Above every wait of the product that a crash may lead to: leases, the notifier's 30 s, backoff, and up to 300 s in which
 * a seller that did not answer is left alone (on a machine that is slow enough).
 */
export const recoveryLimitMs = 420_000;

/** Longer than the time limit of a call (see world.ts). */
const lastCallMs = 8_000;

const settled = new Set(settledStatuses);

export function isSettled(status: string): boolean {
  return settled.has(status);
}

/** Whether the publisher's books hold what reconciliation can find: then doubt must not last. */
export function isProvable({ buys }: Page): boolean {
  return buys.length > 0;
}

export interface Quiet {
  /** Until every operation had its end, in milliseconds; null: not within the limit. */
  endedMs: number | null;
  /** Until every owed notification was heard besides. */
  toldMs: number | null;
}

/**
 * Waits until everything that was accepted has its end: settled, or in doubt where nothing proves it; and until the desk
 * heard of it.
 */
export async function awaitQuiet(world: World, limitMs = recoveryLimitMs): Promise<Quiet> {
  const startedAt = Date.now();
  let endedMs: number | null = null;
  while (Date.now() - startedAt < limitMs) {
    endedMs = (await allEnded(world)) ? (endedMs ?? Date.now() - startedAt) : null;
    if (endedMs !== null && (await readDeliveries(world.ledger)).pending === 0) {
      return { endedMs, toldMs: Date.now() - startedAt };
    }
    await sleep(everyMs);
  }
  return { endedMs, toldMs: null };
}

/** Waits until every operation has its end, however long their notifications take. @returns milliseconds, or null */
export async function awaitEnds(world: World, limitMs = recoveryLimitMs): Promise<number | null> {
  const startedAt = Date.now();
  while (Date.now() - startedAt < limitMs) {
    if (await allEnded(world)) return Date.now() - startedAt;
    await sleep(everyMs);
  }
  return null;
}

async function allEnded(world: World): Promise<boolean> {
  const waiting = await readWaiting(world.ledger);
  if (waiting.length === 0) return true;
  if (waiting.some(({ status }) => status !== 'in_doubt')) return false;
  const books = await Books.read(world.sandbox);
  return waiting.every((operation) => isLastingDoubt(operation, books));
}

/**
 * In doubt, asked about, and rightly so: the publisher shows nothing that proves it, and nothing more will come, because
 * no call of a process that was given up can still be on its way.
 */
function isLastingDoubt(operation: OperationRow, books: Books): boolean {
  if (Date.now() - operation.updated_at.getTime() < lastCallMs) return false;
  const page = books.of({ seller: operation.seller_id, po_number: operation.po_number });
  return operation.poll_attempt > 0 && !isProvable(page) && page.tasks.every(({ state }) => state !== 'open');
}
