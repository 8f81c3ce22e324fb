import type { Operation, Schemas } from './types';

export type OperationStatus = Operation['status'];

/** What a status means to the people who look: it decides colour and icon. */
export const Meaning = {
  /** We are at it. */
  working: 'working',
  /** The publisher's people must act. */
  waiting: 'waiting',
  /** Somebody of ours must act. */
  ours: 'ours',
  /** A good end. */
  good: 'good',
  /** It ended without a buy. */
  ended: 'ended',
} as const;
export type Meaning = (typeof Meaning)[keyof typeof Meaning];

interface StatusFacts {
  meaning: Meaning;
  /** The kind by which the list filters. */
  kind: 'open' | 'pending' | 'attention' | 'settled';
  waitingFor: Operation['waiting_for'];
}

const facts: Record<OperationStatus, StatusFacts> = {
  requested: { meaning: 'working', kind: 'open', waitingFor: 'us' },
  submitting: { meaning: 'working', kind: 'open', waitingFor: 'us' },
  pending_approval: { meaning: 'waiting', kind: 'pending', waitingFor: 'seller' },
  pending_permission: { meaning: 'ours', kind: 'pending', waitingFor: 'desk' },
  pending_input: { meaning: 'ours', kind: 'pending', waitingFor: 'desk' },
  working: { meaning: 'working', kind: 'pending', waitingFor: 'seller' },
  approved: { meaning: 'working', kind: 'pending', waitingFor: 'us' },
  in_doubt: { meaning: 'ours', kind: 'attention', waitingFor: 'desk' },
  timed_out: { meaning: 'ours', kind: 'attention', waitingFor: 'desk' },
  created: { meaning: 'good', kind: 'settled', waitingFor: null },
  active: { meaning: 'good', kind: 'settled', waitingFor: null },
  completed: { meaning: 'good', kind: 'settled', waitingFor: null },
  failed: { meaning: 'ended', kind: 'settled', waitingFor: null },
  rejected: { meaning: 'ended', kind: 'settled', waitingFor: null },
  canceled: { meaning: 'ended', kind: 'settled', waitingFor: null },
};

/** Kinds of statuses, by which the list filters too. */
export const statusKinds = ['open', 'pending', 'attention', 'settled'] as const;
export type StatusKind = (typeof statusKinds)[number];

export function statusesOf(kind: StatusKind): OperationStatus[] {
  return operationStatuses.filter((status) => facts[status].kind === kind);
}

export const operationTypes = [
  'create_media_buy',
  'update_media_buy',
  'add_creative_assets',
  'sync_creatives',
] as const satisfies readonly Operation['type'][];

export const operationStatuses = Object.keys(facts) as OperationStatus[];

/** What needs a person is shown so, whatever its status says. */
export function meaningOf({ status, attention }: Pick<Operation, 'status' | 'attention'>): Meaning {
  return attention == null ? facts[status].meaning : Meaning.ours;
}

/** The filters of `GET /v1/operations` and of its counts, as they stand in the address. */
export type OperationFilters = Partial<
  Record<
    | 'status'
    | 'seller_id'
    | 'type'
    | 'po_number'
    | 'user_id'
    | 'waiting_for'
    | 'overdue'
    | 'attention'
    | 'created_after'
    | 'created_before'
    | 'status_since_after'
    | 'status_since_before'
    | 'settled_after'
    | 'settled_before'
    | 'q',
    string
  >
>;

/**
 * Whether an operation belongs in a filtered list, as far as that can be told here. The API decides: this only counts what
 * is new while a list keeps its place. A search and the hour of being overdue are not known here, so they match nothing.
 */
export function mayMatch(filters: OperationFilters, operation: Operation): boolean {
  const { status, waiting_for: waitingFor, seller_id: seller, type, po_number: po, user_id: user } = filters;
  if (filters.q !== undefined || filters.overdue !== undefined) return false;
  const own = facts[operation.status];
  return (
    (status === undefined || status.split(',').some((word) => word === operation.status || word === own.kind)) &&
    (waitingFor === undefined || own.waitingFor === waitingFor) &&
    (seller === undefined || operation.seller_id === seller) &&
    (type === undefined || operation.type === type) &&
    (po === undefined || operation.po_number === po) &&
    (user === undefined || operation.user_id === user) &&
    (filters.attention === undefined || operation.attention !== null) &&
    (filters.created_after === undefined || operation.created_at > instantOf(filters.created_after)) &&
    (filters.created_before === undefined || operation.created_at < instantOf(filters.created_before, 1))
  );
}

/**
 * A day in the address is the reader's day; whoever needs it finer writes an instant.
 * @param more days later: a list until a day includes it
 */
export function instantOf(text: string, more = 0): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (year === undefined) return text;
  const at = new Date(Number(year), Number(month) - 1, Number(day) + more);
  return Number.isNaN(at.getTime()) ? text : at.toISOString();
}

/** A count of the API: above 10,000 it says only how many at least. */
export function countText(count: Schemas['OperationCount']): string {
  return typeof count === 'number' ? count.toLocaleString() : `${count.at_least.toLocaleString()}+`;
}

/** @returns the sum of counts of the API; it says only how many at least when one of them does */
export function sumOf(counts: readonly Schemas['OperationCount'][]): Schemas['OperationCount'] {
  const total = counts.reduce<number>((sum, count) => sum + (typeof count === 'number' ? count : count.at_least), 0);
  return counts.every((count) => typeof count === 'number') ? total : { at_least: total };
}
