import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ManagedProcess } from './managed-process';
import { bundleOf } from './workspace';

/** Loaded before an app: what the first life of an app has compiled, the lives after it take over. */
export const codeCache = join(__dirname, 'code-cache.cjs');

/**
 * Starts one of the product's apps as it was built.
 * @param args what follows the app's name
 * @param root the workspace of another release; absent: this one
 */
export function startApp(
  app: string,
  env: Record<string, string>,
  args: readonly string[] = [],
  root?: string,
): ManagedProcess {
  // `npm test` names a directory of the run: the bundles do not change while it lasts.
  const directory = root === undefined ? process.env['TEST_CODE_CACHE'] : undefined;
  if (directory !== undefined) mkdirSync(directory, { recursive: true });
  return new ManagedProcess({
    name: app,
    args: ['--require', codeCache, bundleOf(app, root), ...args],
    env: { ...env, ...(directory !== undefined && { CODE_CACHE: join(directory, app) }) },
    sourceMaps: false,
  });
}
