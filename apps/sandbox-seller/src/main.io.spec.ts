import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { EnvironmentInvalidError, parseEnvironment } from './options';

describe('the environment', () => {
  it('has a default for everything, and takes an empty variable for an absent one', () => {
    expect(parseEnvironment({ PORT: '' })).toEqual({
      host: '127.0.0.1',
      port: 4100,
      token: 'sandbox-token',
      dataPath: undefined,
      controlToken: undefined,
    });
  });

  it('names each variable that is wrong', () => {
    expect(() => parseEnvironment({ PORT: 'http' })).toThrow(EnvironmentInvalidError);
    expect(() => parseEnvironment({ PORT: 'http' })).toThrow(/PORT: must be a number/);
    expect(() => parseEnvironment({ PORT: '70000' })).toThrow(/PORT:/);
  });
});

it.each(['SIGTERM', 'SIGINT'] as const)(
  'says where it listens, and exits 0 promptly on %s with a stream open',
  async (signal) => {
    const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'main.ts')], {
      env: { ...process.env, PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const url = /^sandbox-seller listening on (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1] ?? '';
    const headers = {
      'x-adcp-auth': 'sandbox-token',
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    };
    const params = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'x', version: '1' } };
    const opened = await fetch(`${url}/hitl-v1/mcp`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params }),
    });
    const stream = await fetch(`${url}/hitl-v1/mcp`, {
      headers: { ...headers, 'mcp-session-id': opened.headers.get('mcp-session-id') ?? '' },
    });
    expect(stream.status).toBe(200);
    const asked = Date.now();
    child.kill(signal);
    const [code] = (await once(child, 'exit')) as [number | null];
    expect(code).toBe(0);
    expect(Date.now() - asked).toBeLessThan(30_000);
    await stream.text().catch(() => undefined);
  },
);
