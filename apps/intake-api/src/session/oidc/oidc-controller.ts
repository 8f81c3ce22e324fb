import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Public } from '../../access/requires-role';
import { Documented } from '../../docs/documented';
import { ZodPipe } from '../../validation/zod-pipe';
import { wording } from '../../validation/zod-wording';
import { OidcSignIn } from './oidc-sign-in';

const startQuery = z.strictObject({
  return_to: z
    .string()
    .max(1_024, 'must have at most 1024 characters')
    // Two slashes, or a backslash, would lead a browser to another site.
    .regex(/^\/(?![/\\])[\x21-\x7e]*$/, wording('must be a path of this service', 'Write it like /console.'))
    .default('/')
    .describe('Where to go afterwards'),
});

/** Sign-in for people, at an OpenID provider. */
@Controller('auth/oidc')
export class OidcController {
  constructor(private readonly signIn: OidcSignIn) {}

  @Get('start')
  @Public()
  @Documented({
    tag: 'Access',
    summary: 'Sign in at the OpenID provider',
    description: 'For browsers. With `OIDC_ISSUER` set; else sign in with a key.',
    answers: { 200: { description: 'A page that leads to the provider', mediaType: 'text/html' } },
    problems: ['not-found', 'rate-limit-exceeded'],
  })
  async start(
    @Query(new ZodPipe(startQuery, 'query')) { return_to: returnTo }: z.output<typeof startQuery>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendPage(reply, 'Sign in', await this.signIn.start(returnTo, request, reply));
  }

  @Get('callback')
  @Public()
  @Documented({
    tag: 'Access',
    summary: 'Where the OpenID provider sends people back to',
    answers: { 200: { description: 'Signed in; the page leads on', mediaType: 'text/html' } },
    problems: ['not-found', 'sign-in-failed', 'sign-in-refused', 'rate-limit-exceeded'],
  })
  async callback(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await sendPage(reply, 'You are signed in', await this.signIn.finish(request, reply));
  }
}

/**
 * Answers with a page that leads on. After a redirect from the provider a further one would still count as coming from
 * the provider's site, and the browser would leave the session's cookie out (`SameSite=Strict`). A page of ours does not.
 */
async function sendPage(reply: FastifyReply, title: string, url: string): Promise<void> {
  const escaped = url.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  await reply
    .header('cache-control', 'no-store')
    .header('content-type', 'text/html; charset=utf-8')
    .send(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><meta http-equiv="refresh" content="0;url=${escaped}"></head><body><p>${title}. <a href="${escaped}">Go on</a></p></body></html>\n`,
    );
}
