import { setTimeout as sleep } from 'node:timers/promises';
import { Books, type Page } from './books';
import { type OperationRow, readDeliveries, readWaiting, settledStatuses } from './ledger-view';
import type { World } from './world';

const everyMs = 250;
/**
 * Longer than every wait of the product that a crash may lead to: leases, the notifier's 30 s, backoff, and up to 300 s
 * for which a seller that did not answer is left alone (on a slow machine).
 */
export const recoveryLimitMs = 420_000;

/** Longer than the time limit of a call (see world.ts). */
const lastCallMs = 8_000;

const settled = new Set(settledStatuses);

export function isSettled(status: string): boolean {
  return settled.has(status);
}

/** Whether the publisher's books hold what reconciliation can find. If they do, a doubt must not last. */
export function isProvable({ buys }: Page): boolean {
  return buys.length > 0;
}

export interface Quiet {
  /** Milliseconds until every operation had its end; null: not within the limit. */
  endedMs: number | null;
  /** Milliseconds until also every owed notification was heard. */
  toldMs: number | null;
}

/**
 * Waits until everything that was accepted has its end, and the desk heard of it. An end is settled, or in doubt where
 * nothing proves what happened.
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
 * An operation that is rightly in doubt: it was asked about, and the publisher shows nothing that proves it. Nothing
 * more will come either, because no call of a process that was given up can still be on its way.
 */
function isLastingDoubt(operation: OperationRow, books: Books): boolean {
  if (Date.now() - operation.updated_at.getTime() < lastCallMs) return false;
  const page = books.of({ seller: operation.seller_id, po_number: operation.po_number });
  return operation.poll_attempt > 0 && !isProvable(page) && page.tasks.every(({ state }) => state !== 'open');
}
