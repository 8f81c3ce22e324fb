import type { OperationStatus, OperationType } from '@adcp-orchestrator/domain';
import type { Parameters } from '../../database/parameters';

/** An absent field does not filter. */
export interface OperationFilter {
  /** None at all finds nothing. */
  statuses?: readonly OperationStatus[];
  sellerId?: string;
  type?: OperationType;
  poNumber?: string;
  userId?: string;
  createdAfter?: Date;
  createdBefore?: Date;
  /** Of its present status. */
  statusSinceAfter?: Date;
  statusSinceBefore?: Date;
  settledAfter?: Date;
  settledBefore?: Date;
  /** Those that need a person. */
  attention?: true;
  overdue?: true;
  /**
   * A part of a `po_number`, an id, a task's or a media buy's id, a buyer reference or a message, without regard to
   * case. At least three characters.
   */
  search?: string;
}

/** An id is made together with `created_at`, by the clock of the process. So many seconds the two may lie apart. */
const ID_SLACK_SECONDS = 10;
/**
 * In a form of which the planner knows nothing: it estimates by the ids how many rows there are. With both it counted the
 * same share twice, and read and sorted all of a year to find its newest.
 */
const createdAt = `coalesce(o.created_at, 'infinity')`;

/**
 * @returns the conditions on a table `o`. What `statuses` asks for is left to the caller, who may split it. An id begins
 *   with its time, so a time of creation is a range of ids too. Every index of the list holds the id: what lies outside
 *   costs an entry of the index, and no row.
 */
export function conditionsOf(filter: OperationFilter, parameters: Parameters): string[] {
  const conditions: string[] = [];
  const { sellerId, type, poNumber, userId, createdAfter, createdBefore } = filter;
  if (sellerId !== undefined) conditions.push(`o.seller_id = ${parameters.add(sellerId)}`);
  if (type !== undefined) conditions.push(`o.type = ${parameters.add(type)}`);
  if (poNumber !== undefined) conditions.push(`o.po_number = ${parameters.add(poNumber)}`);
  if (userId !== undefined) conditions.push(`o.user_id = ${parameters.add(userId)}`);
  if (filter.attention === true) conditions.push('o.attention_reason IS NOT NULL');
  if (filter.overdue === true) conditions.push('o.overdue');
  if (createdAfter !== undefined) {
    conditions.push(`${createdAt} > ${parameters.add(createdAfter.toISOString())}`);
    conditions.push(`o.id >= ${parameters.add(firstIdOf(createdAfter, -ID_SLACK_SECONDS))}::uuid`);
  }
  if (createdBefore !== undefined) {
    conditions.push(`${createdAt} < ${parameters.add(createdBefore.toISOString())}`);
    conditions.push(`o.id < ${parameters.add(firstIdOf(createdBefore, ID_SLACK_SECONDS))}::uuid`);
  }
  for (const [column, than, at] of [
    ['status_since', '>', filter.statusSinceAfter],
    ['status_since', '<=', filter.statusSinceBefore],
    ['settled_at', '>=', filter.settledAfter],
    ['settled_at', '<', filter.settledBefore],
  ] as const) {
    if (at !== undefined) conditions.push(`o.${column} ${than} ${parameters.add(at.toISOString())}`);
  }
  return conditions;
}

/** @returns the smallest UUIDv7 of that time */
function firstIdOf(at: Date, seconds: number): string {
  const milliseconds = Math.min(Math.max(0, at.getTime() + seconds * 1000), 2 ** 48 - 1);
  const hex = milliseconds.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
