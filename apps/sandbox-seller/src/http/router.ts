import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ControlApi } from '../control/control-api';
import { PAGE_POLICY, renderPage } from '../page/page';
import type { Sellers } from '../sellers';
import { Dialect, sellerSchema } from '../state/records';
import type { SigningKey } from '../webhooks/signing-key';
import { isAuthorized } from './credentials';
import { HttpRequestError, readBody, send, sendJson } from './http';
import type { McpEndpoint } from './mcp-endpoint';

const mcpPath = /^\/(hitl-v1|adcp-v3)(?:\/([^/]+))?\/mcp\/?$/;
const pageHeaders = {
  'content-security-policy': PAGE_POLICY,
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

export interface RouterParts {
  endpoint: McpEndpoint;
  sellers: Sellers;
  control: ControlApi;
  key: SigningKey;
  controlToken: string | undefined;
}

function jsonOf(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpRequestError(400, 'the body is not JSON');
  }
}

/**
 * A page of another site must not decide tasks through a browser that can reach this process. Such requests name their
 * origin.
 */
function refuseForeignOrigin(req: IncomingMessage): void {
  const { origin, host } = req.headers;
  if (origin !== undefined && origin !== `http://${host ?? ''}` && origin !== `https://${host ?? ''}`) {
    throw new HttpRequestError(403, `requests from ${origin} are refused; use the page of this sandbox itself`);
  }
}

async function control(parts: RouterParts, req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
  if (parts.controlToken !== undefined && !isAuthorized(req, parts.controlToken)) {
    throw new HttpRequestError(401, 'send CONTROL_TOKEN as "Authorization: Bearer"', { 'www-authenticate': 'Bearer' });
  }
  refuseForeignOrigin(req);
  const body = req.method === 'POST' ? jsonOf(await readBody(req)) : {};
  sendJson(
    res,
    200,
    parts.control.handle({ method: req.method ?? '', path: url.pathname, query: url.searchParams, body }),
  );
}

/** Sends each request to what serves it. @throws HttpRequestError */
export async function route(parts: RouterParts, req: IncomingMessage, res: ServerResponse): Promise<void> {
  let url: URL;
  try {
    url = new URL(req.url ?? '/', 'http://sandbox');
  } catch {
    throw new HttpRequestError(400, 'the request target is not a valid path');
  }
  const mcp = mcpPath.exec(url.pathname);
  if (mcp) {
    const seller = sellerSchema.safeParse(mcp[2] ?? 'default');
    if (!seller.success) throw new HttpRequestError(404, seller.error.issues[0]?.message ?? 'no such seller');
    const dialect = mcp[1] === Dialect.hitl_v1 ? Dialect.hitl_v1 : Dialect.adcp_v3;
    await parts.endpoint.handle(req, res, dialect, seller.data, () => parts.sellers.sessionsOf(dialect, seller.data));
    return;
  }
  if (url.pathname.startsWith('/control/')) return control(parts, req, res, url);
  if (req.method !== 'GET' && req.method !== 'HEAD')
    throw new HttpRequestError(405, `${url.pathname} takes GET`, { allow: 'GET' });
  switch (url.pathname) {
    case '/':
      send(res, 200, 'text/html; charset=utf-8', renderPage(parts.controlToken !== undefined), pageHeaders);
      return;
    case '/healthz':
      sendJson(res, 200, { status: 'ok' });
      return;
    case '/.well-known/jwks.json':
      sendJson(res, 200, parts.key.jwks);
      return;
    default:
      throw new HttpRequestError(404, `nothing is at ${url.pathname}; the page at / says what is`);
  }
}
