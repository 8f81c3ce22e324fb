import type { Principal } from '@adcp-orchestrator/access';
import type { FastifyReply } from 'fastify';
import { type JsonObject, operationView } from '@adcp-orchestrator/domain';
import type { FoundOperation } from '@adcp-orchestrator/ledger';
import { actedOperationSchema } from '../operation-schema';
import { etagOf } from '../reading/etag';

/** Who acts, for which tenant. */
export type Acting = Pick<Principal, 'tenantId' | 'actor'>;

/** What a person's action led to. */
export interface Acted extends FoundOperation {
  consequence: string;
  /** It was done before, under the same key or as the same repetition. */
  replayed: boolean;
  /** The action has made this operation now. */
  isNew: boolean;
}

/** How the documentation describes the answer to an action. */
export const actedAnswer = {
  description: 'Done; `consequence` says what it means',
  schema: actedOperationSchema,
  headers: {
    ETag: 'Its version',
    'Idempotent-Replayed': '`true` when it was done before, under this key or as the same repetition',
  },
};

/** Sets the headers of the answer to an action, and gives its body. */
export function answerOf(acted: Acted, now: Date, reply: FastifyReply): JsonObject {
  const { operation, traits, pause, consequence, replayed, isNew } = acted;
  void reply.header('etag', etagOf(operation));
  if (replayed) void reply.header('idempotent-replayed', 'true');
  if (isNew) void reply.code(202).header('location', `/v1/operations/${operation.id}`);
  return { ...operationView(operation, traits.approvalSeconds, now, pause), consequence };
}
