import { join, resolve } from 'node:path';

/** Paths that the suite runs things from. */
export const workspaceRoot = resolve(__dirname, '..', '..');

/** @returns the bundle of an app, as `npm run build` leaves it */
export function bundleOf(app: string): string {
  return join(workspaceRoot, 'dist', 'apps', app, 'main.js');
}
