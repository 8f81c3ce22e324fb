import type { DeadlineOverrides } from '@adcp-orchestrator/domain';
import type { Role } from './role';

/** Who makes a request: one API key of one tenant. Every query takes its tenant from here and from nowhere else. */
export interface Principal {
  tenantId: string;
  keyId: string;
  /** The key's name, which the timeline shows as the actor. */
  keyName: string;
  role: Role;
  /** The tenant's own deadlines. They come along so that intake need not look them up. */
  tenantDeadlines: DeadlineOverrides;
}
