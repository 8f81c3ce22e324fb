import { Controller, Get } from '@nestjs/common';
import { type Principal, Role } from '@adcp-orchestrator/access';
import type { JsonObject } from '@adcp-orchestrator/domain';
import { z } from 'zod';
import { CurrentPrincipal, RequiresRole } from '../access/requires-role';
import { answerComponent } from '../docs/components';
import { Documented } from '../docs/documented';

const meSchema = answerComponent(
  'Me',
  z.object({
    tenant: z.object({ id: z.uuid(), name: z.string() }),
    key: z.object({ id: z.uuid(), name: z.string(), role: z.enum(Role) }),
    platform_admin: z.boolean().describe('Whether this key may also set up tenants'),
  }),
);

@Controller('v1/me')
export class MeController {
  @Get()
  @RequiresRole(Role.viewer)
  @Documented({
    tag: 'Access',
    summary: 'Who this key is, and what it may do',
    answers: { 200: { description: 'The tenant and the key', schema: meSchema } },
  })
  read(@CurrentPrincipal() principal: Principal): JsonObject {
    return {
      tenant: { id: principal.tenantId, name: principal.tenantName },
      key: { id: principal.actor.id, name: principal.actor.name, role: principal.role },
      platform_admin: principal.platformAdmin,
    };
  }
}
