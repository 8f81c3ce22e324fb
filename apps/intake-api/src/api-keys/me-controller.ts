import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Principal, Role } from '@adcp-orchestrator/access';
import type { JsonObject } from '@adcp-orchestrator/domain';
import { CONFIG, type Config } from '@adcp-orchestrator/platform';
import { CurrentPrincipal, RequiresRole } from '../access/requires-role';
import { Documented } from '../docs/documented';
import { Sessions } from '../session/sessions';
import { meSchema, meView } from './me-view';

@Controller('v1/me')
export class MeController {
  constructor(
    private readonly sessions: Sessions,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @RequiresRole(Role.viewer)
  @Documented({
    tag: 'Access',
    summary: 'Who makes this request, and what they may do',
    answers: { 200: { description: 'The tenant, and the key or the person', schema: meSchema } },
  })
  read(
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): JsonObject {
    // It may hold the session's CSRF token.
    void reply.header('cache-control', 'no-store');
    return meView(principal, this.sessions.csrfTokenOf(principal, request), this.config.boardEnabled);
  }
}
