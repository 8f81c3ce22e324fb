import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Fault } from '../scenarios/scenario';
import { without, type Dialect, type JsonObject } from '../state/records';
import { isAuthorized } from './credentials';
import { withCurrentCall } from './current-call';
import type { FaultPlan } from './fault-plan';
import { strikeAfter, strikeBefore, type Exchange } from './faults';
import { HttpRequestError, readBody, send } from './http';
import type { Outages } from './outages';
import type { Sessions } from './sessions';

interface ToolCall {
  id: string | number;
  name: string;
  args: JsonObject;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The tool call in a JSON-RPC request, if it is one. The transport judges everything else. */
function toolCallIn(body: unknown): ToolCall | undefined {
  if (!isObject(body) || body.method !== 'tools/call' || !isObject(body.params)) return undefined;
  const { id, params } = body;
  if ((typeof id !== 'string' && typeof id !== 'number') || typeof params.name !== 'string') return undefined;
  return { id, name: params.name, args: isObject(params.arguments) ? params.arguments : {} };
}

function asWebRequest(req: IncomingMessage, body: string | undefined): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return new Request(`http://sandbox${req.url ?? '/'}`, {
    method: req.method,
    headers,
    body: body === '' ? undefined : body,
  });
}

/**
 * The MCP endpoint of every publisher, in this order: credential, outage, faults before, the transport, faults after.
 */
export class McpEndpoint {
  constructor(
    private readonly token: string,
    private readonly faults: FaultPlan,
    private readonly outages: Outages,
  ) {}

  /** @throws HttpRequestError 401 without the credential, 413 for a body that is too large */
  async handle(
    req: IncomingMessage,
    res: ServerResponse,
    dialect: Dialect,
    seller: string,
    open: () => Sessions,
  ): Promise<void> {
    if (!isAuthorized(req, this.token)) {
      throw new HttpRequestError(
        401,
        'the credential is missing or wrong: send SANDBOX_TOKEN as "Authorization: Bearer" or "x-adcp-auth"',
        {
          'www-authenticate': 'Bearer error="invalid_token"',
        },
      );
    }
    const sessions = open();
    const text = req.method === 'POST' ? await readBody(req) : undefined;
    const outage = this.outages.active(dialect, seller);
    const exchange: Exchange = { req, res, dialect, rpcId: null };
    const sessionHeader = req.headers['mcp-session-id'];
    const loseSession = () => sessions.lose(typeof sessionHeader === 'string' ? sessionHeader : undefined);
    if (outage && (await strikeBefore(outage.fault, exchange, loseSession))) return;
    let body: unknown;
    try {
      body = text === undefined || text === '' ? undefined : JSON.parse(text);
    } catch {
      body = undefined; // The transport reads the text itself and answers as MCP wants it.
    }
    const request = asWebRequest(req, text);
    const toolCall = toolCallIn(body);
    if (!toolCall) {
      await this.pass(res, await sessions.handle(request, body));
      return;
    }
    exchange.rpcId = toolCall.id;
    const { scenario, fault } = this.faults.next(dialect, seller, toolCall.name, toolCall.args);
    if (fault && (await strikeBefore(fault, exchange, loseSession))) return;
    const response = await withCurrentCall({ scenario, args: toolCall.args }, () => sessions.handle(request, body));
    await this.answer(exchange, response, fault);
  }

  /** Sends a complete answer, unless a fault that strikes after the execution takes its place. */
  private async answer(exchange: Exchange, response: Response, fault: Fault | null): Promise<void> {
    const body = await response.text();
    const headers = Object.fromEntries(response.headers);
    if (fault && (await strikeAfter(fault, exchange, { status: response.status, headers, body }))) return;
    const type = headers['content-type'] ?? 'application/json';
    send(exchange.res, response.status, type, body, without(headers, 'content-type', 'content-length'));
  }

  /** Sends an answer as it comes. The stream that `connect` opens stays open until one side leaves. */
  private async pass(res: ServerResponse, response: Response): Promise<void> {
    res.writeHead(response.status, Object.fromEntries(response.headers));
    if (!response.body) {
      res.end();
      return;
    }
    res.flushHeaders();
    await pipeline(Readable.fromWeb(response.body), res).catch((error: unknown) => {
      if (!res.destroyed) throw error;
    });
  }
}
