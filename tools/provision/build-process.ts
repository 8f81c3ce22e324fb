// The process of `buildApps`. It builds what is stale, tells its parent why it failed, and ends when the parent does.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { buildApp } from '../build-app';
import { buildConsole } from '../console/build-console';
import { messageOf } from '../shared/problem.mjs';
import { type Build, staleBuilds } from './build';

const builders: Record<Build['name'], (root: string, build: Build) => Promise<unknown>> = {
  apps: (root, { apps }) => Promise.all(apps.map((app) => buildApp(root, `apps/${app}`))),
  console: (root) => buildConsole(root),
};

async function main(root: string): Promise<void> {
  process.once('disconnect', () => process.exit(1));
  try {
    for (const build of staleBuilds(root)) {
      const started = Date.now();
      console.log(`Building ${build.what}: ${build.isThere ? 'the sources have changed' : 'not built yet'}.`);
      rmSync(build.stampPath, { force: true }); // what is there is not the last whole build any more
      await builders[build.name](root, build);
      mkdirSync(dirname(build.stampPath), { recursive: true });
      writeFileSync(build.stampPath, build.wanted); // last: an interrupted build is built again
      console.log(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
    }
    process.exit(0);
  } catch (error) {
    process.send?.(messageOf(error), () => process.exit(1));
  }
}

void main(process.argv[2] ?? '');
