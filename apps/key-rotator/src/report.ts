import type { ColumnWalk } from '@adcp-orchestrator/ledger';
import type { SecretBox } from '@adcp-orchestrator/platform';

type Keys = Pick<SecretBox, 'keyId' | 'knows'>;

/** `sellers.auth_token_sealed` */
export function nameOf({ column: { table, column } }: Pick<ColumnWalk, 'column'>): string {
  return `${table}.${column}`;
}

/** What was found, a line per column: `sellers.auth_token_sealed: 12 under 1a2b3c4d (current), 3 under ...` */
export function foundLines(walks: readonly ColumnWalk[], keys: Keys): string[] {
  return walks.map((walk) => {
    const counts = [...walk.found].map(([keyId, count]) => `${count} under ${described(keyId, keys)}`);
    return `${nameOf(walk)}: ${counts.length === 0 ? 'none' : counts.sort().join(', ')}`;
  });
}

function described(keyId: string | null, keys: Keys): string {
  if (keyId === null) return 'no key: not of a known form';
  if (keyId === keys.keyId) return `${keyId} (current)`;
  return `${keyId} (${keys.knows(keyId) ? 'previous' : 'not given'})`;
}

/** Examples of values that do not open, each with what to do about it; then how many more there are. */
export function unopenedLines(walks: readonly ColumnWalk[]): string[] {
  return walks.flatMap((walk) => {
    const { unopened, examples, column } = walk;
    if (unopened === 0) return [];
    const lines = examples.map(({ row, reason }) => `  ${nameOf(walk)}, row ${row}: ${reason}`);
    const more = unopened > examples.length ? [`  ${nameOf(walk)}: and ${unopened - examples.length} more`] : [];
    return [...lines, ...more, `  Without the key: ${column.remedy}.`];
  });
}

/** Counts the values that are not under the current key, by whether a run could seal them again. */
export function countOthers(walks: readonly ColumnWalk[], keys: Keys): { known: number; unknown: number } {
  let known = 0;
  let unknown = 0;
  for (const { found } of walks) {
    for (const [keyId, count] of found) {
      if (keyId === keys.keyId) continue;
      if (keyId !== null && keys.knows(keyId)) known += count;
      else unknown += count;
    }
  }
  return { known, unknown };
}

/** What several walks together sealed again, a line per column. One line when there was nothing to do. */
export function sealedLines(passes: readonly (readonly ColumnWalk[])[], { keyId }: Keys): string[] {
  const sums = new Map<string, number>();
  for (const walk of passes.flat()) sums.set(nameOf(walk), (sums.get(nameOf(walk)) ?? 0) + walk.resealed);
  const done = [...sums].filter(([, count]) => count > 0).map(([name, count]) => `${name}: ${count} under ${keyId}`);
  return done.length > 0 ? done : ['nothing: there was nothing to do'];
}
