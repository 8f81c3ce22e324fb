import { type Attention, type AttentionReason, type Operation, attentionReason } from '@adcp-orchestrator/domain';
import { OperationEntity, type OperationFields, type OperationRow } from '../schema/operation';

/**
 * Every column that makes an `Operation`, by its field: `read` where intake or the leases write it, `written` where each
 * fold of the gate writes it. All SQL that names these columns is built from this list; the entity says their types.
 */
const fields = {
  id: 'read',
  tenantId: 'read',
  sellerId: 'read',
  dialect: 'read',
  type: 'read',
  status: 'written',
  sellerStatus: 'written',
  sellerTaskStatus: 'written',
  message: 'written',
  taskId: 'written',
  pendingMediaBuyId: 'written',
  contextId: 'written',
  poNumber: 'read',
  holdsPoNumber: 'written',
  userId: 'read',
  account: 'read',
  buyerRef: 'read',
  outcome: 'written',
  outcomeFingerprint: 'written',
  error: 'written',
  attempt: 'read',
  attemptsInBudget: 'written',
  callStartedAt: 'written',
  firstCallAt: 'read',
  frozenRevision: 'read',
  mayHaveExecuted: 'written',
  pollAttempt: 'written',
  dueKind: 'written',
  dueAt: 'written',
  deadlineAt: 'written',
  deadlineSeconds: 'read',
  deadlinePassedAt: 'written',
  pendingSince: 'written',
  attentionReason: 'written',
  attentionSince: 'written',
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
} as const satisfies Record<keyof OperationFields, 'read' | 'written'>;

const columns = (Object.keys(fields) as (keyof OperationFields)[]).map((field) => {
  const name = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) as keyof OperationRow;
  return { field, name, type: String(OperationEntity.options.columns[name]?.type) };
});
const written = columns.filter(({ field }) => fields[field] === 'written');

/** The columns that make an `Operation`, of a table named `o`; the request and the sealed call are read where they are needed. */
export const operationColumns = columns.map(({ name }) => `o.${name}`).join(', ');

/** What the gate writes, as columns of a `jsonb_to_recordset`. */
export const writtenColumns = written.map(({ name, type }) => `${name} ${type}`).join(', ');

/** `SET` of what the gate writes, from a record `i`. A JSON null that stands in a jsonb column is none in the row. */
export const writtenSet = written
  .map(({ name, type }) => `${name} = ${type === 'jsonb' ? `nullif(i.${name}, 'null'::jsonb)` : `i.${name}`}`)
  .join(', ');

/** @returns what the gate writes of an operation, by column, to be sent as JSON. */
export function writtenRow(operation: Operation): Partial<OperationRow> {
  const { attention } = operation;
  const values = {
    ...operation,
    attentionReason: attention?.reason ?? null,
    attentionSince: attention?.since ?? null,
  };
  return Object.fromEntries(written.map(({ field, name }) => [name, values[field]]));
}

/** @returns the aggregate that a row holds. */
export function operationOf(row: OperationRow): Operation {
  // The list has every field with its column, which the compiler cannot follow through the names.
  const values = Object.fromEntries(columns.map(({ field, name }) => [field, row[name]])) as unknown as OperationFields;
  const { attentionReason, attentionSince, deadlineSeconds, holdsPoNumber, ...fields } = values;
  const operation = {
    ...fields,
    holdsPoNumber: holdsPoNumber ?? false,
    deadlineSeconds: deadlineSeconds ?? (fields.deadlineAt.getTime() - fields.createdAt.getTime()) / 1000,
  };
  return { ...operation, attention: attentionOf(operation, attentionReason, attentionSince) };
}

/**
 * The reason is judged anew. A process of the release before, while a deployment rolls, moves rows without these columns:
 * what they say counts as far as it fits, and the gate's next write of the row puts them right.
 */
function attentionOf(
  { status, taskId, error, updatedAt }: Omit<Operation, 'attention'>,
  known: AttentionReason | null,
  since: Date | null,
): Attention | null {
  const reason = attentionReason({ status, hasTask: taskId !== null, errorCode: error?.code ?? null });
  if (reason === null) return null;
  return { reason, since: (known === reason ? since : null) ?? updatedAt };
}
