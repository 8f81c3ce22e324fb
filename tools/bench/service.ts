import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type Stack, startStack } from '../supervisor/stack';
import type { BenchPlace } from './datastores';

export interface BenchedService {
  /** The checkout that it runs from. */
  root: string;
  databaseUrl: string;
  redisUrl: string | undefined;
  /** Where profiles go; null: none are taken. */
  profileDirectory: string | null;
  /** Default: all of the service. */
  apps?: readonly string[];
  env?: NodeJS.ProcessEnv;
}

/** Starts the service as `npm start` runs it. It ends with the run. */
export async function startBenched(place: BenchPlace, service: BenchedService): Promise<Stack> {
  const { root, databaseUrl, redisUrl, profileDirectory, apps, env } = service;
  const stack = await startStack({
    root,
    apps,
    directory: place.directory,
    signal: place.signal,
    onEvent: (name, event) => {
      place.say(`${name}: ${event}`);
    },
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      NODE_ENV: 'production',
      WORKERS: process.env['WORKERS'],
      DATABASE_URL: databaseUrl,
      ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
      PORT: '0',
      CREDENTIALS_KEY: randomBytes(32).toString('base64'),
      BOOTSTRAP_API_KEY: `bench_${randomBytes(24).toString('hex')}`,
      ALLOW_PRIVATE_NETWORKS: '1',
      ...env,
      ...(profileDirectory
        ? {
            NODE_OPTIONS: `--require ${join(place.root, 'bench/profile/hook.cjs')}`,
            BENCH_PROFILE_DIRECTORY: profileDirectory,
          }
        : {}),
    },
  });
  place.stops.unshift(stack.stop);
  return stack;
}
