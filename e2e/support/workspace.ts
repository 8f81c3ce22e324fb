import { join, resolve } from 'node:path';

/** Paths that the suite runs things from. */
export const workspaceRoot = resolve(__dirname, '..', '..');

/**
 * @param root of a workspace
 * @returns the bundle of an app, as `npm run build` leaves it
 */
export function bundleOf(app: string, root = workspaceRoot): string {
  return join(root, 'dist', 'apps', app, 'main.js');
}
