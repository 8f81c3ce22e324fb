import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { until } from './until';

/**
 * @returns a port of loopback on which nothing listens, and that no other process gets by chance before it is listened
 * on: systems give away higher ones
 */
export function quietPort(): Promise<number> {
  return until('a free port', async () => {
    const port = randomInt(10_000, 30_000);
    const server = createServer();
    try {
      await once(server.listen(port, '127.0.0.1'), 'listening');
    } catch {
      return undefined;
    }
    server.close();
    await once(server, 'close');
    return port;
  });
}
