import { join } from 'node:path';
import { freePort } from '../shared/free-port';
import { appPart } from './app-part';
import type { Part } from './part';
import { untilReady } from './ready';

export interface Sandbox {
  /** Base URL: its page, `/control/...`, and the sellers below it. */
  url: string;
  /** The credential that buyers send. */
  token: string;
  /** A seller's MCP endpoint. */
  agentUrl: (dialect: 'hitl-v1' | 'adcp-v3', seller: string) => string;
  part: Part;
  stop: () => Promise<void>;
}

export interface StartSandboxOptions {
  root: string;
  /** Where its books are kept. */
  directory: string;
  env: NodeJS.ProcessEnv;
  onLine?: (name: string, line: string) => void;
  onEvent?: (name: string, event: string) => void;
  onStart?: (pid: number) => void;
  signal?: AbortSignal;
}

/** Starts a sandbox seller, supervised like the service's own apps. A restart keeps its port and its books. */
export async function startSandbox({
  root,
  directory,
  env,
  onLine,
  onEvent,
  onStart,
  signal,
}: StartSandboxOptions): Promise<Sandbox> {
  const port = await freePort();
  const token = 'sandbox-token';
  const url = `http://127.0.0.1:${port}`;
  const { part } = appPart({
    root,
    app: 'sandbox-seller',
    env: {
      ...env,
      HOST: '127.0.0.1',
      PORT: String(port),
      SANDBOX_TOKEN: token,
      SANDBOX_DATA: join(directory, 'sandbox-seller.jsonl'),
      CONTROL_TOKEN: '',
    },
    onLine: (line) => onLine?.('sandbox-seller', line),
    onExit: ({ code, signal: killed, pauseMs }) =>
      onEvent?.('sandbox-seller', `ended (${killed ?? `exit code ${code}`}); started again in ${pauseMs / 1000} s`),
    onStart,
  });
  part.start();
  try {
    await untilReady([{ name: 'sandbox-seller', part, url: () => `${url}/healthz` }], { timeoutMs: 30_000, signal });
  } catch (error) {
    await part.stop();
    throw error;
  }
  return {
    url,
    token,
    agentUrl: (dialect, seller) => `${url}/${dialect}/${seller}/mcp`,
    part,
    stop: () => part.stop(),
  };
}
