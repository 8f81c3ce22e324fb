import { distance } from 'fastest-levenshtein';

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
