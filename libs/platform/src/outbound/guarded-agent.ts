import { lookup as resolve } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import type { Log } from '../logging/create-logger';
import { OutboundAddressRefusedError, assertPublicAddresses } from './address-guard';
import { throughProxy } from './proxy-tunnel';

/** What `createGuardedAgent` is given; the numbers have defaults. */
export interface GuardedAgentOptions {
  /** Lets connections to loopback and private addresses through, and plain http. For development and tests. */
  allowPrivateNetworks: boolean;
  /**
   * The HTTP proxy that every connection takes; null: none. It resolves the names, so it must refuse private addresses itself:
   * here only an address that is written as a number is refused. Not together with `allowPrivateNetworks`.
   */
  egressProxyUrl?: string | null;
  /** Milliseconds for TCP and TLS together. Default 5,000. */
  connectTimeoutMs?: number;
  /** Milliseconds to the headers of the answer, and between two pieces of its body. Default 30,000. */
  responseTimeoutMs?: number;
  /** Connections kept per origin; further requests wait. Default 64. */
  connectionsPerOrigin?: number;
  /** Logs which address a refused name leads to. The error's message keeps that to itself. */
  log?: Pick<Log, 'warn'>;
}

const CONNECT_TIMEOUT_MS = 5_000;
const RESPONSE_TIMEOUT_MS = 30_000;
const CONNECTIONS_PER_ORIGIN = 64;
/** An idle socket is dropped well before common servers drop it (5 s). So we seldom write into one that is closing. */
const KEEP_ALIVE_MS = 4_000;
const KEEP_ALIVE_MAX_MS = 30_000;
const MAX_HEADER_BYTES = 32_768;

/**
 * The undici agent through which every outbound call goes (sellers, subscribers). It keeps connections alive, and
 * refuses plain http and every address that is not public. It checks the addresses that the connection is about to use,
 * after the name was resolved: a name that changes between check and use gains nothing. It never follows redirects and
 * never sends a request twice.
 *
 * A refused connection fails with `OutboundAddressRefusedError`.
 */
export function createGuardedAgent(options: GuardedAgentOptions): Agent {
  const responseTimeoutMs = options.responseTimeoutMs ?? RESPONSE_TIMEOUT_MS;
  return new Agent({
    connect: guardedConnector(options),
    connections: options.connectionsPerOrigin ?? CONNECTIONS_PER_ORIGIN,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MAX_MS,
    headersTimeout: responseTimeoutMs,
    bodyTimeout: responseTimeoutMs,
    maxHeaderSize: MAX_HEADER_BYTES,
  });
}

/** The connections of that agent alone, under the same rules: for whoever wants to know whether one comes about. */
export function guardedConnector(options: GuardedAgentOptions): buildConnector.connector {
  const { allowPrivateNetworks, egressProxyUrl = null } = options;
  const timeout = options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
  const direct = buildConnector({ timeout, ...(allowPrivateNetworks ? {} : { lookup: lookupPublic }) });
  const connect = egressProxyUrl === null ? direct : throughProxy(egressProxyUrl, direct, timeout);
  return allowPrivateNetworks ? connect : guarded(connect, options.log);
}

/** An address that is written as a number is never looked up, so it is checked here. */
function guarded(connect: buildConnector.connector, log: GuardedAgentOptions['log']): buildConnector.connector {
  return (target, answer) => {
    const { hostname, protocol } = target;
    const callback: buildConnector.Callback = (...result) => {
      const [error] = result;
      if (error instanceof OutboundAddressRefusedError) {
        log?.warn({ hostname, address: error.address }, 'an outbound connection was refused');
      }
      answer(...result);
    };
    try {
      if (protocol !== 'https:') {
        throw new OutboundAddressRefusedError(
          `${protocol}//${hostname} is not https; set ALLOW_PRIVATE_NETWORKS=1 only for development`,
        );
      }
      if (isIP(hostname) !== 0) assertPublicAddresses(hostname, [{ address: hostname, family: isIP(hostname) }]);
    } catch (error) {
      queueMicrotask(() => {
        callback(error as Error, null);
      });
      return;
    }
    connect(target, callback);
  };
}

const lookupPublic: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) {
      callback(error, []);
      return;
    }
    try {
      assertPublicAddresses(hostname, addresses);
    } catch (refusal) {
      callback(refusal as NodeJS.ErrnoException, []);
      return;
    }
    const [first] = addresses;
    if (options.all === true || first === undefined) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};
