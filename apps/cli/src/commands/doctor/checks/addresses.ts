import { TLSSocket } from 'node:tls';
import type { Socket } from 'node:net';
import type { Pool } from 'pg';
import { sellerAddresses } from '@adcp-orchestrator/ledger';
import { type ConfigWithoutSecrets, guardedConnector } from '@adcp-orchestrator/platform';
import { type Verdict, ok, warn } from '../finding';
import { lookAtEach } from '../run-check';

const MOST = 100;
const AT_ONCE = 8;
const LIMIT_MS = 8_000;
const CONNECT_TIMEOUT_MS = 6_000;
const DAY_MS = 86_400_000;
/** Certificates of public authorities are renewed a month before their end. */
const WARN_DAYS = 14;
const WHAT_TO_DO = 'Check the address with the seller, and that this machine may reach it (proxy, firewall, DNS).';

type Connector = ReturnType<typeof guardedConnector>;

/**
 * Looks up each seller's address, connects and speaks TLS, by the rules of calls to sellers: no private address and no plain
 * http unless they are allowed, and through the egress proxy. No request is made.
 */
export async function judgeAddresses(pool: Pool, config: ConfigWithoutSecrets, now: Date): Promise<Verdict[]> {
  const { allowPrivateNetworks, egressProxyUrl } = config;
  const connect = guardedConnector({ allowPrivateNetworks, egressProxyUrl, connectTimeoutMs: CONNECT_TIMEOUT_MS });
  const addresses = await sellerAddresses(pool, MOST + 1);
  const origins = [...new Set(addresses.slice(0, MOST).map((url) => new URL(url).origin))];
  if (origins.length === 0) return [ok('there is no seller yet')];
  const found = await lookAtEach(
    origins,
    { atOnce: AT_ONCE, limitMs: LIMIT_MS, about: (origin) => origin, whatToDo: WHAT_TO_DO },
    (origin) => judgeAddress(origin, connect, now),
  );
  const good = found.filter(({ result }) => result === 'ok').length;
  const summed =
    good === 0
      ? []
      : [ok(`${good} of ${origins.length} can be reached${egressProxyUrl === null ? '' : ' through the proxy'}`)];
  const more =
    addresses.length > MOST
      ? [warn(`only the first ${MOST} addresses were looked at`, 'Ask the others with "ado doctor --seller ID".')]
      : [];
  return [...summed, ...found.filter(({ result }) => result !== 'ok'), ...more];
}

async function judgeAddress(origin: string, connect: Connector, now: Date): Promise<Verdict> {
  const { protocol, hostname, port } = new URL(origin);
  const isPlain = protocol === 'http:';
  const socket = await new Promise<Socket>((resolve, reject) => {
    connect(
      // An IPv6 address has brackets in a URL and none when it is connected to.
      { hostname: hostname.replace(/^\[(.*)\]$/, '$1'), protocol, port: port === '' ? (isPlain ? '80' : '443') : port },
      (error, connected) => {
        if (error !== null) reject(error);
        else resolve(connected);
      },
    );
  });
  try {
    if (!(socket instanceof TLSSocket)) return ok('it can be reached, without TLS');
    const ends = new Date(socket.getPeerCertificate().valid_to);
    const days = Math.floor((ends.getTime() - now.getTime()) / DAY_MS);
    if (days < WARN_DAYS)
      return warn(`its certificate ends in ${days} days`, 'Tell the seller: calls fail from then on.');
    return ok(`${socket.getProtocol() ?? 'TLS'}, its certificate ends in ${days} days`);
  } finally {
    socket.destroy();
  }
}
