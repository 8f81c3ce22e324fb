import proxyAddr from '@fastify/proxy-addr';
import type { FastifyRequest } from 'fastify';

/** The address of the client that sent a request. */
export type AddressOf = (request: Pick<FastifyRequest, 'raw'>) => string;

/**
 * @param trustedProxies addresses and networks. `X-Forwarded-For` is read from the right, as far as each hop is one of
 *   them: what a client writes there itself is never believed
 */
export function clientAddressBehind(trustedProxies: readonly string[]): AddressOf {
  const trusts = proxyAddr.compile([...trustedProxies]);
  return ({ raw }) => proxyAddr(raw, trusts);
}
