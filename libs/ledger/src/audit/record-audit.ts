import type { PoolClient } from 'pg';
import { type JsonObject, operatorFindingKinds } from '@adcp-orchestrator/domain';
import type { ActorKind } from '../schema/audit';
import { databaseJson } from '../database/database-json';
import { RETENTION_AUDIT_KIND } from '../retention/passes';

/** Who makes a change, for which tenant. */
export interface Actor {
  kind: ActorKind;
  id: string;
  /** How timelines and the audit call them. */
  name: string;
}

/** What `recordAudit` writes. */
export const AuditKind = {
  apiKeyCreated: 'api_key.created',
  apiKeyDeleted: 'api_key.deleted',
  bulkCreated: 'bulk.created',
  bulkStopped: 'bulk.stopped',
  deliveryRedelivered: 'delivery.redelivered',
  exportConfirmed: 'export.confirmed',
  exportRead: 'export.read',
  sellerChanged: 'seller.changed',
  sellerCreated: 'seller.created',
  sellerDeleted: 'seller.deleted',
  sessionEnded: 'session.ended',
  sessionStarted: 'session.started',
  subscriptionChanged: 'subscription.changed',
  subscriptionCreated: 'subscription.created',
  subscriptionDeleted: 'subscription.deleted',
  subscriptionRecovered: 'subscription.recovered',
  subscriptionSecretRotated: 'subscription.secret_rotated',
  subscriptionTested: 'subscription.tested',
  tenantChanged: 'tenant.changed',
  tenantCreated: 'tenant.created',
} as const;
export type AuditKind = (typeof AuditKind)[keyof typeof AuditKind];

/**
 * Every kind that the audit tells of. Those of actions on operations are not written here: the trigger `audit_operator`
 * derives them from a person's line in the timeline, `operation.acted` from one that keeps no finding.
 */
export const auditKinds = [
  ...Object.values(AuditKind),
  ...operatorFindingKinds.map((kind) => `operation.${kind}` as const),
  'operation.repeated',
  'operation.acted',
  RETENTION_AUDIT_KIND,
] as const;

export interface NewAuditEntry {
  kind: AuditKind;
  /** The id of what was changed. */
  target: string;
  /** What is worth knowing of the change. Never a secret: admins read it, and it is kept for ever. */
  detail?: JsonObject;
}

/**
 * Writes who changed what. Call it inside the transaction of the change, so that neither is there without the other.
 * @param by the tenant whose audit it is, and who made the change
 */
export async function recordAudit(
  client: Pick<PoolClient, 'query'>,
  by: { tenantId: string; actor: Actor },
  { kind, target, detail = {} }: NewAuditEntry,
): Promise<void> {
  await client.query({
    text: `INSERT INTO audit (tenant_id, actor_kind, actor_id, actor_name, kind, target, detail)
           VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    values: [by.tenantId, by.actor.kind, by.actor.id, by.actor.name, kind, target, databaseJson(detail)],
  });
}
