// The list of processes that a supervisor started, kept in a file. A supervisor that was killed with -9 cannot stop
// them, so the next one does.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from '../shared/problem.mjs';
import { startOf } from '../shared/process-identity.mjs';

export interface StartedPart {
  name: string;
  pid: number;
  start: string;
  stopSeconds?: number;
}

const fileName = 'processes.json';
/** For processes that have not said how long they may take to stop. */
const unsaidSeconds = 10;

/** @returns a function that records that a part now runs with this process id, and how long it may take to stop */
export function processRecord(directory: string): (name: string, pid: number, stopSeconds?: number) => void {
  const started = new Map<string, StartedPart>();
  return (name, pid, stopSeconds) => {
    started.set(name, { name, pid, start: startOf(pid) ?? '', ...(stopSeconds === undefined ? {} : { stopSeconds }) });
    const path = join(directory, fileName);
    writeFileSync(`${path}.tmp`, JSON.stringify([...started.values()]));
    renameSync(`${path}.tmp`, path);
  };
}

/**
 * Ends the processes of a supervisor that is gone. They are on a leash and are already ending, so each first gets the
 * time that it may take to stop: otherwise a call that it has under way would be in doubt. Postgres is never killed
 * here, because it has its own, gentler way. If Postgres was embedded it is gone, and no answer could be recorded any
 * more. Then nobody is waited for.
 * @param signal ends the waiting, and nothing else
 * @param least seconds that every process gets
 */
export async function reapLeftoverParts(
  directory: string,
  say: (line: string) => void,
  signal?: AbortSignal,
  least = unsaidSeconds,
): Promise<void> {
  const record = readRecord(directory);
  const embedded = record.some(({ name }) => name === 'postgres');
  const alive = record.filter(({ name, pid, start }) => name !== 'postgres' && startOf(pid) === start);
  if (alive.length === 0) return;
  const seconds = embedded ? least : Math.max(least, ...alive.map(({ stopSeconds = 0 }) => stopSeconds));
  say(
    `Waiting for processes that an earlier command left behind, at most ${seconds} s: ${alive.map(({ name, pid }) => `${name} (pid ${pid})`).join(', ')}.`,
  );
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    signal?.throwIfAborted();
    const left = alive.filter(({ pid, start }) => startOf(pid) === start);
    if (left.length === 0) return;
    if (Date.now() > deadline) {
      for (const { pid } of left) kill(pid);
      await sleep(100);
      return;
    }
    await sleep(100);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error;
  }
}

function readRecord(directory: string): StartedPart[] {
  try {
    const value = JSON.parse(readFileSync(join(directory, fileName), 'utf8')) as unknown;
    return Array.isArray(value) ? (value as StartedPart[]) : [];
  } catch {
    return []; // absent or cut short: nothing is known to be left
  }
}
