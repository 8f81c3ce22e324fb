import { request } from 'node:http';
import type { buildConnector } from 'undici';

/** The egress proxy did not open a connection. Nothing reached the other side. */
export class EgressProxyRefusedError extends Error {
  override readonly name = 'EgressProxyRefusedError';
  readonly code = 'EGRESS_PROXY_REFUSED';
}

/**
 * Connects through an HTTP proxy (`CONNECT`). TLS is spoken with the other side, so the proxy reads nothing but the name and
 * the port. The proxy resolves the name.
 * @param proxyUrl `http://host:port`, with `user:password@` where it asks for them
 * @param connect speaks TLS on the connection that the proxy gives
 * @param timeoutMs for the proxy's answer; TLS has the limit of `connect`
 */
export function throughProxy(
  proxyUrl: string,
  connect: buildConnector.connector,
  timeoutMs: number,
): buildConnector.connector {
  const { hostname, port, username, password } = new URL(proxyUrl);
  const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const authorization =
    username === '' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(user).toString('base64')}` };
  return (target, answer) => {
    const host = target.hostname.includes(':') ? `[${target.hostname}]` : target.hostname;
    const authority = `${host}:${target.port === '' ? '443' : target.port}`;
    const asked = request({
      host: hostname,
      port: port === '' ? 80 : Number(port),
      method: 'CONNECT',
      path: authority,
      headers: { host: authority, ...authorization },
      agent: false,
      signal: AbortSignal.timeout(timeoutMs),
    });
    const refuse = (why: string, cause?: Error): void => {
      answer(new EgressProxyRefusedError(`the egress proxy did not connect to ${authority}: ${why}`, { cause }), null);
    };
    asked.once('connect', ({ statusCode }, socket) => {
      if (statusCode === 200) {
        connect({ ...target, httpSocket: socket }, answer);
        return;
      }
      socket.destroy();
      refuse(`it answered ${statusCode ?? 'nothing'}`);
    });
    // A proxy that takes it for an ordinary request refuses it too.
    asked.once('response', (response) => {
      response.destroy();
      refuse(`it answered ${response.statusCode ?? 'nothing'}`);
    });
    asked.once('error', (error) => {
      refuse(
        error.name === 'AbortError' || error.name === 'TimeoutError'
          ? `no answer within ${timeoutMs} ms`
          : error.message,
        error,
      );
    });
    asked.end();
  };
}
