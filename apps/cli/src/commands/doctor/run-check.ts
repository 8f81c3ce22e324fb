import { TimeLimitExceededError, within } from '@adcp-orchestrator/platform';
import { whyOf } from '../../connection/why';
import { type Finding, type Verdict, fail } from './finding';

export interface Check {
  name: string;
  /** Longest that it may take. */
  limitMs: number;
  /** What to do when it throws, or takes longer. */
  whatToDo: string;
  look: () => Promise<Verdict | Verdict[]>;
}

/** @returns what came of a check; it never throws and never takes longer than its limit */
export async function runCheck({ name, limitMs, whatToDo, look }: Check): Promise<Finding[]> {
  const startedAt = performance.now();
  const verdicts = await verdictsOf(() => within(look(), limitMs, name), whatToDo);
  const durationMs = Math.round(performance.now() - startedAt);
  return verdicts.map((verdict) => ({ check: name, ...verdict, durationMs }));
}

/** Does the same for each of several things, a few at a time, each with its own limit. What is wrong with one stops no other. */
export async function lookAtEach<T>(
  all: readonly T[],
  {
    atOnce,
    limitMs,
    about,
    whatToDo,
  }: { atOnce: number; limitMs: number; about: (one: T) => string; whatToDo: string },
  look: (one: T) => Promise<Verdict>,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const entries = all.entries();
  const work = async (): Promise<void> => {
    for (const [index, one] of entries) {
      const [verdict] = await verdictsOf(() => within(look(one), limitMs, about(one)), whatToDo);
      if (verdict !== undefined) verdicts[index] = { ...verdict, about: about(one) };
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return verdicts;
}

async function verdictsOf(look: () => Promise<Verdict | Verdict[]>, whatToDo: string): Promise<Verdict[]> {
  try {
    const found = await look();
    return Array.isArray(found) ? found : [found];
  } catch (error) {
    const why =
      error instanceof TimeLimitExceededError ? `no answer within ${error.limitMs / 1_000} s` : wordsOf(error);
    return [fail(why, whatToDo)];
  }
}

function wordsOf(error: unknown): string {
  // A check that says what to do says it better than the error that led to it.
  return error instanceof Error && error.name.endsWith('NotReadyError') ? error.message : whyOf(error);
}
