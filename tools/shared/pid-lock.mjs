// @ts-check
import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from './problem.mjs';
import { startOf } from './process-identity.mjs';

/** @typedef {{ pid: number, start: string, token: string }} Holder */
/** @typedef {{ heldBy: number } | { release: () => void }} LockResult */

/**
 * Takes the lock file, or says which living process holds it. A lock whose holder is gone (kill -9, power loss) is
 * taken over.
 * @param {string} path
 * @returns {Promise<LockResult>}
 */
export async function takePidLock(path) {
  const mine = { pid: process.pid, start: startOf(process.pid) ?? '', token: randomUUID() };
  for (let attempt = 0; attempt < 5; attempt += 1) {
    try {
      writeFileSync(path, JSON.stringify(mine), { flag: 'wx', mode: 0o600 });
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
      const holder = holderOf(path);
      if (holder && startOf(holder.pid) === holder.start) return { heldBy: holder.pid };
      // The file is empty: another process may be between creating and writing it.
      if (!holder) await sleep(50);
      if (holderOf(path)?.token === holder?.token) rmSync(path, { force: true });
      continue;
    }
    // Two processes may both have seen the dead holder, and the slower one may have removed our file instead. So look
    // again.
    await sleep(50);
    if (holderOf(path)?.token === mine.token) {
      return {
        release: () => {
          if (holderOf(path)?.token === mine.token) rmSync(path, { force: true });
        },
      };
    }
  }
  return { heldBy: holderOf(path)?.pid ?? 0 };
}

/**
 * @param {string} path
 * @returns {Holder | undefined}
 */
export function holderOf(path) {
  try {
    /** @type {unknown} */
    const value = JSON.parse(readFileSync(path, 'utf8'));
    return isHolder(value) ? value : undefined;
  } catch {
    return undefined; // absent, or not written to its end: nobody holds it
  }
}

/**
 * @param {unknown} value
 * @returns {value is Holder}
 */
function isHolder(value) {
  if (typeof value !== 'object' || value === null || !('pid' in value) || !('start' in value)) return false;
  return typeof value.pid === 'number' && typeof value.start === 'string';
}
