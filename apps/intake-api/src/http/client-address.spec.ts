import type { IncomingMessage } from 'node:http';
import { clientAddressBehind } from './client-address';

function request(remoteAddress: string, forwardedFor?: string): { raw: IncomingMessage } {
  const headers = forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor };
  return { raw: { headers, socket: { remoteAddress } } as unknown as IncomingMessage };
}

describe("the client's address", () => {
  it.each<[string, string[], string, string | undefined, string]>([
    ['the connection without proxies', [], '192.0.2.1', '198.51.100.1', '192.0.2.1'],
    ['the connection when it is no proxy of ours', ['10.0.0.0/8'], '192.0.2.1', '198.51.100.1', '192.0.2.1'],
    ['what our proxy saw', ['10.0.0.0/8'], '10.1.2.3', '198.51.100.1', '198.51.100.1'],
    ['not what the client claimed before', ['10.0.0.0/8'], '10.1.2.3', '203.0.113.9, 198.51.100.1', '198.51.100.1'],
    ['behind two proxies', ['10.0.0.0/8', '192.0.2.7'], '10.1.2.3', '198.51.100.1, 192.0.2.7', '198.51.100.1'],
    ['the proxy when it says nothing', ['10.0.0.0/8'], '10.1.2.3', undefined, '10.1.2.3'],
  ])('is %s', (_, proxies, remote, forwardedFor, expected) => {
    expect(clientAddressBehind(proxies)(request(remote, forwardedFor))).toBe(expected);
  });
});
