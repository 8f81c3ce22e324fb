import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request, type Agent } from 'undici';
import { createGuardedAgent, isRefusedAddress } from '.';

describe('isRefusedAddress', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '100.127.255.255',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '198.18.0.1',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::7f00:1',
    'fd00:ec2::254',
    'fc00::1',
    'fe80::1',
    'fe80::1%eth0',
    'ff02::1',
    '64:ff9b::a00:1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2001::1',
    '2001:db8::1',
    // Forms that carry an IPv4 address: translated, compatible, 6to4 and Teredo, whatever that address is.
    '::ffff:0:127.0.0.1',
    '::ffff:0:8.8.8.8',
    '::8.8.8.8',
    '2002:808:808::1',
    '2001:0:4136:e378:8000:63bf:3fff:fdd2',
    '64:ff9b::192.168.0.1',
    '64:ff9b::169.254.169.254',
    '64:ff9b:1:ffff::808:808',
    // Parts of IPv6 that are not given out, or are not for hosts.
    '5f00::1',
    '100::1',
    '3fff::1',
    '4000::1',
    '1::1',
    'fec0::1',
    '2001:2::1',
    '2001:20::1',
    '2620:4f:8000::1',
    '192.88.99.1',
    '192.0.0.1',
    '240.0.0.1',
    '127.1',
    '0x7f.0.0.1',
    'localhost',
    '',
  ])('refuses %s', (address) => {
    expect(isRefusedAddress(address)).toBe(true);
  });

  it.each(['8.8.8.8', '100.63.255.255', '172.32.0.1', '2606:4700::1111', '2a00:1450:4001::8a', '64:ff9b::808:808'])(
    'lets %s through',
    (address) => {
      expect(isRefusedAddress(address)).toBe(false);
    },
  );
});

describe('createGuardedAgent', () => {
  let server: Server;
  let port: number;
  let hits = 0;
  const agents: Agent[] = [];
  const agent = (allowPrivateNetworks: boolean): Agent => {
    const made = createGuardedAgent({ allowPrivateNetworks });
    agents.push(made);
    return made;
  };

  beforeAll(async () => {
    server = createServer((_, response) => {
      hits += 1;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(async () => {
    await Promise.all(agents.map((each) => each.close()));
    await new Promise((closed) => server.close(closed));
  });

  it.each(['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '2130706433', '0x7f.1', 'localhost', '169.254.169.254'])(
    'refuses a connection to %s before a byte is sent, naming the way out',
    async (host) => {
      const call = request(`https://${host}:${port}/`, { dispatcher: agent(false) });
      await expect(call).rejects.toMatchObject({
        name: 'OutboundAddressRefusedError',
        code: 'OUTBOUND_ADDRESS_REFUSED',
      });
      await expect(call).rejects.toThrow(/ALLOW_PRIVATE_NETWORKS/);
      expect(hits).toBe(0);
    },
  );

  it('says the address behind a refused name to our log alone', async () => {
    const lines: object[] = [];
    const guarded = createGuardedAgent({
      allowPrivateNetworks: false,
      log: { warn: (line: object) => lines.push(line) },
    });
    agents.push(guarded);
    const refusal = await request(`https://localhost:${port}/`, { dispatcher: guarded }).catch(String);
    expect(refusal).toMatch(/localhost does not lead to a public address/);
    expect(refusal).not.toMatch(/127\.0\.0\.1|::1/);
    expect(lines).toEqual([{ hostname: 'localhost', address: expect.stringMatching(/^(127\.0\.0\.1|::1)$/) }]);
  });

  it('refuses plain http to a public address', async () => {
    await expect(request('http://8.8.8.8/', { dispatcher: agent(false) })).rejects.toThrow(/is not https/);
  });

  it('lets loopback through in development, and does not follow the redirect', async () => {
    const answer = await request(`http://127.0.0.1:${port}/`, { dispatcher: agent(true) });
    await answer.body.dump();
    expect([answer.statusCode, hits]).toEqual([302, 1]);
  });
});
