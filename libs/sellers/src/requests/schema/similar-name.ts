import { distance } from 'fastest-levenshtein';
import { listed } from './words';

const MAX_LETTERS = 2;

/** @returns the known name that differs from this one in one or two letters; null when there is none */
export function similarName(name: string, known: Iterable<string>): string | null {
  let best: string | null = null;
  let fewest = MAX_LETTERS + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) > MAX_LETTERS) continue;
    const letters = distance(name.toLowerCase(), candidate.toLowerCase());
    // Half of a short name is another name: "id" is no misspelt "ext".
    if (letters < fewest && letters * 2 <= candidate.length) {
      best = candidate;
      fewest = letters;
    }
  }
  return best;
}

/** What to say of a name that is not known, and the known name that was meant; null when none is similar. */
export interface UnknownName {
  meant: string | null;
  detail: string;
  limit: string[];
  suggestion: string;
}

/** @returns the words for a name that is not among the known ones */
export function unknownName(name: string, known: readonly string[]): UnknownName {
  const meant = similarName(name, known);
  return {
    meant,
    detail: `is not known here${meant === null ? '' : `: did you mean "${meant}"?`}`,
    limit: [...known],
    suggestion: meant === null ? `Leave it out; known are ${listed(known)}.` : `Rename it to "${meant}".`,
  };
}
