import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config, SecretBox } from '@adcp-orchestrator/platform';
import { z } from 'zod';
import { cookieOf, isHttps, setCookie } from '../cookies';

/** What is remembered of a sign-in between its two requests. */
const attemptSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  returnTo: z.string(),
  /** Milliseconds since 1970. */
  until: z.number(),
});
export type SignInAttempt = z.output<typeof attemptSchema>;

const COOKIE = 'ado_oidc';
const PATH = '/auth/oidc';
/** A person has this long to sign in at the provider. */
export const ATTEMPT_SECONDS = 600;
const CONTEXT = 'oidc/attempt';

/**
 * Keeps an attempt in the browser, sealed: any replica can finish it, and nothing of it is in the database. The cookie
 * is `Lax`, because the browser comes back from the provider's site.
 */
export function keepAttempt(
  reply: FastifyReply,
  { box, config }: { box: SecretBox; config: Config },
  attempt: SignInAttempt | null,
): void {
  const value = attempt === null ? '' : box.seal(JSON.stringify(attempt), CONTEXT).toString('base64url');
  const seconds = attempt === null ? 0 : ATTEMPT_SECONDS;
  setCookie(reply, COOKIE, value, { path: PATH, seconds, sameSite: 'Lax', secure: isHttps(config) });
}

/** @returns the attempt of this browser; null when it has none, or it took too long */
export function attemptOf(request: FastifyRequest, box: SecretBox, now: Date): SignInAttempt | null {
  const sealed = cookieOf(request, COOKIE);
  if (sealed === null) return null;
  const attempt = attemptSchema.parse(JSON.parse(box.open(Buffer.from(sealed, 'base64url'), CONTEXT)));
  return attempt.until > now.getTime() ? attempt : null;
}
