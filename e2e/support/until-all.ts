import type { Service } from './services';
import type { ProbeAnswer, Stack } from './stack';
import { until } from './until';

export type Answers = Record<Service, ProbeAnswer | undefined>;

/**
 * Waits until every process gives such an answer to its probe. If they never do, the error shows what they answered.
 */
export async function untilAll(stack: Stack, what: string, is: (answer: ProbeAnswer) => boolean): Promise<Answers> {
  let seen: Answers | undefined;
  return await until(
    `every process to be ${what}`,
    async () => {
      seen = await stack.probe();
      return Object.values(seen).every((answer) => answer !== undefined && is(answer)) ? seen : undefined;
    },
    // A process takes seconds to start, and on a busy machine many.
    { timeoutMs: 100_000, seen: () => JSON.stringify(seen) },
  );
}

export const isReady = ({ status }: ProbeAnswer): boolean => status === 'ready';

/** How many hints the submitter has worked on. */
export async function hintsHandled(stack: Stack): Promise<number> {
  const { text } = await until('the metrics of the submitter', () => stack.ask('submitter', '/metrics'));
  return Number(/hints_handled_total\{.*result="handled".*\} (\d+)/.exec(text)?.[1] ?? 0);
}
