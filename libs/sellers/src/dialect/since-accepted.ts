import { type Operation, soonestSent } from '@adcp-orchestrator/domain';

/** Clocks differ: what is older than the operation by no more than this may still be its own. */
const CLOCK_SKEW_MS = 300_000;
/** A time without an offset may be of any zone, and proves nothing. */
const WITH_OFFSET = /(?:Z|[+-]\d\d:?\d\d)$/i;

/**
 * Whether a task or buy with our reference may be this operation's: an earlier operation may have had the same
 * reference. After a restore, an operation that was posted again looks for what it has sent before (`soonestSent`).
 * @param createdAt as the seller shows it; one that is missing or cannot be read rules nothing out
 */
export function isSinceAccepted(operation: Operation, createdAt: string | undefined): boolean {
  const at = createdAt !== undefined && WITH_OFFSET.test(createdAt) ? Date.parse(createdAt) : NaN;
  return Number.isNaN(at) || at >= soonestSent(operation).getTime() - CLOCK_SKEW_MS;
}
