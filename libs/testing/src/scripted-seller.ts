import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type Server as HttpServer, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import {
  type CallColumns,
  type JsonObject,
  type Operation,
  type Seller,
  callsOfColumns,
} from '@adcp-orchestrator/domain';

/** A tool's answer: a whole MCP result when it has `content` or `structuredContent`, else the body of one. */
export type Tool = (args: JsonObject, show: ShowProgress) => JsonObject | Promise<JsonObject>;
/** Sends a progress notification for the call, when the caller asked for progress. */
export type ShowProgress = (message?: string) => Promise<void>;
/** Takes a request over before the MCP server sees it. @returns whether it did */
export type Interceptor = (request: IncomingMessage, response: ServerResponse, rpc: JsonObject | null) => boolean;

export interface ScriptedSellerOptions {
  tools?: Record<string, Tool>;
  /** Answers as event streams instead of JSON. */
  sse?: boolean;
  /** Keeps MCP sessions, as stateful servers do. */
  sessions?: boolean;
  /** Another MCP server than the scripted one. */
  server?: () => { connect(transport: StreamableHTTPServerTransport): Promise<void> };
}

/** A seller on loopback: a real MCP server whose tools, and whose HTTP misbehaviour, a test scripts. */
export class ScriptedSeller {
  readonly calls: { tool: string; arguments: JsonObject }[] = [];
  readonly requests: { method: string; rpc: string | null; headers: IncomingMessage['headers'] }[] = [];
  tools: Record<string, Tool>;
  intercept: Interceptor = () => false;
  readonly #transports = new Map<string, StreamableHTTPServerTransport>();
  readonly #http: HttpServer;

  private constructor(private readonly options: ScriptedSellerOptions) {
    this.tools = options.tools ?? {};
    this.#http = createServer((request, response) => void this.#handle(request, response));
  }

  static async start(options: ScriptedSellerOptions = {}): Promise<ScriptedSeller> {
    const seller = new ScriptedSeller(options);
    await new Promise<void>((ready) => seller.#http.listen(0, '127.0.0.1', ready));
    return seller;
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/mcp`;
  }

  forgetSessions(): void {
    this.#transports.clear();
  }

  callsTo(tool: string): JsonObject[] {
    return this.calls.filter((call) => call.tool === tool).map((call) => call.arguments);
  }

  async close(): Promise<void> {
    this.#http.closeAllConnections();
    await new Promise((closed) => this.#http.close(closed));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await bodyOf(request);
    const rpc = text === '' ? null : (JSON.parse(text) as JsonObject);
    const method = typeof rpc?.method === 'string' ? rpc.method : null;
    this.requests.push({ method: request.method ?? '', rpc: method, headers: request.headers });
    if (this.intercept(request, response, rpc)) return;
    const transport = await this.#transportFor(request);
    if (transport === null) {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":"unknown session"}');
      return;
    }
    await transport.handleRequest(request, response, rpc ?? undefined);
  }

  async #transportFor(request: IncomingMessage): Promise<StreamableHTTPServerTransport | null> {
    const id = request.headers['mcp-session-id'];
    if (typeof id === 'string' && this.options.sessions === true) return this.#transports.get(id) ?? null;
    const transport: StreamableHTTPServerTransport = new StreamableHTTPServerTransport({
      sessionIdGenerator: this.options.sessions === true ? randomUUID : undefined,
      enableJsonResponse: this.options.sse !== true,
      onsessioninitialized: (session) => {
        this.#transports.set(session, transport);
      },
    });
    await (this.options.server?.() ?? this.#mcpServer()).connect(transport);
    return transport;
  }

  #mcpServer(): McpServer {
    const mcp = new McpServer({ name: 'scripted', version: '1' }, { capabilities: { tools: {} } });
    // The high-level API would not let a tool answer what no schema allows, so this goes below it.
    const { server } = mcp;
    server.setRequestHandler(ListToolsRequestSchema, () => ({
      tools: Object.keys(this.tools).map((name) => ({ name, inputSchema: { type: 'object' as const } })),
    }));
    server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
      const args = (params.arguments ?? {}) as JsonObject;
      this.calls.push({ tool: params.name, arguments: args });
      const tool = this.tools[params.name];
      if (tool === undefined)
        return { content: [{ type: 'text', text: `Tool ${params.name} not found` }], isError: true };
      const progressToken = params._meta?.progressToken;
      let progress = 0;
      const body = await tool(args, async (message) => {
        if (progressToken === undefined) return;
        progress += 1;
        await extra.sendNotification({
          method: 'notifications/progress',
          params: { progressToken, progress, ...(message === undefined ? {} : { message }) },
        });
      });
      const whole = body.content !== undefined || body.structuredContent !== undefined;
      return whole ? body : { content: [{ type: 'text', text: 'done' }], structuredContent: body };
    });
    return mcp;
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** The settings of a seller at a URL. */
export function sellerAt(agentUrl: string, overrides: Partial<Seller> = {}): Seller {
  return {
    tenantId: 'tenant-1',
    id: 'acme',
    name: 'Acme',
    agentUrl,
    dialect: 'hitl-v1',
    credential: null,
    webhookMode: 'none',
    webhookSecret: null,
    previousWebhookSecret: null,
    webhookKeys: null,
    routeToken: 'route',
    limits: { maxConcurrency: 4, requestsPerSecond: null, minPollSeconds: null },
    deadlines: {},
    capabilities: null,
    revision: 1,
    ...overrides,
  };
}

/** An operation whose call is under way. It is the only call, unless the overrides say otherwise. */
export function operationOf(overrides: Partial<Operation & CallColumns> = {}): Operation {
  const now = new Date();
  const columns: CallColumns = {
    attempt: overrides.attemptsInBudget ?? 1,
    attemptsInBudget: 1,
    callStartedAt: now,
    firstCallAt: now,
    frozenRevision: null,
    mayHaveExecuted: false,
    ...overrides,
  };
  const status = overrides.status ?? 'submitting';
  const calls = callsOfColumns(columns, { requestKey: 'key', status, taskId: null, createdAt: now });
  return {
    id: '01900000-0000-7000-8000-000000000001',
    tenantId: 'tenant-1',
    sellerId: 'acme',
    dialect: 'hitl-v1',
    type: 'create_media_buy',
    status: 'submitting',
    statusSince: now,
    sellerStatus: null,
    sellerTaskStatus: null,
    message: null,
    taskId: null,
    pendingMediaBuyId: null,
    contextId: null,
    poNumber: null,
    holdsPoNumber: true,
    userId: null,
    summary: { totalBudget: null, start: null, end: null, packages: null, brand: null },
    account: null,
    buyerRef: null,
    outcome: null,
    outcomeFingerprint: null,
    error: null,
    requestKey: 'key',
    calls,
    pollAttempt: 0,
    dueKind: null,
    dueAt: null,
    deadlineAt: new Date(now.getTime() + 86_400_000),
    deadlineSeconds: 86_400,
    deadlinePassedAt: null,
    deadlineWarnedFor: null,
    overdueAt: null,
    overdue: false,
    pendingSince: null,
    approvalSeconds: null,
    attention: null,
    acknowledged: null,
    late: false,
    conflicts: 0,
    lastConflict: null,
    retryOf: null,
    repeatsDoubt: false,
    cancelRequestedAt: null,
    eventSequence: 0,
    version: 1,
    createdAt: now,
    updatedAt: now,
    settledAt: null,
    ...overrides,
  };
}
