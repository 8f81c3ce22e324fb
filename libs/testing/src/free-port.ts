import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * This is below the range from which systems take the local ports of outgoing connections, so that none of those is in
 * the way. Ports are picked at random, so that runs side by side do not try the same ones: `get-port` offers a range,
 * but tries it from its beginning. Each worker of a run has a part of the range, so that no two of them pick a port at the
 * same time that one of them binds only later.
 */
const lowest = 20_000;
const highest = 32_000;
const parts = 8;
const partSize = (highest - lowest) / parts;
const tries = 50;
/** What was picked here, and is not bound yet, or not just now. */
const given = new Set<number>();

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}

/**
 * A port of loopback that was free a moment ago, and is likely to be free again while a process restarts.
 * @throws Error when none is found
 */
export async function freePort(): Promise<number> {
  // The workers of Jest have numbers from 1 on. Outside Jest there is one process.
  const from = lowest + (Number(process.env['JEST_WORKER_ID'] ?? 0) % parts) * partSize;
  for (let attempt = 0; attempt < tries; attempt++) {
    const port = randomInt(from, from + partSize);
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port on 127.0.0.1 in ${tries} tries between ${from} and ${from + partSize}`);
}
