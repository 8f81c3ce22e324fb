import { readFileSync, readdirSync } from 'node:fs';

/** /proc counts in ticks of 10 ms, on every Linux that Node runs on. */
const MICROSECONDS_PER_TICK = 10_000;

interface ProcessStat {
  pid: number;
  parent: number;
  /** User and system time of the process itself, in ticks. */
  own: number;
  /** That of its children that have ended and were waited for. */
  endedChildren: number;
}

function statOf(pid: number): ProcessStat | null {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null; // it has ended since the directory was read
  }
  // The name, in parentheses, may hold spaces. The numbered fields start after it, with field 3.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const field = (number: number) => Number(fields[number - 3]);
  return { pid, parent: field(4), own: field(14) + field(15), endedChildren: field(16) + field(17) };
}

/** @returns CPU time of one process so far, in microseconds */
export function cpuOf(pid: number): number {
  const stat = statOf(pid);
  if (stat === null) throw new Error(`process ${pid} has ended during the bench`);
  return stat.own * MICROSECONDS_PER_TICK;
}

/** @returns CPU time of a process and of all its children, ended ones too (a postmaster and its backends), in microseconds */
export function cpuOfFamily(pid: number): number {
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (statOf(Number(name)) ?? []) : []));
  const head = all.find((stat) => stat.pid === pid);
  if (head === undefined) throw new Error(`process ${pid} has ended during the bench`);
  const children = all.filter(({ parent }) => parent === pid).reduce((sum, { own }) => sum + own, 0);
  return (head.own + head.endedChildren + children) * MICROSECONDS_PER_TICK;
}

/** @returns a process and its children */
export function familyOf(pid: number): number[] {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(Number(name)) === pid);
  return [pid, ...children.map(Number)];
}

export function parentOf(pid: number): number | null {
  return statOf(pid)?.parent ?? null;
}

/** @returns CPU time that the whole machine has spent working, in microseconds */
export function cpuOfMachine(): number {
  const [head = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = head
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + irq + softirq + steal) * MICROSECONDS_PER_TICK;
}
