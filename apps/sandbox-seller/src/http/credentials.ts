import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

function equal(given: string, expected: string): boolean {
  const digest = (value: string): Buffer => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** Whether the request carries the token, as `Authorization: Bearer` or as `x-adcp-auth`. */
export function isAuthorized(req: IncomingMessage, token: string): boolean {
  const header = req.headers['x-adcp-auth'];
  if (typeof header === 'string' && equal(header, token)) return true;
  const bearer = /^Bearer +(.+)$/i.exec(req.headers.authorization ?? '')?.[1];
  return bearer !== undefined && equal(bearer, token);
}
