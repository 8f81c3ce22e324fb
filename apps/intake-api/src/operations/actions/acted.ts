import type { Principal } from '@adcp-orchestrator/access';
import type { AskedBy } from '@adcp-orchestrator/domain';
import type { FoundOperation } from '@adcp-orchestrator/ledger';
import { actedOperationSchema } from '../operation-schema';

/** Who acts, for which tenant. */
export type Acting = Pick<Principal, 'tenantId' | 'actor' | 'tenantLimits'>;

export function askedBy({ actor }: Acting): AskedBy {
  return { kind: actor.kind, id: actor.id };
}

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
