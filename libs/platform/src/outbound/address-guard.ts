import { BlockList, isIP } from 'node:net';
import type { LookupAddress } from 'node:dns';

/**
 * The outbound connection was refused by us, before a byte was sent. The message reaches the tenant whose URL it was, and
 * so does not hold what a name of our network resolves to: the address is for our log.
 */
export class OutboundAddressRefusedError extends Error {
  override readonly name = 'OutboundAddressRefusedError';
  readonly code = 'OUTBOUND_ADDRESS_REFUSED';

  constructor(
    message: string,
    readonly address: string | null = null,
  ) {
    super(message);
  }
}

const refused = new BlockList();
// IPv4, from IANA's special-purpose registry; 169.254.0.0/16 holds the metadata services, 100.64.0.0/10 is carrier NAT.
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  refused.addSubnet(network, prefix, 'ipv4');
}
// IPv6: unspecified, loopback and IPv4-compatible; local NAT64; discard; protocol assignments (Teredo); documentation;
// 6to4; unique local (fd00:ec2::254 is a metadata service); link-local; site-local; multicast.
for (const [network, prefix] of [
  ['::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  refused.addSubnet(network, prefix, 'ipv6');
}

const mapped = new BlockList();
mapped.addSubnet('::ffff:0:0', 96, 'ipv6');
const nat64 = new BlockList();
nat64.addSubnet('64:ff9b::', 96, 'ipv6');

/**
 * Whether an address lies in a private, loopback, link-local, metadata, carrier or otherwise special range, as itself or
 * as the IPv4 address embedded in it.
 * @param address an IP address; anything else counts as refused
 */
export function isRefusedAddress(address: string): boolean {
  const plain = withoutZone(address);
  switch (isIP(plain)) {
    case 4:
      return refused.check(plain, 'ipv4');
    case 6:
      if (mapped.check(plain, 'ipv6')) return true;
      if (nat64.check(plain, 'ipv6')) return refused.check(embeddedIpv4(plain), 'ipv4');
      return refused.check(plain, 'ipv6');
    default:
      return true;
  }
}

/** @throws OutboundAddressRefusedError when one of the addresses that a name resolves to is refused */
export function assertPublicAddresses(hostname: string, addresses: readonly LookupAddress[]): void {
  const bad = addresses.find(({ address }) => isRefusedAddress(address));
  if (bad === undefined && addresses.length > 0) return;
  throw new OutboundAddressRefusedError(
    bad === undefined
      ? `${hostname} resolves to no address`
      : `${hostname} does not lead to a public address; set ALLOW_PRIVATE_NETWORKS=1 only where private addresses are meant`,
    bad?.address,
  );
}

function withoutZone(address: string): string {
  const zone = address.indexOf('%');
  return zone === -1 ? address : address.slice(0, zone);
}

/** The last 32 bits of an IPv6 address, as URL parsing normalises it. */
function embeddedIpv4(address: string): string {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const groups = canonical.split(':').slice(-2);
  const [high, low] = groups.map((group) => Number.parseInt(group === '' ? '0' : group, 16)) as [number, number];
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
}
