// `npm run sandbox`: a publisher to send buys to, beside `npm start`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { assertPortFree, parsePort } from './shared/free-port';

export async function main({ root }: { root: string }): Promise<void> {
  const { env } = process;
  // PORT is the API's. Both commands run side by side in one environment.
  const port = parsePort(env['SANDBOX_PORT'], 4100, 'SANDBOX_PORT');
  if (port !== 0) await assertPortFree(port, 'SANDBOX_PORT', env['HOST'] || undefined);
  const child = spawn(process.execPath, [join(root, 'dist/apps/sandbox-seller/main.js')], {
    stdio: 'inherit',
    env: { ...env, PORT: String(port) },
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  const [code] = (await once(child, 'exit')) as [number | null];
  process.exit(code ?? 0);
}
