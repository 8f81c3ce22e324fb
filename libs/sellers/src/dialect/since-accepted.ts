import type { Operation } from '@adcp-orchestrator/domain';

/** Clocks differ: what is this much older than the operation is still taken for its own. */
const CLOCK_SKEW_MS = 300_000;
/** A time without its offset may be any zone's. */
const WITH_OFFSET = /(?:Z|[+-]\d\d:?\d\d)$/i;

/**
 * Whether a task or a buy that carries our reference can be the operation's: an earlier operation may have had the same
 * reference.
 * @param createdAt as the seller shows it; one that it does not show, or that cannot be told, rules nothing out
 */
export function isSinceAccepted(operation: Operation, createdAt: string | undefined): boolean {
  const at = createdAt !== undefined && WITH_OFFSET.test(createdAt) ? Date.parse(createdAt) : NaN;
  return Number.isNaN(at) || at >= operation.createdAt.getTime() - CLOCK_SKEW_MS;
}
