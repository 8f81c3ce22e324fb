import {
  type Attention,
  type Call,
  type JsonObject,
  type Operation,
  attentionReason,
  hasUnknownCall,
  columnsOfCalls,
  summaryOf,
} from '@adcp-orchestrator/domain';
import { type OperationFields, type OperationRow, operationTable } from '../schema/operation-table';
import { callsOf } from './calls-of-row';

/**
 * Every column that makes an `Operation`, by its field. `read`: intake writes it, the gate only reads it. `written`:
 * the gate writes it with each fold. `derived`: the gate writes what other fields come to. All SQL that names these
 * columns is built from this list; `operationTable` has their types.
 */
const fields = {
  id: 'read',
  tenantId: 'read',
  sellerId: 'read',
  dialect: 'read',
  type: 'read',
  status: 'written',
  statusSince: 'written',
  sellerStatus: 'written',
  sellerTaskStatus: 'written',
  message: 'written',
  taskId: 'written',
  pendingMediaBuyId: 'written',
  contextId: 'written',
  poNumber: 'read',
  holdsPoNumber: 'written',
  userId: 'read',
  summary: 'read',
  account: 'read',
  buyerRef: 'read',
  outcome: 'written',
  outcomeFingerprint: 'written',
  error: 'written',
  requestKey: 'written',
  calls: 'written',
  attempt: 'derived',
  attemptsInBudget: 'derived',
  callStartedAt: 'derived',
  firstCallAt: 'derived',
  frozenRevision: 'derived',
  mayHaveExecuted: 'derived',
  pollAttempt: 'written',
  dueKind: 'written',
  dueAt: 'written',
  deadlineAt: 'written',
  deadlineSeconds: 'read',
  deadlinePassedAt: 'written',
  deadlineWarnedFor: 'written',
  overdueAt: 'written',
  overdue: 'written',
  pendingSince: 'written',
  approvalSeconds: 'written',
  attentionReason: 'derived',
  attentionSince: 'derived',
  attentionAssignee: 'derived',
  attentionNote: 'derived',
  acknowledged: 'written',
  late: 'written',
  conflicts: 'written',
  lastConflict: 'written',
  retryOf: 'read',
  repeatsDoubt: 'read',
  cancelRequestedAt: 'written',
  eventSequence: 'written',
  version: 'written',
  createdAt: 'read',
  updatedAt: 'written',
  settledAt: 'written',
} as const satisfies Record<keyof OperationFields, 'read' | 'written' | 'derived'>;

const columns = (Object.keys(fields) as (keyof OperationFields)[]).map((field) => {
  const name = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) as keyof OperationRow;
  return { field, name, type: operationTable[name].type };
});
const written = columns.filter(({ field }) => fields[field] !== 'read');
const own = columns.filter(({ field }) => fields[field] !== 'derived');

const toFields = compiled(
  'row',
  own.map(({ field, name }) => [field, `row.${name}`]),
) as (row: OperationRow) => Omit<OperationFields, 'calls'>;
const toRow = compiled(
  'operation, derived',
  written.map(({ field, name }) => [
    name,
    `${fields[field] === 'derived' ? 'derived' : 'operation'}.${field} ?? undefined`,
  ]),
) as (operation: Operation, derived: Derived) => Partial<OperationRow>;

type Derived = Pick<
  OperationFields,
  { [Field in keyof typeof fields]: (typeof fields)[Field] extends 'derived' ? Field : never }[keyof typeof fields]
>;

/**
 * @returns a function that makes an object of these properties, compiled once. An object of fifty properties that is
 *   spread, or filled by name, takes 13 µs and more instead of 0.1, and an operation is read or written about ten times.
 *   The texts are those of the list above; none comes from outside.
 */
function compiled(parameters: string, properties: readonly (readonly [name: string, value: string])[]): unknown {
  const body = properties.map(([name, value]) => `${name}: ${value}`).join(', ');
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  return new Function(parameters, `return { ${body} };`);
}

/**
 * The columns of an `Operation`, of a table named `o`. The request and the sealed call are read only where they are
 * needed. What the previous release has taken in has no summary, so the request comes along (`unsummarised`).
 */
export const operationColumns = `${columns.map(({ name }) => `o.${name}`).join(', ')},
  CASE WHEN o.summary IS NULL THEN o.request END AS unsummarised`;

/**
 * The same where `condition` holds; elsewhere each is null, which costs next to nothing. For statements whose caller
 * mostly knows the row already.
 */
export const operationColumnsIf = (condition: string): string =>
  [
    ...columns.map(({ name }) => `CASE WHEN ${condition} THEN o.${name} END AS ${name}`),
    `CASE WHEN ${condition} AND o.summary IS NULL THEN o.request END AS unsummarised`,
  ].join(', ');

/** The columns that the gate writes, as the column list of a `jsonb_to_recordset`. */
export const writtenColumns = written.map(({ name, type }) => `${name} ${type}`).join(', ');

/** The `SET` list of what the gate writes, from a record `i`. A JSON null for a jsonb column becomes SQL's NULL. */
export const writtenSet = written
  .map(({ name, type }) => `${name} = ${type === 'jsonb' ? `nullif(i.${name}, 'null'::jsonb)` : `i.${name}`}`)
  .join(', ');

/**
 * @returns the values that the gate writes, by column, to be sent as JSON. What is null is left out: half of the columns are, and
 *   a record has null for what its JSON lacks
 */
export function writtenRow(operation: Operation): Partial<OperationRow> {
  const { attention } = operation;
  return toRow(operation, {
    ...columnsOfCalls(operation),
    attentionReason: attention?.reason ?? null,
    attentionSince: attention?.since ?? null,
    attentionAssignee: attention?.assignee ?? null,
    attentionNote: attention?.note ?? null,
  });
}

/** @returns the operation that a row holds. What older releases left null gets its value here. */
export function operationOf(row: OperationRow & { unsummarised?: JsonObject | null }): Operation {
  const calls = callsOf(row);
  return Object.assign(toFields(row), {
    summary: row.summary ?? summaryOf(row.dialect, row.type, row.unsummarised ?? {}),
    statusSince: row.status_since ?? row.updated_at,
    holdsPoNumber: row.holds_po_number ?? false,
    deadlineSeconds: row.deadline_seconds ?? (row.deadline_at.getTime() - row.created_at.getTime()) / 1000,
    calls,
    attention: attentionOf(row, calls),
  });
}

/**
 * The reason is judged anew. While a deployment rolls, a process of an older release may have moved the row without its
 * attention columns. They count if they fit, and the gate's next write puts them right.
 */
function attentionOf(row: OperationRow, calls: readonly Call[]): Attention | null {
  const { status, task_id: taskId, error, late, conflicts, acknowledged } = row;
  const reason = attentionReason({
    status,
    hasTask: taskId !== null,
    hasUnknownCall: hasUnknownCall({ calls }),
    errorCode: error?.code ?? null,
    holdsPoNumber: row.holds_po_number ?? false,
    late,
    conflicts,
    acknowledged,
  });
  if (reason === null) return null;
  return {
    reason,
    since: (row.attention_reason === reason ? row.attention_since : null) ?? row.updated_at,
    assignee: row.attention_assignee,
    note: row.attention_note,
  };
}
