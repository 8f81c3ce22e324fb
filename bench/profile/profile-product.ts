import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Table from 'cli-table3';
import { type CpuProfile, summarize } from './summarize';

const writeMs = 10_000;

/**
 * Profiles every process of the product over one round.
 * @returns where the time went, as text
 */
export async function profileProduct(
  directory: string,
  pids: Readonly<Record<string, number>>,
  round: () => Promise<unknown>,
): Promise<string> {
  const signal = () => {
    for (const pid of Object.values(pids)) process.kill(pid, 'SIGWINCH');
  };
  signal();
  await sleep(500);
  await round();
  signal();
  const texts: string[] = [];
  for (const name of Object.keys(pids)) {
    const path = join(directory, `${name}.cpuprofile`);
    const until = Date.now() + writeMs;
    while (!existsSync(path)) {
      if (Date.now() > until) throw new Error(`${name} did not write ${path} within ${writeMs / 1000} s`);
      await sleep(50);
    }
    await sleep(500); // a profile is written in one go, but it may be large
    texts.push(asText(name, JSON.parse(readFileSync(path, 'utf8')) as CpuProfile));
  }
  return [...texts, `The profiles are in ${directory}: open them in a browser's developer tools.`].join('\n');
}

function asText(name: string, profile: CpuProfile): string {
  const { busyMs, wallMs, groups, functions } = summarize(profile);
  const share = (ms: number) => `${((ms / busyMs) * 100).toFixed(1)} %`;
  const table = new Table({ head: [`${name}: where`, 'of its time'] });
  for (const [group, ms] of groups.slice(0, 12)) table.push([group, share(ms)]);
  const top = new Table({ head: [`${name}: function itself`, 'of its time'] });
  for (const [label, ms] of functions.slice(0, 16)) top.push([label, share(ms)]);
  return `${name}: busy ${Math.round(busyMs)} of ${Math.round(wallMs)} ms\n${table.toString()}\n${top.toString()}`;
}
