import { join, relative } from 'node:path';
import { forgetBuild } from '../provision/build';
import { messageOf } from '../shared/problem.mjs';
import { watchTree } from './watch-tree';

/** Waits for quiet: an editor writes a file in several steps, and a checkout of a branch changes many files. */
const quietMs = 100;
const shipped = /\.(tsx?|json|css|svg|html)$/;

export interface RebuildOnChangeOptions {
  root: string;
  apps: readonly string[];
  say: (line: string) => void;
  /** Resolves with whether the program changed. */
  build: (root: string, project: string) => Promise<boolean>;
  /** The app has a new program. */
  onChanged: (app: string) => void;
}

/**
 * Builds the apps again when a source below apps or libs changes, one build at a time. It does not work out what a
 * change concerns. Building all takes a second, and an app whose program came out the same is not restarted.
 */
export function rebuildOnChange({ root, apps, say, build, onChanged }: RebuildOnChangeOptions): { stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let building = false;
  let stopped = false;
  let broken = false;
  let changedFile = '';

  const rebuild = async () => {
    building = true;
    const cause = changedFile;
    changedFile = '';
    // From now on dist does not hold the last whole build. This makes the next command build again.
    forgetBuild(root);
    let failure: unknown;
    const built = await Promise.all(
      apps.map(async (app) => {
        try {
          return { app, changed: await build(root, `apps/${app}`) };
        } catch (error) {
          failure = error;
          return { app, changed: false };
        }
      }),
    );
    building = false;
    if (stopped) return;
    const restarted = built.filter(({ changed }) => changed).map(({ app }) => app);
    if (restarted.length > 0) say(`${cause} changed; starting again: ${restarted.join(', ')}`);
    for (const app of restarted) onChanged(app);
    if (broken && failure === undefined && restarted.length === 0)
      say('The build passes again; nothing is to be restarted.');
    broken = failure !== undefined;
    if (broken) say(`The build failed, and what runs stays as it is:\n${messageOf(failure)}`);
    if (changedFile !== '') soon();
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void rebuild(), quietMs);
  };

  const watched = ['apps', 'libs'].map((folder) =>
    watchTree(
      join(root, folder),
      (path) => {
        if (!shipped.test(path) || /\.spec\.tsx?$/.test(path)) return;
        changedFile = relative(root, path);
        if (!building && !stopped) soon();
      },
      (error) => {
        say(`Some changes are not seen any more (${messageOf(error)}): start the command again.`);
      },
    ),
  );
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      for (const stopWatching of watched) stopWatching();
    },
  };
}
