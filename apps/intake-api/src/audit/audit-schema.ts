import type { JsonObject } from '@adcp-orchestrator/domain';
import { ActorKind, type AuditRow, auditKinds } from '@adcp-orchestrator/ledger';
import { z } from 'zod';
import { answerComponent, pageOf } from '../docs/components';
import { pageQuery } from '../paging/page-query';
import { instant, line } from '../validation/text';

const kind = z.enum(auditKinds).describe('What was done');

/** The filters of `GET /v1/audit`. */
export const auditQuery = z.strictObject({
  kind: kind.optional(),
  actor: line(256).optional().describe('The name of the key or the person'),
  target: line(128).optional().describe('The id of what was changed'),
  after: instant.optional().describe('Lines of this instant and later'),
  before: instant.optional().describe('Lines before this instant'),
  ...pageQuery,
});
export type AuditQuery = z.output<typeof auditQuery>;

const auditSchema = answerComponent(
  'AuditEntry',
  z.object({
    id: z.string(),
    at: z.iso.datetime(),
    actor: z.object({
      kind: z
        .enum(ActorKind)
        .nullable()
        .describe('Null in old lines of actions on operations, which have the name alone'),
      id: z
        .string()
        .nullable()
        .describe(
          'Of the key, also of a session that was opened with one, or the subject at the OpenID provider; null with `kind`',
        ),
      name: z.string(),
    }),
    kind,
    target: z.string().describe('The id of what was changed'),
    detail: z.record(z.string(), z.unknown()).describe('What is worth knowing of the change; never a secret'),
  }),
);
export const auditPageSchema = pageOf('AuditPage', auditSchema);

export function auditView(row: AuditRow): JsonObject {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    kind: row.kind,
    target: row.target,
    detail: row.detail,
  };
}
