import { createServer } from 'node:net';
import { ProvisioningError, codeOf, messageOf } from './problem.mjs';

/** A port that was free on loopback a moment ago. Its user must be ready to lose it to somebody faster. */
export async function freePort(): Promise<number> {
  return await listenOnce(0, '127.0.0.1');
}

/**
 * Makes sure that a port can be listened on.
 * @param variable the environment variable that names it, for the message
 * @param address to listen on
 * @throws ProvisioningError when it is taken or not allowed
 */
export async function assertPortFree(port: number, variable: string, address = '127.0.0.1'): Promise<void> {
  // macOS lets one process listen on an address and another on all addresses. Clients then meet the wrong one.
  for (const host of process.platform === 'darwin' ? [address, undefined] : [address]) {
    try {
      await listenOnce(port, host);
    } catch (error) {
      const code = codeOf(error);
      if (code === 'EADDRINUSE') {
        throw new ProvisioningError(
          `Port ${port} (${variable}) is already in use by another process.`,
          `Stop that process, or choose another port: ${variable}=${port === 65_535 ? 3001 : port + 1} (0 takes any free one). "lsof -i :${port}" or "ss -ltnp" shows who has it.`,
          { cause: error },
        );
      }
      if (code === 'EACCES') {
        throw new ProvisioningError(
          `Port ${port} (${variable}) may not be used by this user (${messageOf(error)}).`,
          `Choose one above 1023, for example ${variable}=3000.`,
          { cause: error },
        );
      }
      throw error;
    }
  }
}

/** Reads a port from the environment. */
export function parsePort(text: string | undefined, fallback: number, variable: string): number {
  if (text === undefined || text === '') return fallback;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new ProvisioningError(
      `${variable}="${text}" is not a port.`,
      `Set ${variable} to a number from 0 to 65535, or leave it unset.`,
    );
  }
  return port;
}

function listenOnce(port: number, host: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const taken = typeof address === 'object' && address !== null ? address.port : port;
      server.close(() => {
        resolve(taken);
      });
    });
  });
}
