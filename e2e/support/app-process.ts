import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ManagedProcess } from './managed-process';
import { bundleOf } from './workspace';

/** Loaded before an app: what the first life of an app has compiled, the lives after it take over. */
export const codeCache = join(__dirname, 'code-cache.cjs');

/**
 * Starts one of the product's apps as it was built.
 * @param args what follows the app's name
 */
export function startApp(app: string, env: Record<string, string>, args: readonly string[] = []): ManagedProcess {
  // `npm test` names a directory of the run: the bundles do not change while it lasts.
  const directory = process.env['TEST_CODE_CACHE'];
  if (directory !== undefined) mkdirSync(directory, { recursive: true });
  return new ManagedProcess({
    name: app,
    args: ['--require', codeCache, bundleOf(app), ...args],
    env: { ...env, ...(directory !== undefined && { CODE_CACHE: join(directory, app) }) },
    sourceMaps: false,
  });
}
