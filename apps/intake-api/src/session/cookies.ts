import type { FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_SECONDS } from '@adcp-orchestrator/access';
import type { Config } from '@adcp-orchestrator/platform';

const SESSION_COOKIE = 'ado_session';
/** A browser takes this name over https alone, for the whole site, and from no subdomain. */
const SECURE_PREFIX = '__Host-';
const MAX_COOKIES_BYTES = 8_192;

interface CookieOptions {
  path: string;
  seconds: number;
  sameSite: 'Strict' | 'Lax';
  secure: boolean;
}

/** @returns the value of a cookie; null when the request has none of that name */
export function cookieOf(request: FastifyRequest, name: string): string | null {
  const { cookie = '' } = request.headers;
  if (cookie.length > MAX_COOKIES_BYTES) return null;
  for (const pair of cookie.split(';')) {
    const equals = pair.indexOf('=');
    if (equals !== -1 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return null;
}

/** Sets a cookie that no script can read. `seconds` of 0 takes it away. The value needs no escaping. */
export function setCookie(reply: FastifyReply, name: string, value: string, options: CookieOptions): void {
  const { path, seconds, sameSite, secure } = options;
  const parts = [`${name}=${value}`, `Path=${path}`, `Max-Age=${seconds}`, 'HttpOnly', `SameSite=${sameSite}`];
  // Fastify gathers several of this header.
  void reply.header('set-cookie', [...parts, ...(secure ? ['Secure'] : [])].join('; '));
}

/** Whether people reach this service over https. Only `PUBLIC_URL` says so: proxies end TLS before us. */
export function isHttps({ publicUrl }: Pick<Config, 'publicUrl'>): boolean {
  return publicUrl?.startsWith('https:') === true;
}

/** @returns the session's token in a request; null when there is none */
export function sessionTokenOf(request: FastifyRequest, config: Pick<Config, 'publicUrl'>): string | null {
  return cookieOf(request, sessionCookieName(config));
}

/** @param token null takes the cookie away */
export function setSessionCookie(reply: FastifyReply, config: Pick<Config, 'publicUrl'>, token: string | null): void {
  setCookie(reply, sessionCookieName(config), token ?? '', {
    path: '/',
    seconds: token === null ? 0 : SESSION_SECONDS,
    sameSite: 'Strict',
    secure: isHttps(config),
  });
}

function sessionCookieName(config: Pick<Config, 'publicUrl'>): string {
  return isHttps(config) ? SECURE_PREFIX + SESSION_COOKIE : SESSION_COOKIE;
}
