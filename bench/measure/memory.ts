import { readFileSync, writeFileSync } from 'node:fs';
import { familyOf } from './process-cpu';

/** @returns the resident memory of a process, in MB */
export function residentMb(pid: number): number {
  return statusMb(pid, 'VmRSS');
}

/** @returns the memory of a process, in MB, with its share of what it has in common with other processes */
export function proportionalMb(pid: number): number {
  const [, kilobytes] = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
  if (kilobytes === undefined) throw new Error(`the share of process ${pid} is not known`);
  return Number(kilobytes) / 1024;
}

/**
 * @returns the memory of Postgres' processes together, in MB, without the buffers that they share and are meant to fill, and
 *   without the workers of autovacuum, which come and go; null: it is not ours to see
 */
export function postgresMb(postmaster: number): number | null {
  let sum = 0;
  for (const pid of familyOf(postmaster)) {
    try {
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('autovacuum worker')) continue;
      const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
      for (const [, kilobytes] of text.matchAll(/^Pss_(?:Anon|File):\s+(\d+) kB$/gm)) sum += Number(kilobytes) / 1024;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EACCES') return null;
      if (code !== 'ENOENT' && code !== 'ESRCH') throw error; // a backend that has ended meanwhile
    }
  }
  return sum;
}

/** @returns the most resident memory that a process had since `forgetPeak`, in MB */
export function peakMb(pid: number): number {
  return statusMb(pid, 'VmHWM');
}

/** From now on, the peak of a process counts. */
export function forgetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

function statusMb(pid: number, field: string): number {
  const [, kilobytes] =
    new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  if (kilobytes === undefined) throw new Error(`the memory of process ${pid} is not known`);
  return Number(kilobytes) / 1024;
}
