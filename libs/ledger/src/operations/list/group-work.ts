import type { Pool } from 'pg';
import { type AttentionReason, type OperationType, statusesWaitingFor } from '@adcp-orchestrator/domain';
import { Parameters } from '../../database/parameters';
import { type OperationFilter, conditionsOf } from './operation-filter';
import { withinSeconds } from './within-seconds';

/** Of each kind so many operations are looked at: a desk needs to know that it is many, not how many. */
export const MAX_GROUPED = 10_000;
/** So many of a group are named. */
const NAMED = 3;
/** Where one age ends and the next begins, in seconds: an hour, four hours, a day, three days. */
export const AGE_STEPS: readonly number[] = [3_600, 14_400, 86_400, 259_200];

export type Amount = {
  amount: number;
  /** null: of budgets without a currency. */
  currency: string | null;
};

/** One of the oldest of a group, so that a small group can be shown whole. */
export interface NamedOperation {
  id: string;
  poNumber: string | null;
  type: OperationType;
  userId: string | null;
  assignee: string | null;
  since: Date;
  money: Amount | null;
}

/** Operations at one seller that need a person for one reason. */
export interface AttentionGroup {
  sellerId: string;
  reason: AttentionReason;
  count: number;
  money: Amount[];
  since: Date;
  oldest: NamedOperation[];
}

/** What waits for one seller. */
export interface WaitingGroup {
  sellerId: string;
  count: number;
  overdue: number;
  money: Amount[];
  since: Date;
  /** How many of each age, one more than there are steps: the last is older than all of them. */
  ages: number[];
}

export interface GroupedWork {
  attention: { groups: AttentionGroup[]; more: boolean };
  waiting: { groups: WaitingGroup[]; more: boolean };
}

type WorkFilter = Pick<OperationFilter, 'sellerId' | 'userId'>;

/**
 * Groups what needs a person, by seller and reason, and what waits for sellers, by seller and age. The oldest 10,000 of
 * each are looked at.
 * @throws ListTooWideError when it takes two seconds
 */
export async function groupWork(pool: Pool, tenantId: string, filter: WorkFilter, now: Date): Promise<GroupedWork> {
  const [attention, waiting] = await Promise.all([
    read<AttentionRow>(pool, attentionStatement(tenantId, filter), filter),
    read<WaitingRow>(pool, waitingStatement(tenantId, filter, now), filter),
  ]);
  return {
    attention: {
      groups: merged(attention, ({ sellerId, reason }) => `${reason} ${sellerId}`, attentionOf),
      ...moreOf(attention),
    },
    waiting: { groups: merged(waiting, ({ sellerId }) => sellerId, waitingOf), ...moreOf(waiting) },
  };
}

interface Row {
  sellerId: string;
  count: number;
  since: Date;
  amount: number | null;
  currency: string | null;
}

interface AttentionRow extends Row {
  reason: AttentionReason;
  oldest: (Omit<NamedOperation, 'since'> & { since: string })[];
}

interface WaitingRow extends Row {
  overdue: number;
  ages: number[];
}

interface Statement {
  text: string;
  parameters: Parameters;
}

const amount = `(summary #>> '{totalBudget,amount}')::float8`;
const currency = `summary #>> '{totalBudget,currency}'`;

/** One row for each currency of a group. */
function attentionStatement(tenantId: string, filter: WorkFilter): Statement {
  const parameters = new Parameters();
  const tenant = parameters.add(tenantId);
  const where = conditionsOf({ ...filter, attention: true }, parameters)
    .map((condition) => ` AND ${condition}`)
    .join('');
  const text = `WITH n AS MATERIALIZED (
      SELECT o.id, o.seller_id, o.attention_reason, o.attention_assignee, o.po_number, o.type, o.user_id, o.summary,
        coalesce(o.attention_since, o.status_since, o.updated_at) AS since
      FROM operations o WHERE o.tenant_id = ${tenant}${where} ORDER BY o.id LIMIT ${MAX_GROUPED + 1})
    SELECT seller_id AS "sellerId", attention_reason AS reason, count(*)::int AS count, min(since) AS since,
      sum(${amount}) AS amount, ${currency} AS currency,
      (array_agg(jsonb_build_object('id', id, 'poNumber', po_number, 'type', type, 'userId', user_id,
        'assignee', attention_assignee, 'since', since, 'money',
        CASE WHEN ${amount} IS NOT NULL THEN jsonb_build_object('amount', ${amount}, 'currency', ${currency}) END)
        ORDER BY since, id))[1:${NAMED}] AS oldest
    FROM n GROUP BY seller_id, attention_reason, ${currency}`;
  return { text, parameters };
}

/** The index of each status by its time is read from the oldest on. */
function waitingStatement(tenantId: string, filter: WorkFilter, now: Date): Statement {
  const parameters = new Parameters();
  const tenant = parameters.add(tenantId);
  const where = conditionsOf(filter, parameters)
    .map((condition) => ` AND ${condition}`)
    .join('');
  const age = `width_bucket(extract(epoch FROM ${parameters.add(now.toISOString())}::timestamptz - since),
    ${parameters.add(AGE_STEPS)}::numeric[])`;
  const limit = `ORDER BY status_since LIMIT ${MAX_GROUPED + 1}`;
  const branches = statusesWaitingFor('seller').map(
    (status) => `(SELECT o.seller_id, o.status_since, o.overdue, o.summary FROM operations o
      WHERE o.tenant_id = ${tenant}${where} AND o.status = ${parameters.add(status)} ${limit})`,
  );
  const ages = Array.from({ length: AGE_STEPS.length + 1 }, (_, step) => `count(*) FILTER (WHERE age = ${step})::int`);
  const text = `WITH n AS MATERIALIZED (
      SELECT seller_id, status_since AS since, overdue, summary FROM (${branches.join(' UNION ALL ')}) b ${limit}),
    aged AS (SELECT *, ${age} AS age FROM n)
    SELECT seller_id AS "sellerId", count(*)::int AS count, count(*) FILTER (WHERE overdue)::int AS overdue,
      min(since) AS since, sum(${amount}) AS amount, ${currency} AS currency, ARRAY[${ages.join(', ')}] AS ages
    FROM aged GROUP BY seller_id, ${currency}`;
  return { text, parameters };
}

async function read<R extends Row>(pool: Pool, { text, parameters }: Statement, filter: WorkFilter): Promise<R[]> {
  const { rows } = await withinSeconds<R>(pool, text, parameters.values, { filter });
  return rows;
}

/** Joins the rows of one group, which has one for each currency; the groups with the oldest first. */
function merged<R extends Row, Group extends { since: Date }>(
  rows: readonly R[],
  keyOf: (row: R) => string,
  groupOf: (rows: readonly [R, ...R[]]) => Group,
): Group[] {
  const groups = new Map<string, [R, ...R[]]>();
  for (const row of rows) {
    const known = groups.get(keyOf(row));
    if (known === undefined) groups.set(keyOf(row), [row]);
    else known.push(row);
  }
  return [...groups.values()].map(groupOf).sort((one, other) => one.since.getTime() - other.since.getTime());
}

function attentionOf(rows: readonly [AttentionRow, ...AttentionRow[]]): AttentionGroup {
  const oldest = rows
    .flatMap((row) => row.oldest.map((named) => ({ ...named, since: new Date(named.since) })))
    .sort((one, other) => one.since.getTime() - other.since.getTime())
    .slice(0, NAMED);
  return { ...sharedOf(rows), reason: rows[0].reason, oldest };
}

function waitingOf(rows: readonly [WaitingRow, ...WaitingRow[]]): WaitingGroup {
  const ages = rows[0].ages.map((_, step) => total(rows, (row) => row.ages[step] ?? 0));
  return { ...sharedOf(rows), overdue: total(rows, (row) => row.overdue), ages };
}

function sharedOf(rows: readonly [Row, ...Row[]]): Pick<WaitingGroup, 'sellerId' | 'count' | 'since' | 'money'> {
  return {
    sellerId: rows[0].sellerId,
    count: total(rows, ({ count }) => count),
    since: new Date(Math.min(...rows.map(({ since }) => since.getTime()))),
    money: rows.flatMap((row) => (row.amount === null ? [] : [{ amount: row.amount, currency: row.currency }])),
  };
}

function total<R>(rows: readonly R[], of: (row: R) => number): number {
  return rows.reduce((sum, row) => sum + of(row), 0);
}

function moreOf(rows: readonly Row[]): { more: boolean } {
  return { more: total(rows, ({ count }) => count) > MAX_GROUPED };
}
