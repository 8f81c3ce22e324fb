import type { PoolClient } from 'pg';
import { type Actor, AuditKind, type StoppedBulkJob, recordAudit } from '@adcp-orchestrator/ledger';

/** Why a job was stopped: a person asked for it, or the key that made it was deleted or has reached its end. */
export type StopReason = 'asked' | 'key_deleted' | 'key_ended';

/** Tells the audit of a stopped job. Call it in the transaction that stops the job. */
export async function auditStop(
  client: PoolClient,
  by: { tenantId: string; actor: Actor },
  { id, done, refused, total }: StoppedBulkJob,
  reason: StopReason,
): Promise<void> {
  const detail = { reason, done, refused, operations: total };
  await recordAudit(client, by, { kind: AuditKind.bulkStopped, target: id, detail });
}
