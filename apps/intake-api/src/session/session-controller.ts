import { Body, Controller, Delete, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Principal, Role } from '@adcp-orchestrator/access';
import type { JsonObject } from '@adcp-orchestrator/domain';
import { z } from 'zod';
import { Authenticator } from '../access/authenticator';
import { RequestLimits } from '../access/request-limits';
import { CurrentPrincipal, Public, RequiresRole } from '../access/requires-role';
import { meSchema, meView } from '../api-keys/me-view';
import { bodyComponent } from '../docs/components';
import { Documented } from '../docs/documented';
import { RequestProblemError } from '../problems/problem';
import { ZodPipe } from '../validation/zod-pipe';
import { Sessions } from './sessions';

const signInBody = bodyComponent(
  'SignIn',
  z.strictObject({ key: z.string().min(1, 'must not be empty').max(512).describe('An API key') }),
);

/** Sign-in for people, with an API key. */
@Controller('v1/session')
export class SessionController {
  constructor(
    private readonly sessions: Sessions,
    private readonly authenticator: Authenticator,
    private readonly limits: RequestLimits,
  ) {}

  @Post()
  @Public()
  @Documented({
    tag: 'Access',
    summary: 'Sign in with an API key, for 12 hours',
    description:
      'Sets a cookie that no script can read. Every route under `/v1` takes it in place of a key. A request that changes something also carries `csrf_token` as the header `X-CSRF-Token`. The session ends with its key.',
    answers: { 201: { description: 'Signed in; the same as `GET /v1/me`', schema: meSchema } },
    problems: ['unauthorized', 'rate-limit-exceeded', 'too-many-failed-keys'],
    bodyExamples: { key: { summary: 'A key', value: { key: 'ado_0190aaaa0000700080000123456789ab_…' } } },
  })
  async open(
    @Body(new ZodPipe(signInBody, 'body')) { key }: z.output<typeof signInBody>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JsonObject> {
    const principal = await this.authenticator.identifyKey(key, request);
    await this.limits.take(principal, reply);
    const { session, csrfToken } = await this.sessions.open(principal, reply);
    void reply.header('cache-control', 'no-store');
    return meView({ ...principal, session }, csrfToken);
  }

  @Delete()
  @HttpCode(204)
  @RequiresRole(Role.viewer)
  @Documented({
    tag: 'Access',
    summary: 'Sign out',
    answers: { 204: { description: 'Signed out' } },
    problems: ['not-found'],
  })
  async end(
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    if (await this.sessions.end(principal, request, reply)) return;
    throw new RequestProblemError(
      'not-found',
      'This request came with a key and not with a session; there is nothing to end.',
    );
  }
}
