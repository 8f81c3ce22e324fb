import type { DeadlineOverrides } from '@adcp-orchestrator/domain';
import { Rank, type Role } from './role';

/** Who makes a request: one API key of one tenant. Every query takes its tenant from here and from nowhere else. */
export interface Principal {
  tenantId: string;
  tenantName: string;
  keyId: string;
  /** The key's name, which the timeline shows as the actor. */
  keyName: string;
  role: Role;
  /** Whether the key may also set up tenants. */
  platformAdmin: boolean;
  /** The tenant's own deadlines. They come along so that intake need not look them up. */
  tenantDeadlines: DeadlineOverrides;
}

/** @returns what the principal may do */
export function rankOf({ role, platformAdmin }: Pick<Principal, 'role' | 'platformAdmin'>): Rank {
  return platformAdmin ? Rank.platform_admin : role;
}
