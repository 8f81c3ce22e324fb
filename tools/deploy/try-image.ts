/**
 * Makes the image by hand in a new temporary directory, and runs every app in it as a container would: `npx tsx
 * tools/deploy/try-image.ts`, with DATABASE_URL (an empty database) and REDIS_URL. Each app must become healthy and
 * ready, and end well on SIGTERM. Prints what it does. The exit code is 0 when all went well.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../shared/free-port';
import { makeImageByHand, type HandmadeImage } from './image-by-hand';

const startLimit = 60_000;
const stopLimit = 45_000;
const migrationLimit = 120_000;
/** The image's user. As root, this gives the apps its rights; otherwise they keep those of whoever runs this. */
const user = process.getuid?.() === 0 ? { uid: 1000, gid: 1000 } : {};

interface Service {
  readonly app: string;
  /** The URLs that must answer 200, given the free ports that the app was told to take. */
  readonly probes: (ports: { port: number; internal: number }) => string[];
}

const internalProbes: Service['probes'] = ({ internal }) =>
  ['healthz', 'readyz', 'metrics'].map((path) => `http://127.0.0.1:${internal}/${path}`);
const services: readonly Service[] = [
  {
    app: 'intake-api',
    probes: (ports) => [
      ...internalProbes(ports),
      `http://127.0.0.1:${ports.port}/healthz`,
      `http://127.0.0.1:${ports.port}/readyz`,
    ],
  },
  { app: 'submitter', probes: internalProbes },
  { app: 'poller', probes: internalProbes },
  { app: 'notifier', probes: internalProbes },
  { app: 'sandbox-seller', probes: ({ port }) => [`http://127.0.0.1:${port}/healthz`] },
];

function start(image: HandmadeImage, app: string, environment: Record<string, string>): ChildProcess {
  return spawn(process.execPath, [`dist/apps/${app}/main.js`], {
    cwd: image.directory,
    stdio: 'inherit',
    // The image listens on every interface. Here nothing may.
    env: { ...image.environment, HOST: '127.0.0.1', LOG_LEVEL: 'warn', ...environment },
    ...user,
  });
}

/** Resolves with the exit code, or null for a signal. Kills the process when it takes longer than `limit` ms. */
async function ended(child: ChildProcess, limit: number): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const killer = setTimeout(() => child.kill('SIGKILL'), limit);
  await once(child, 'exit');
  clearTimeout(killer);
  return child.exitCode;
}

/** Asks until the address answers 200. Throws when it does not in time, or when the process has ended. */
async function untilAnswered(child: ChildProcess, url: string): Promise<void> {
  const deadline = Date.now() + startLimit;
  let last = 'not asked yet';
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`it ended (${child.exitCode ?? child.signalCode}) before ${url} answered`);
    if (Date.now() > deadline) throw new Error(`${url} did not answer 200 within ${startLimit / 1000} s: ${last}`);
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
      if (answer.status === 200) return;
      last = `${answer.status} ${await answer.text()}`;
    } catch (error) {
      last = error instanceof Error ? error.message : String(error);
    }
    await sleep(200);
  }
}

async function tryService(
  image: HandmadeImage,
  { app, probes }: Service,
  environment: Record<string, string>,
): Promise<void> {
  const ports = { port: await freePort(), internal: await freePort() };
  const child = start(image, app, { ...environment, PORT: String(ports.port), INTERNAL_PORT: String(ports.internal) });
  try {
    for (const url of probes(ports)) await untilAnswered(child, url);
    child.kill('SIGTERM');
    const code = await ended(child, stopLimit);
    if (code !== 0)
      throw new Error(
        `it did not end well on SIGTERM: ${code === null ? `killed after ${stopLimit / 1000} s` : `exit code ${code}`}`,
      );
    console.log(`ok: ${app} starts, is ready, and ends on SIGTERM`);
  } finally {
    child.kill('SIGKILL');
  }
}

async function main(): Promise<void> {
  const { DATABASE_URL, REDIS_URL } = process.env;
  if (!DATABASE_URL || !REDIS_URL)
    throw new Error('DATABASE_URL (an empty database of its own) and REDIS_URL must be set');
  const target = mkdtempSync(join(tmpdir(), 'adcp-image-'));
  chmodSync(target, 0o755);
  try {
    const image = makeImageByHand(resolve(__dirname, '../..'), target);
    const secrets = {
      CREDENTIALS_KEY: randomBytes(32).toString('base64'),
      BOOTSTRAP_API_KEY: randomBytes(32).toString('hex'),
    };
    const environment = { DATABASE_URL, REDIS_URL, ...secrets };
    const migrated = await ended(start(image, 'migrator', environment), migrationLimit);
    if (migrated !== 0) throw new Error(`the migrator ended with ${migrated ?? 'a signal'}`);
    console.log('ok: the migrator brings an empty database to the schema');
    const rotated = await ended(start(image, 'key-rotator', environment), migrationLimit);
    if (rotated !== 0) throw new Error(`the key rotator ended with ${rotated ?? 'a signal'}`);
    console.log('ok: the key rotator finds everything under the current key');
    for (const service of services) {
      await tryService(image, service, environment).catch((error: unknown) => {
        throw new Error(`${service.app}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      });
    }
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
