import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Principal, Role } from '@adcp-orchestrator/access';
import type { JsonObject } from '@adcp-orchestrator/domain';
import { CONFIG, type Config } from '@adcp-orchestrator/platform';
import { z } from 'zod';
import { Authenticator } from '../access/authenticator';
import { RequestLimits } from '../access/request-limits';
import { CurrentPrincipal, Public, RequiresRole } from '../access/requires-role';
import { meSchema, meView } from '../api-keys/me-view';
import { answerComponent, bodyComponent } from '../docs/components';
import { Documented } from '../docs/documented';
import { RequestProblemError } from '../problems/problem';
import { ZodPipe } from '../validation/zod-pipe';
import { OIDC_START, OidcSignIn } from './oidc/oidc-sign-in';
import { Sessions } from './sessions';

const signInBody = bodyComponent(
  'SignIn',
  z.strictObject({ key: z.string().min(1, 'must not be empty').max(512).describe('An API key') }),
);

const sessionSchema = answerComponent(
  'Session',
  z.object({
    signed_in: meSchema.nullable().describe('Who is signed in, as `GET /v1/me` says it; null when nobody is'),
    oidc_start: z
      .string()
      .nullable()
      .describe('Where a browser goes to sign in at the OpenID provider; null when none is set up'),
  }),
);

/** Sign-in for people, with an API key. */
@Controller('v1/session')
export class SessionController {
  constructor(
    private readonly sessions: Sessions,
    private readonly oidc: OidcSignIn,
    private readonly authenticator: Authenticator,
    private readonly limits: RequestLimits,
    @Inject(CONFIG) private readonly config: Config,
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
    return meView({ ...principal, session }, csrfToken, this.config.boardEnabled);
  }

  @Get()
  @Public()
  @Documented({
    tag: 'Access',
    summary: 'Who is signed in in this browser, and how one can sign in',
    description: 'Needs neither a key nor a session. A page asks it first: nobody being signed in is an answer here.',
    answers: { 200: { description: 'The session, if there is one', schema: sessionSchema } },
    problems: ['rate-limit-exceeded', 'too-many-failed-keys'],
  })
  async read(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<JsonObject> {
    // It may hold the session's CSRF token.
    void reply.header('cache-control', 'no-store');
    const principal = await this.signedIn(request, reply);
    return {
      signed_in:
        principal === null
          ? null
          : meView(principal, this.sessions.csrfTokenOf(principal, request), this.config.boardEnabled),
      oidc_start: this.oidc.isSetUp ? OIDC_START : null,
    };
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

  private async signedIn(request: FastifyRequest, reply: FastifyReply): Promise<Principal | null> {
    if (!this.sessions.isCarriedBy(request)) return null;
    try {
      const principal = await this.authenticator.identify(request);
      await this.limits.take(principal, reply);
      return principal;
    } catch (error) {
      if (error instanceof RequestProblemError && error.status === 401) return null;
      throw error;
    }
  }
}
