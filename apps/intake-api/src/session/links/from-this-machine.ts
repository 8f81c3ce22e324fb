import { isIPv4 } from 'node:net';
import type { FastifyRequest } from 'fastify';

/** A proxy on this machine connects from loopback too. It gives itself away by one of these. */
const PROXY_HEADERS = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'] as const;

/** Whether a request was sent by a program on this machine, and not passed on by one. */
export function isFromThisMachine({ raw }: Pick<FastifyRequest, 'raw'>): boolean {
  return isLoopback(raw.socket.remoteAddress) && PROXY_HEADERS.every((name) => raw.headers[name] === undefined);
}

function isLoopback(address: string | undefined): boolean {
  // A socket that takes both families shows IPv4 inside IPv6.
  const plain = address?.replace(/^::ffff:/i, '') ?? '';
  return plain === '::1' || (isIPv4(plain) && plain.startsWith('127.'));
}
