// @ts-check
import { readdirSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';

const left = new Set(['node_modules', 'dist', 'out-tsc']);

/**
 * Watches a folder and all below it, those too that come later. One watcher a folder: the recursive one of Node 20 follows a file
 * and not its name on Linux, and loses it when an editor replaces it.
 * @param {string} root
 * @param {(path: string) => void} onChange hears of every file that came, went or changed
 * @param {(error: unknown) => void} onError a folder could not be watched, or is no longer
 * @returns {() => void} stops
 */
export function watchTree(root, onChange, onError) {
  /** @type {Map<string, import('node:fs').FSWatcher>} */
  const watchers = new Map();

  const drop = (/** @type {string} */ folder) => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  const add = (/** @type {string} */ folder) => {
    if (watchers.has(folder)) return;
    try {
      const watcher = watch(folder, (_, name) => {
        if (name === null || left.has(name)) return;
        const path = join(folder, name);
        if (isFolder(path)) add(path);
        else drop(path);
        onChange(path);
      });
      watchers.set(
        folder,
        watcher.on('error', (error) => failed(folder, error)),
      );
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        if (entry.isDirectory() && !left.has(entry.name)) add(join(folder, entry.name));
      }
    } catch (error) {
      failed(folder, error);
    }
  };
  /** A folder that is gone is no failure. */
  const failed = (/** @type {string} */ folder, /** @type {unknown} */ error) => {
    drop(folder);
    if (isFolder(folder)) onError(error);
  };

  add(root);
  return () => {
    for (const watcher of watchers.values()) watcher.close();
    watchers.clear();
  };
}

/** @param {string} path */
function isFolder(path) {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
