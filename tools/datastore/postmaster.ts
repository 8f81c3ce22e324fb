// What a Postgres server says about itself in postmaster.pid, and how to stop one that a killed command left behind.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandOf, isAlive } from '../shared/process-identity.mjs';
import { ProvisioningError, codeOf } from '../shared/problem.mjs';
import type { StopStep } from '../supervisor/part';

/** A fast shutdown, then an immediate one (recovered at the next start). SIGKILL comes after these. */
export const postgresStopSteps: readonly StopStep[] = Object.freeze([
  { signal: 'SIGINT', waitMs: 15_000 },
  { signal: 'SIGQUIT', waitMs: 5_000 },
]);

/**
 * @param text of postmaster.pid
 * @returns undefined while the file is being written
 */
export function parsePostmasterPid(text: string): { pid: number; ready: boolean } | undefined {
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, ready: lines[7]?.trim() === 'ready' };
}

export function readPostmasterPid(dataDirectory: string): { pid: number; ready: boolean } | undefined {
  try {
    return parsePostmasterPid(readFileSync(join(dataDirectory, 'postmaster.pid'), 'utf8'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Stops a server that still runs on this directory although the command that started it is gone. Removes a
 * postmaster.pid whose process id now belongs to something else (Postgres itself handles one whose process is dead).
 * Call it only while holding the directory's lock.
 */
export async function stopLeftoverPostmaster(dataDirectory: string, say: (line: string) => void): Promise<void> {
  const found = readPostmasterPid(dataDirectory);
  if (!found || !isAlive(found.pid)) return;
  const command = commandOf(found.pid) ?? '';
  if (!command.includes('postgres') || !command.includes(dataDirectory)) {
    rmSync(join(dataDirectory, 'postmaster.pid'), { force: true });
    return;
  }
  say(`Stopping the Postgres (pid ${found.pid}) that an earlier command left behind.`);
  for (const { signal, waitMs } of [...postgresStopSteps, { signal: 'SIGKILL', waitMs: 5_000 }]) {
    try {
      process.kill(found.pid, signal);
    } catch (error) {
      if (codeOf(error) === 'ESRCH') return;
      throw error;
    }
    const deadline = Date.now() + waitMs;
    while (Date.now() < deadline) {
      if (!isAlive(found.pid)) return;
      await sleep(50);
    }
  }
  throw new ProvisioningError(
    `Postgres (pid ${found.pid}) still runs on ${dataDirectory} and does not stop.`,
    `End that process, then run the command again.`,
  );
}
