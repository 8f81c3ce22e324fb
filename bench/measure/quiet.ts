import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Product } from '../context';
import { cpuOf, cpuOfFamily } from './process-cpu';

/** Less than this share of one processor is at rest. */
const QUIET_SHARE = 0.1;
const LOOK_MS = 2_000;
const LIMIT_MS = 180_000;

/**
 * Waits until the service and its Postgres are at rest: what a start or a seed leaves to be done is done then.
 * @param postmaster null when the server is not on this machine
 * @throws Error when they are not at rest in time
 */
export async function untilQuiet({ pids }: Pick<Product, 'pids'>, postmaster: number | null): Promise<void> {
  const cpu = () =>
    Object.values(pids).reduce((sum, pid) => sum + cpuOf(pid), postmaster === null ? 0 : cpuOfFamily(postmaster));
  const end = Date.now() + LIMIT_MS;
  let before = cpu();
  for (let quiet = 0; quiet < 2;) {
    await sleep(LOOK_MS);
    const now = cpu();
    quiet = (now - before) / 1_000 / LOOK_MS < QUIET_SHARE ? quiet + 1 : 0;
    before = now;
    if (Date.now() > end) throw new Error(`the service was not at rest within ${LIMIT_MS / 1_000} s`);
  }
}

/** Cleans up after a seed, as the server does by itself in time. */
export async function vacuum(databaseUrl: string, tables: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: databaseUrl, query_timeout: 300_000 });
  await client.connect();
  try {
    for (const table of tables) await client.query(`VACUUM ANALYZE ${table}`);
  } finally {
    await client.end();
  }
}
