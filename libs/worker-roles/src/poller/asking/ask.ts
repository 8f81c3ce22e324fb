import type { Answer, Answers, Operation, OperationError } from '@adcp-orchestrator/domain';
import type { KnownSeller } from '@adcp-orchestrator/sellers';
import { Question, questionFor } from './questions';

/** Single reconciliations under way at once. The seller's own limits apply as well. */
const RECONCILE_CONCURRENCY = 4;

/** What was learned of one operation, and how. */
export interface Learned {
  operation: Operation;
  source: Question;
  answer: Answer;
}

/**
 * Asks one seller about its operations, in as few calls as its dialect allows. Hands every answer to `learned` as soon
 * as it is there. Every operation gets exactly one answer. One that the seller said nothing about, or could not be
 * asked about, is answered by `ask_failed`. So it is asked again later and never forgotten.
 */
export async function askAbout(
  known: KnownSeller,
  operations: readonly Operation[],
  signal: AbortSignal,
  learned: (batch: Learned[]) => Promise<void>,
): Promise<void> {
  const polled = operations.filter((operation) => questionFor(operation) === Question.poll);
  const doubtful = operations.filter((operation) => questionFor(operation) === Question.reconcile);
  const gone = await poll(known, polled, signal, learned);
  await askForEvidence(known, [...doubtful, ...gone], signal, learned);
}

/** @returns the operations whose task the seller no longer knows: they need evidence */
async function poll(
  { seller, dialect }: KnownSeller,
  operations: readonly Operation[],
  signal: AbortSignal,
  learned: (batch: Learned[]) => Promise<void>,
): Promise<Operation[]> {
  if (operations.length === 0) return [];
  let answers: Answers;
  let reason = 'the seller said nothing about this operation';
  try {
    answers = await dialect.poll(seller, operations, signal);
  } catch (error) {
    answers = new Map();
    reason = messageOf(error);
  }
  const all = operations.map((operation) => ({
    operation,
    source: Question.poll,
    answer: answers.get(operation.id) ?? askFailed(reason),
  }));
  const gone = all.filter(({ answer }) => answer.finding.kind === 'no_evidence').map(({ operation }) => operation);
  const rest = all.filter(({ operation }) => !gone.includes(operation));
  if (rest.length > 0) await learned(rest);
  return gone;
}

/** Asks about each operation by itself: its task, or what the seller's books show of it. */
export async function askForEvidence(
  { seller, dialect }: KnownSeller,
  operations: readonly Operation[],
  signal: AbortSignal,
  learned: (batch: Learned[]) => Promise<void>,
): Promise<void> {
  for (let start = 0; start < operations.length; start += RECONCILE_CONCURRENCY) {
    const batch = operations.slice(start, start + RECONCILE_CONCURRENCY);
    const answers = await Promise.all(
      batch.map(async (operation): Promise<Learned> => {
        if (signal.aborted)
          return { operation, source: Question.reconcile, answer: askFailed(messageOf(signal.reason)) };
        try {
          return { operation, source: Question.reconcile, answer: await dialect.reconcile(seller, operation, signal) };
        } catch (error) {
          return { operation, source: Question.reconcile, answer: askFailed(messageOf(error)) };
        }
      }),
    );
    await learned(answers);
  }
}

/** Answers for operations whose seller could not even be looked up. */
export function allFailed(operations: readonly Operation[], error: unknown): Learned[] {
  const answer = askFailed(messageOf(error));
  return operations.map((operation) => ({ operation, source: questionFor(operation), answer }));
}

function askFailed(message: string): Answer {
  const error: OperationError = { code: 'SELLER_NOT_ASKED', message, recovery: 'transient' };
  return { finding: { kind: 'ask_failed', error } };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
