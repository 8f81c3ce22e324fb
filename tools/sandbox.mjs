// @ts-check
// `npm run sandbox`: a publisher to send buys to, beside `npm start`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** @param {{ root: string }} options */
export async function main({ root }) {
  const child = spawn(process.execPath, [join(root, 'dist/apps/sandbox-seller/main.js')], {
    stdio: 'inherit',
    env: { ...process.env, PORT: process.env['SANDBOX_PORT'] ?? '4100' },
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
  const [code] = await once(child, 'exit');
  process.exit(code ?? 0);
}
