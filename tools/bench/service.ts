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

/** A service as the measuring programs know it. */
export interface MeasuredService {
  url: string;
  key: string | undefined;
  databaseUrl: string;
  pids: Record<string, number | undefined>;
  /** Where each process shows its metrics. */
  internalUrls: (string | undefined)[];
}

/** Starts the service as `npm start` runs it. It ends with the part that measures it. */
export async function startBenched(place: BenchPlace, service: BenchedService): Promise<MeasuredService> {
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
  return measuredOf(stack, databaseUrl);
}

function measuredOf(stack: Stack, databaseUrl: string): MeasuredService {
  return {
    url: stack.url,
    key: stack.bootstrapKey,
    databaseUrl,
    pids: Object.fromEntries(stack.apps.map((app) => [app, stack.processes[app]?.pid])),
    internalUrls: stack.apps.map((app) => stack.internalUrl(app)),
  };
}
