import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';

const left = new Set(['node_modules', 'dist', 'out-tsc']);

/**
 * Watches a folder and everything below it, also what comes later. Each folder has a watcher of its own: on Linux the
 * recursive watcher of Node 20 follows a file and not its name, and loses it when an editor replaces it.
 * @param onChange called for every file that came, went or changed
 * @param onError called when a folder cannot be watched, or no longer
 * @returns stops
 */
export function watchTree(
  root: string,
  onChange: (path: string) => void,
  onError: (error: unknown) => void,
): () => void {
  const watchers = new Map<string, FSWatcher>();

  const drop = (folder: string) => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  const add = (folder: string) => {
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
        watcher.on('error', (error) => {
          failed(folder, error);
        }),
      );
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        if (entry.isDirectory() && !left.has(entry.name)) add(join(folder, entry.name));
      }
    } catch (error) {
      failed(folder, error);
    }
  };
  /** That a folder is gone is no failure. */
  const failed = (folder: string, error: unknown) => {
    drop(folder);
    if (isFolder(folder)) onError(error);
  };

  add(root);
  return () => {
    for (const watcher of watchers.values()) watcher.close();
    watchers.clear();
  };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
