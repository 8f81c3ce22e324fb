import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ProvisioningError } from '../shared/problem.mjs';
import type { PartStart } from './part';
import { startBenched } from './service';

/**
 * Starts intake of this checkout, and of each that it is measured against, on a database of its own, without workers. The
 * hints of each go through a Redis database of its own.
 * @returns what bench/intake/main.ts measures
 */
export async function intakeContext({
  place,
  options,
  datastores,
  operations,
  profileDirectory,
}: PartStart): Promise<object> {
  const roots = [...options.against, place.root];
  const sides = [];
  let redisUrl: string | undefined;
  for (const [index, root] of roots.entries()) {
    if (root !== place.root) assertBuilt(root);
    const databaseUrl = await datastores.database(`adcp_bench_intake_${index}`, place.stops);
    redisUrl = datastores.redis();
    const service = await startBenched(place, {
      root,
      databaseUrl,
      redisUrl,
      profileDirectory: root === place.root ? profileDirectory : null,
      apps: ['intake-api'],
    });
    sides.push({ name: root === place.root ? 'this checkout' : basename(root), ...service });
  }
  const { rounds, sellers } = options;
  return { operations, rounds, sellers, profileDirectory, sides, redisUrl: redisUrl ?? null };
}

/** How a checkout is built is its own affair. */
function assertBuilt(root: string): void {
  if (['intake-api', 'migrator'].every((app) => existsSync(join(root, 'dist', 'apps', app, 'main.js')))) return;
  throw new ProvisioningError(`${root} is not built.`, `Run "npm ci && npm run build" there.`);
}
