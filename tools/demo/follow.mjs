// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../shared/problem.mjs';

/** @typedef {import('./prepare.mjs').Sent} Sent */
/** @typedef {import('./prepare.mjs').Client} Client */
/** @typedef {Sent & { operation: any, path: string[], endedAt: number | undefined }} Followed */

const lookEveryMs = 400;
const endings = new Set(['created', 'active', 'completed', 'failed', 'rejected', 'canceled', 'in_doubt', 'timed_out']);

/**
 * Watches the buys through the API until every one has ended and its notification has arrived, or the time is up.
 * @param {object} options
 * @param {Client} options.api
 * @param {() => readonly Sent[]} options.sent grows while the buys are still being sent
 * @param {number} options.expected how many will be sent
 * @param {(operationId: string, ending: string) => boolean} options.notified whether the desk has heard of this ending
 * @param {(buys: readonly Followed[]) => void} options.onLook after every look
 * @param {(problem: string) => void} options.onProblem a look failed; the next one may not
 * @param {number} options.timeoutMs
 * @param {AbortSignal} options.signal
 * @returns {Promise<readonly Followed[]>}
 */
export async function followBuys({ api, sent, expected, notified, onLook, onProblem, timeoutMs, signal }) {
  /** @type {Map<string, Followed>} */
  const followed = new Map();
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    signal.throwIfAborted();
    try {
      const { items } = await api.get('/v1/operations?limit=200');
      for (const one of sent()) {
        const operation = items.find((/** @type {any} */ item) => item.id === one.id);
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

/**
 * @param {Map<string, Followed>} followed
 * @param {Sent} one
 * @param {any} operation
 */
function note(followed, one, operation) {
  const known = followed.get(one.id);
  const path = known?.path ?? [];
  if (path.at(-1) !== operation.status) path.push(operation.status);
  const ended = endings.has(operation.status);
  followed.set(one.id, { ...one, operation, path, endedAt: ended ? (known?.endedAt ?? Date.now()) : undefined });
}
