import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { superuser } from '../datastore/cluster';
import { readPostmasterPid } from '../datastore/postmaster';
import { holderOf } from '../shared/pid-lock.mjs';
import { startOf } from '../shared/process-identity.mjs';

/**
 * The embedded Postgres of a command that is running on the directory now.
 * @returns undefined when no command runs; no URL while its server is not ready
 */
export function runningServer(directory: string): { heldBy: number; url: string | undefined } | undefined {
  const holder = holderOf(join(directory, 'supervisor.lock'));
  if (!holder || startOf(holder.pid) !== holder.start) return undefined;
  const data = join(directory, 'postgres');
  if (!readPostmasterPid(data)?.ready) return { heldBy: holder.pid, url: undefined };
  const port = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[3]);
  const password = readFileSync(join(directory, 'postgres-password'), 'utf8').trim();
  return { heldBy: holder.pid, url: `postgres://${superuser}:${password}@127.0.0.1:${port}/adcp` };
}
