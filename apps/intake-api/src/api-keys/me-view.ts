import { type Principal, Role } from '@adcp-orchestrator/access';
import type { JsonObject } from '@adcp-orchestrator/domain';
import { ActorKind } from '@adcp-orchestrator/ledger';
import { z } from 'zod';
import { BOARD_PATH } from '../admin/board-path';
import { answerComponent } from '../docs/components';
import { limitsSchema, limitsView } from '../limits/tenant-limits';

export const meSchema = answerComponent(
  'Me',
  z.object({
    tenant: z.object({ id: z.uuid(), name: z.string() }),
    key: z
      .object({ id: z.uuid(), name: z.string(), role: z.enum(Role) })
      .optional()
      .describe('The key of the request, or the one that was signed in with'),
    user: z
      .object({ id: z.string(), name: z.string(), role: z.enum(Role) })
      .optional()
      .describe('The person who signed in by OpenID Connect'),
    limits: limitsSchema.describe('What the tenant may use'),
    platform_admin: z.boolean().describe('Whether tenants may be set up'),
    queue_board: z
      .string()
      .nullable()
      .describe("Where the queue board is, for the platform's admin; null for others, and where there is none"),
    session: z
      .object({
        expires_at: z.iso.datetime(),
        csrf_token: z.string().describe('Sent as `X-CSRF-Token` with each request that changes something'),
      })
      .optional()
      .describe('Of a person who is signed in'),
  }),
);

/**
 * @param csrfToken of the session; null for a request with a key
 * @param boardEnabled whether this process serves the queue board
 */
export function meView(principal: Principal, csrfToken: string | null, boardEnabled: boolean): JsonObject {
  const { actor, role, session } = principal;
  const who = { id: actor.id, name: actor.name, role };
  return {
    tenant: { id: principal.tenantId, name: principal.tenantName },
    ...(actor.kind === ActorKind.user ? { user: who } : { key: who }),
    limits: limitsView(principal.tenantLimits),
    platform_admin: principal.platformAdmin,
    queue_board: boardEnabled && principal.platformAdmin ? BOARD_PATH : null,
    ...(session === null || csrfToken === null
      ? {}
      : { session: { expires_at: session.expiresAt.toISOString(), csrf_token: csrfToken } }),
  };
}
