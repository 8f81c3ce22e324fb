import type { DeadlineOverrides } from '@adcp-orchestrator/domain';
import type { Actor, TenantLimits } from '@adcp-orchestrator/ledger';
import { Rank, type Role } from './role';

/** Who makes a request: one API key, or a person who signed in, of one tenant. Every query takes its tenant from here and from nowhere else. */
export interface Principal {
  tenantId: string;
  tenantName: string;
  /** The key, or the person who signed in. Timelines and the audit show its name. */
  actor: Actor;
  role: Role;
  /** Whether they may also set up tenants. */
  platformAdmin: boolean;
  /** The session of a person who signed in; null for a request with a key. */
  session: { id: string; expiresAt: Date } | null;
  /** The tenant's own deadlines. They come along so that intake need not look them up. */
  tenantDeadlines: DeadlineOverrides;
  tenantLimits: TenantLimits;
}

/** @returns what the principal may do */
export function rankOf({ role, platformAdmin }: Pick<Principal, 'role' | 'platformAdmin'>): Rank {
  return platformAdmin ? Rank.platform_admin : role;
}
