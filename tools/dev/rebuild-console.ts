import { buildConsole } from '../console/build-console';
import { consoleHash, forgetConsole } from '../provision/build';

/**
 * @returns what builds the console when its sources have changed since the last time, and resolves with whether it came
 * out different. Most changes do not concern it, and it takes longer than all apps together.
 */
export function consoleRebuilder(root: string): () => Promise<boolean> {
  let built = consoleHash(root);
  return async () => {
    const wanted = consoleHash(root);
    if (wanted === built) return false;
    forgetConsole(root);
    const isDifferent = await buildConsole(root);
    built = wanted;
    return isDifferent;
  };
}
