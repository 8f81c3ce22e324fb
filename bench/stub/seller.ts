import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { OrderBook } from './order-book';
import { readBody } from './read-body';
import { answerJson, serve } from './serve';

/**
 * A publisher that costs little: MCP's streamable HTTP over bare node:http, answering JSON at once. It speaks hitl-v1
 * at `/sellers/<name>/mcp`. It tells the bench at `/bookings` what it booked, and at `/requests` what it was asked.
 */
const books = new Map<string, OrderBook>();
const requests = new Map<string, number>();
let booked = 0;

interface RpcRequest {
  id?: number | string;
  method: string;
  params?: { name?: string; protocolVersion?: string; arguments?: { po_number?: string } };
}

function bookOf(name: string): OrderBook {
  let book = books.get(name);
  if (book === undefined) {
    book = new OrderBook();
    books.set(name, book);
  }
  return book;
}

const tools = JSON.stringify({
  tools: ['create_media_buy', 'get_pending_tasks', 'check_media_buy_status'].map((name) => ({
    name,
    inputSchema: { type: 'object' },
  })),
});

function callTool(book: OrderBook, { name, arguments: args = {} }: NonNullable<RpcRequest['params']>): string {
  switch (name) {
    case 'create_media_buy': {
      booked += 1;
      const { taskId } = book.book(args.po_number ?? '', booked);
      return `{"status":"pending_manual","detail":"Manual approval required. Task ID: ${taskId}"}`;
    }
    case 'get_pending_tasks':
      return book.list();
    case 'check_media_buy_status':
      return book.check(args.po_number ?? '');
    default:
      throw new Error(`the stub seller has no tool "${String(name)}"`);
  }
}

function answer(book: OrderBook, { id, method, params = {} }: RpcRequest, response: ServerResponse): void {
  const respond = (result: string, headers = {}) => {
    answerJson(response, 200, `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${result}}`, headers);
  };
  switch (method) {
    case 'initialize':
      respond(
        JSON.stringify({
          protocolVersion: params.protocolVersion,
          capabilities: { tools: {} },
          serverInfo: { name: 'stub-seller', version: '1.0.0' },
        }),
        { 'mcp-session-id': randomUUID() },
      );
      return;
    case 'tools/list':
      respond(tools);
      return;
    case 'tools/call':
      respond(`{"content":[],"structuredContent":${callTool(book, params)}}`);
      return;
    default:
      if (id !== undefined) throw new Error(`the stub seller does not know the method "${method}"`);
      response.writeHead(202).end();
  }
}

function countOf(request: RpcRequest): string {
  return request.method === 'tools/call' ? (request.params?.name ?? '') : request.method;
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? '/';
  const name = /^\/sellers\/([^/]+)\/mcp$/.exec(path)?.[1];
  if (name === undefined) {
    if (path === '/bookings') {
      const all = [...books.values()].flatMap(({ bookings }) => [...bookings]);
      answerJson(response, 200, JSON.stringify(all));
    } else if (path === '/requests') answerJson(response, 200, JSON.stringify(Object.fromEntries(requests)));
    else response.writeHead(404).end();
    return;
  }
  if (request.method !== 'POST') {
    // The server opens no stream of its own, and there is no session to end.
    response.writeHead(405, { allow: 'POST' }).end();
    return;
  }
  const call = JSON.parse(await readBody(request)) as RpcRequest;
  requests.set(countOf(call), (requests.get(countOf(call)) ?? 0) + 1);
  answer(bookOf(name), call, response);
}

serve(handle);
