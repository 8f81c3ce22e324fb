import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '@adcp-orchestrator/testing';
import { freePort } from '../shared/free-port';
import { startStack } from './stack';

describe('the ports of the service', () => {
  const directory = join(mkdtempSync(join(tmpdir(), 'stack-')), 'data');
  const start = (env: NodeJS.ProcessEnv) =>
    startStack({ root: '/nowhere', env: { WORKERS: 'apart', ...env }, directory });
  afterAll(() => {
    rmSync(join(directory, '..'), { recursive: true });
  });

  it('are looked at before anything is started, those of the internal listeners too', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const taken = `Port ${port} (INTERNAL_PORT) is already in use`;
    await expect(start({ PORT: '0', INTERNAL_PORT: String(port) })).rejects.toThrow(taken);
    await expect(start({ PORT: String(port) })).rejects.toThrow(`Port ${port} (PORT) is already in use`);
    server.close();
    expect(existsSync(directory)).toBe(false);
  });

  it('do not overlap, and exist', async () => {
    // Somebody else may get the port before it is looked at: then another one is tried.
    const { port, message } = await until('a port that stays free', async () => {
      const port = await freePort();
      const refused = start({ PORT: String(port), INTERNAL_PORT: String(port - 1) });
      const message = await refused.then(String, (error: unknown) => (error as Error).message);
      return message.includes('is already in use') ? undefined : { port, message };
    });
    expect(message).toBe(
      `INTERNAL_PORT=${port - 1} takes the ports ${port - 1} to ${port + 2}, one for each process, and ${port} is the API's (PORT).`,
    );
    await expect(start({ PORT: '0', INTERNAL_PORT: '65533' })).rejects.toThrow('65533 to 65536');
  });
});
