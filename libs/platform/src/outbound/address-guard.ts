import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import { IPv4, IPv6, parse } from 'ipaddr.js';

/**
 * We refused the outbound connection before a byte was sent. The message reaches the tenant whose URL it was. So it
 * does not say what a name of our network resolves to: the address is for our log.
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

/** The only part of IPv6 from which public addresses are given out (IANA, IPv6 address space). */
const GLOBAL_UNICAST = IPv6.parseCIDR('2000::/3');
/** The IPv4 address is in the last 32 bits, and a translator may stand anywhere (RFC 6052). */
const NAT64 = IPv6.parseCIDR('64:ff9b::/96');

/**
 * Whether an address is anything but global unicast: private, loopback, link-local, metadata, carrier, reserved or
 * otherwise special. An address that only stands for such an IPv4 address counts too (mapped, translated, 6to4,
 * Teredo).
 * @param address an IP address; anything else counts as refused
 */
export function isRefusedAddress(address: string): boolean {
  const plain = withoutZone(address);
  // By itself, the library would also read "127.1" and "0x7f.1".
  return isIP(plain) === 0 || !isGlobal(parse(plain));
}

function isGlobal(address: IPv4 | IPv6): boolean {
  if (address instanceof IPv4) return address.range() === 'unicast';
  if (address.match(NAT64)) return isGlobal(new IPv4(address.toByteArray().slice(-4)));
  return address.match(GLOBAL_UNICAST) && address.range() === 'unicast';
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
