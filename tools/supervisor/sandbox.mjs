// @ts-check
import { join } from 'node:path';
import { freePort } from '../shared/free-port.mjs';
import { appPart } from './app-part.mjs';
import { untilReady } from './ready.mjs';

/**
 * @typedef {object} Sandbox
 * @property {string} url base URL: its page, `/control/...`, and the sellers below it
 * @property {string} token the credential that buyers send
 * @property {(dialect: 'hitl-v1' | 'adcp-v3', seller: string) => string} agentUrl a seller's MCP endpoint
 * @property {import('./part.mjs').Part} part
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a sandbox seller, supervised like the service's own apps. It keeps its port and its books over a restart.
 * @param {object} options
 * @param {string} options.root
 * @param {string} options.directory where it keeps its books
 * @param {NodeJS.ProcessEnv} options.env
 * @param {(name: string, line: string) => void} [options.onLine]
 * @param {(name: string, event: string) => void} [options.onEvent]
 * @param {(pid: number) => void} [options.onStart]
 * @param {AbortSignal} [options.signal]
 * @returns {Promise<Sandbox>}
 */
export async function startSandbox({ root, directory, env, onLine, onEvent, onStart, signal }) {
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
