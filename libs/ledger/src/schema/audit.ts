import type { JsonObject } from '@adcp-orchestrator/domain';
import { EntitySchema } from 'typeorm';

/** Who made a change. */
export const ActorKind = { apiKey: 'api_key', user: 'user' } as const;
export type ActorKind = (typeof ActorKind)[keyof typeof ActorKind];

/** One line of who changed what. A trigger refuses every update and deletion. */
export interface AuditRow {
  tenant_id: string;
  id: string;
  at: Date;
  /** Null in old lines of actions on operations: they have the name alone. */
  actor_kind: ActorKind | null;
  actor_id: string | null;
  actor_name: string;
  kind: string;
  /** The id of what was changed. */
  target: string;
  detail: JsonObject;
}

export const AuditEntity = /* @__PURE__ */ new EntitySchema<AuditRow>({
  name: 'audit',
  columns: {
    tenant_id: { type: 'uuid', primary: true },
    id: { type: 'bigint', primary: true, generated: 'increment' },
    at: { type: 'timestamptz', default: () => 'now()' },
    actor_kind: { type: 'text', nullable: true },
    actor_id: { type: 'text', nullable: true },
    actor_name: { type: 'text' },
    kind: { type: 'text' },
    target: { type: 'text' },
    detail: { type: 'jsonb', default: {} },
  },
  indices: [
    { name: 'audit_time', columns: ['tenant_id', 'at', 'id'] },
    { name: 'audit_kind', columns: ['tenant_id', 'kind', 'at', 'id'] },
    { name: 'audit_actor', columns: ['tenant_id', 'actor_name', 'at', 'id'] },
    { name: 'audit_target', columns: ['tenant_id', 'target', 'at', 'id'] },
  ],
});
