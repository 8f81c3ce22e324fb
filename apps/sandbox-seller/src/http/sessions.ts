import { randomUUID } from 'node:crypto';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import type { SellerSettings } from '../state/records';

/** The part of an MCP server that a session needs. Both SDKs' kinds of servers have it. */
export interface ConnectableServer {
  connect(transport: WebStandardStreamableHTTPServerTransport): Promise<void>;
  close(): Promise<void>;
}

interface Session {
  server: ConnectableServer;
  transport: WebStandardStreamableHTTPServerTransport;
}

const maxSessions = 200;
const authInfo = { token: '', clientId: 'sandbox-buyer', scopes: [] };

/**
 * The answer to a request that names a session which this process does not have. MCP says 404, and the client begins
 * anew.
 */
function unknownSession(): Response {
  return Response.json(
    { jsonrpc: '2.0', error: { code: -32001, message: 'Session not found' }, id: null },
    { status: 404 },
  );
}

/**
 * The MCP sessions of one publisher. A request without a session gets a server of its own, so that a plain `curl` works
 * too. Above the limit, the session that has been unused for longest is closed.
 */
export class Sessions {
  private readonly sessions = new Map<string, Session>();

  constructor(
    private readonly createServer: () => ConnectableServer,
    private readonly settings: () => SellerSettings,
  ) {}

  /** Serves one HTTP request; `body` is its parsed JSON, if it has any. */
  async handle(request: Request, body: unknown): Promise<Response> {
    const id = request.headers.get('mcp-session-id');
    if (id !== null) {
      const session = this.sessions.get(id);
      if (!session) return unknownSession();
      this.sessions.delete(id);
      this.sessions.set(id, session);
      return session.transport.handleRequest(request, { parsedBody: body, authInfo });
    }
    const initializing = typeof body === 'object' && body !== null && 'method' in body && body.method === 'initialize';
    if (initializing && this.settings().sessions) return this.open(request, body);
    if (request.method !== 'POST') return new Response(null, { status: 405, headers: { allow: 'POST' } });
    return this.once(request, body);
  }

  async lose(id: string | undefined): Promise<void> {
    const session = id === undefined ? undefined : this.sessions.get(id);
    if (!session || id === undefined) return;
    this.sessions.delete(id);
    await session.server.close();
  }

  async close(): Promise<void> {
    await Promise.all([...this.sessions.keys()].map((id) => this.lose(id)));
  }

  private async open(request: Request, body: unknown): Promise<Response> {
    const server = this.createServer();
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      enableJsonResponse: this.settings().answer_format === 'json',
      onsessioninitialized: (id) => {
        this.sessions.set(id, { server, transport });
      },
      onsessionclosed: (id) => {
        this.sessions.delete(id);
      },
    });
    await server.connect(transport);
    const oldest = this.sessions.keys().next();
    if (this.sessions.size >= maxSessions && !oldest.done) await this.lose(oldest.value);
    return transport.handleRequest(request, { parsedBody: body, authInfo });
  }

  private async once(request: Request, body: unknown): Promise<Response> {
    const server = this.createServer();
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: undefined,
      enableJsonResponse: this.settings().answer_format === 'json',
    });
    try {
      await server.connect(transport);
      const response = await transport.handleRequest(request, { parsedBody: body, authInfo });
      // The body must be complete before the server that writes it is closed.
      const text = await response.text();
      return new Response(text === '' ? null : text, { status: response.status, headers: response.headers });
    } finally {
      await server.close();
    }
  }
}
