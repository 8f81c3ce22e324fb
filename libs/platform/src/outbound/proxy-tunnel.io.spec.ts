import { type Server, type IncomingMessage, createServer } from 'node:http';
import { type Server as TlsServer, createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { type Agent, request } from 'undici';
import { createGuardedAgent } from '.';

/** A certificate for localhost, which nobody vouches for: how far a connection came is seen by its complaint. */
const listening = async (server: Server | TlsServer): Promise<number> => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return (server.address() as AddressInfo).port;
};

describe('an agent with an egress proxy', () => {
  const seen: { path: string | undefined; authorization: string | undefined }[] = [];
  const agents: Agent[] = [];
  const sockets: Duplex[] = [];
  let proxy: Server;
  let proxyPort: number;
  let seller: TlsServer;
  let sellerPort: number;
  let verdict: (asked: IncomingMessage, socket: Duplex) => void;

  const agent = (proxyUrl: string, connectTimeoutMs = 30_000): Agent => {
    const made = createGuardedAgent({ allowPrivateNetworks: false, egressProxyUrl: proxyUrl, connectTimeoutMs });
    agents.push(made);
    return made;
  };
  const call = (url: string, dispatcher: Agent): Promise<string> =>
    request(url, { dispatcher }).then(
      ({ statusCode }) => String(statusCode),
      (error: unknown) => (error as Error).message,
    );

  beforeAll(async () => {
    seller = createTlsServer({});
    sellerPort = await listening(seller);
    proxy = createServer();
    proxy.on('connect', (asked: IncomingMessage, socket: Duplex) => {
      sockets.push(socket);
      socket.on('error', () => undefined);
      seen.push({ path: asked.url, authorization: asked.headers['proxy-authorization'] });
      verdict(asked, socket);
    });
    proxyPort = await listening(proxy);
  });
  beforeEach(() => {
    seen.length = 0;
  });
  afterAll(async () => {
    await Promise.all(agents.map((each) => each.destroy()));
    for (const socket of sockets) socket.destroy();
    await Promise.all([proxy, seller].map((each) => new Promise((closed) => each.close(closed))));
  });

  it('asks it for the name and the port, with its credential, and speaks TLS with the other side', async () => {
    verdict = (_, socket) => {
      const onward = connect(sellerPort, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        onward.pipe(socket).pipe(onward);
      });
      onward.on('error', () => undefined);
    };
    // The seller has no certificate at all, which only somebody who speaks TLS with it can complain of.
    const said = await call('https://seller.example/mcp', agent(`http://desk:p%40ss@127.0.0.1:${proxyPort}`));
    expect(said).toMatch(/handshake failure/);
    expect(seen).toEqual([
      { path: 'seller.example:443', authorization: `Basic ${Buffer.from('desk:p@ss').toString('base64')}` },
    ]);
  });

  it('says what the proxy said', async () => {
    verdict = (_, socket) => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    expect(await call('https://seller.example:8443/', agent(`http://127.0.0.1:${proxyPort}`))).toBe(
      'the egress proxy did not connect to seller.example:8443: it answered 403',
    );
    expect(seen).toEqual([{ path: 'seller.example:8443', authorization: undefined }]);
  });

  it('gives up on a proxy that does not answer, and on one that is not there', async () => {
    verdict = () => undefined;
    expect(await call('https://seller.example/', agent(`http://127.0.0.1:${proxyPort}`, 200))).toBe(
      'the egress proxy did not connect to seller.example:443: no answer within 200 ms',
    );
    expect(await call('https://seller.example/', agent('http://127.0.0.1:1'))).toMatch(/ECONNREFUSED/);
  });

  it('still refuses plain http, and a private address, before it asks the proxy', async () => {
    const through = agent(`http://127.0.0.1:${proxyPort}`);
    expect(await call('http://seller.example/', through)).toMatch(/is not https/);
    expect(await call('https://169.254.169.254/', through)).toMatch(/does not lead to a public address/);
    expect(seen).toEqual([]);
  });
});
