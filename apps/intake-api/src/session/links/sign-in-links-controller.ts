import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Principal, Role } from '@adcp-orchestrator/access';
import type { JsonObject } from '@adcp-orchestrator/domain';
import { CONFIG, type Config } from '@adcp-orchestrator/platform';
import { z } from 'zod';
import { CurrentPrincipal, Public, RequiresRole } from '../../access/requires-role';
import { meSchema, meView } from '../../api-keys/me-view';
import { answerComponent, bodyComponent } from '../../docs/components';
import { Documented } from '../../docs/documented';
import { RequestProblemError } from '../../problems/problem';
import { ZodPipe } from '../../validation/zod-pipe';
import { Sessions } from '../sessions';
import { SignInLimits } from '../sign-in-limits';
import { isFromThisMachine } from './from-this-machine';
import { LINK_MINUTES, SignInLinks } from './sign-in-links';

/** The console's sign-in. The token stands behind `#`, which no browser sends to a server. */
const CONSOLE_SIGN_IN = '/sign-in#link=';

const linkBody = bodyComponent(
  'SignInByLink',
  z.strictObject({ token: z.string().min(1, 'must not be empty').max(128).describe('The token of the link') }),
);

const linkSchema = answerComponent(
  'SignInLink',
  z.object({
    token: z.string().describe('Signs in once. It is shown here and never again'),
    path: z.string().describe("The console's address with the token, to be opened in a browser of this machine"),
    expires_at: z.iso.datetime(),
  }),
);

/** Links that sign a browser of this machine in, where `SIGN_IN_LINKS` allows them: `npm run demo` does. */
@Controller('v1/session')
export class SignInLinksController {
  constructor(
    private readonly links: SignInLinks,
    private readonly sessions: Sessions,
    private readonly limits: SignInLimits,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post('links')
  @RequiresRole(Role.admin)
  @Documented({
    tag: 'Access',
    summary: `Make a link that signs a browser of this machine in, once, within ${LINK_MINUTES} minutes`,
    description:
      'Takes a key and no session, from a program on this machine alone, and is there with `SIGN_IN_LINKS=1`, as in `npm run demo`. Who opens the link has the rights of the key. A restart ends it.',
    answers: { 201: { description: 'Made', schema: linkSchema } },
    problems: ['not-found'],
  })
  make(
    @CurrentPrincipal() principal: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): JsonObject {
    this.assertAllowed(request);
    if (principal.session !== null) {
      throw new RequestProblemError(
        'forbidden',
        'A link is made with a key: a session must not outlast itself by one.',
      );
    }
    const { token, expiresAt } = this.links.make(principal);
    void reply.header('cache-control', 'no-store');
    return { token, path: CONSOLE_SIGN_IN + token, expires_at: expiresAt.toISOString() };
  }

  @Post('link')
  @HttpCode(201)
  @Public()
  @Documented({
    tag: 'Access',
    summary: 'Sign in by a link, for 12 hours',
    description: 'Opens the same session as `POST /v1/session` does. The link is used up by it.',
    answers: { 201: { description: 'Signed in; the same as `GET /v1/me`', schema: meSchema } },
    problems: ['forbidden', 'not-found', 'sign-in-link-ended', 'rate-limit-exceeded'],
    bodyExamples: { link: { summary: 'A link', value: { token: 'adl_…' } } },
  })
  async use(
    @Body(new ZodPipe(linkBody, 'body')) { token }: z.output<typeof linkBody>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JsonObject> {
    this.assertAllowed(request);
    await this.limits.takeLink(request);
    const principal = this.links.use(token);
    const { session, csrfToken } = await this.sessions.open(principal, reply);
    void reply.header('cache-control', 'no-store');
    return meView({ ...principal, session }, csrfToken, this.config.boardEnabled);
  }

  /** @throws RequestProblemError `not-found` where there are no links; `forbidden` to other machines */
  private assertAllowed(request: FastifyRequest): void {
    if (!this.config.signInLinks) {
      throw new RequestProblemError(
        'not-found',
        'There are no sign-in links here (SIGN_IN_LINKS); sign in with a key.',
      );
    }
    if (!isFromThisMachine(request)) {
      throw new RequestProblemError(
        'forbidden',
        'Sign-in links are for the machine that the service runs on, without a proxy between; sign in with a key.',
      );
    }
  }
}
