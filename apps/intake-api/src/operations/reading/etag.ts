import type { Operation } from '@adcp-orchestrator/domain';

/**
 * The entity tag of an operation: its version. It is weak, because the time of the next poll moves without a new
 * version.
 */
export function etagOf({ version }: Pick<Operation, 'version'>): string {
  return `W/"${version}"`;
}

/** @returns whether an `If-None-Match` header names the operation's version (RFC 9110, weak comparison) */
export function etagMatches(header: string, operation: Pick<Operation, 'version'>): boolean {
  if (header.trim() === '*') return true;
  const opaque = `"${operation.version}"`;
  return header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === opaque);
}
