import type { Operation } from './operation';

/** The longest time before a deadline at which the desk is warned. */
export const DEADLINE_NEAR_SECONDS = 7_200;

/** The desk is warned when a quarter of the time is left, and two hours before the deadline at the earliest. */
export function deadlineNearAt({
  deadlineAt,
  deadlineSeconds,
}: Pick<Operation, 'deadlineAt' | 'deadlineSeconds'>): Date {
  const left = Math.min(deadlineSeconds / 4, DEADLINE_NEAR_SECONDS);
  return new Date(deadlineAt.getTime() - Math.round(left * 1000));
}
