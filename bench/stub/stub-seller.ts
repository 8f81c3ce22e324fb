import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Booked, type Manner, OrderBook } from './order-book';
import { readBody } from './read-body';
import { answerJson } from './serve';

interface RpcRequest {
  id?: number | string;
  method: string;
  params?: { name?: string; protocolVersion?: string; arguments?: { po_number?: string; media_buy_id?: string } };
}

const tools = JSON.stringify({
  tools: ['create_media_buy', 'get_pending_tasks', 'check_media_buy_status'].map((name) => ({
    name,
    inputSchema: { type: 'object' },
  })),
});

function countOf(request: RpcRequest): string {
  return request.method === 'tools/call' ? (request.params?.name ?? '') : request.method;
}

/**
 * A publisher that costs little: MCP's streamable HTTP over bare node:http, answering JSON at once. It speaks hitl-v1
 * at `/sellers/<name>/mcp`. It tells the bench at `/bookings` what it booked, at `/requests` what it was asked, and at
 * `/first-lists` when each seller was first asked for its list since the last `POST` there.
 * `POST /sellers/<name>/waiting?tasks=n` gives the seller n tasks that nobody decides on.
 */
export class StubSeller {
  private readonly books = new Map<string, OrderBook>();
  private readonly requests = new Map<string, number>();
  private firstLists = new Map<string, number>();
  private booked = 0;

  /**
   * @param onBooked called as soon as an order is there, with its number, what was made of it, and the seller
   * @param mannerOf how each seller decides; default: by a quick person
   */
  constructor(
    private readonly onBooked: (poNumber: string, booked: Booked, seller: string) => void = () => undefined,
    private readonly mannerOf: (seller: string) => Manner | undefined = () => undefined,
  ) {}

  /** Forgets an order of a seller that nobody asks for any more. */
  forget(seller: string, poNumber: string): void {
    this.books.get(seller)?.forget(poNumber);
  }

  readonly handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://seller');
    const [, name, route] = /^\/sellers\/([^/]+)\/(mcp|waiting)$/.exec(url.pathname) ?? [];
    if (name === undefined) this.tell(url.pathname, request.method === 'POST', response);
    else if (request.method !== 'POST') {
      // The server opens no stream of its own, and there is no session to end.
      response.writeHead(405, { allow: 'POST' }).end();
    } else if (route === 'waiting') {
      this.bookOf(name).wait(Number(url.searchParams.get('tasks')));
      response.writeHead(204).end();
    } else {
      const call = JSON.parse(await readBody(request)) as RpcRequest;
      this.requests.set(countOf(call), (this.requests.get(countOf(call)) ?? 0) + 1);
      this.answer(name, call, response);
    }
  };

  private tell(path: string, isPost: boolean, response: ServerResponse): void {
    if (path === '/first-lists' && isPost) {
      this.firstLists = new Map();
      response.writeHead(204).end();
    } else if (path === '/first-lists') answerJson(response, 200, JSON.stringify(Object.fromEntries(this.firstLists)));
    else if (path === '/bookings') {
      const all = [...this.books.values()].flatMap(({ bookings }) => [...bookings]);
      answerJson(response, 200, JSON.stringify(all));
    } else if (path === '/requests') answerJson(response, 200, JSON.stringify(Object.fromEntries(this.requests)));
    else response.writeHead(404).end();
  }

  private answer(name: string, { id, method, params = {} }: RpcRequest, response: ServerResponse): void {
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
        respond(`{"content":[],"structuredContent":${this.callTool(name, params)}}`);
        return;
      default:
        if (id !== undefined) throw new Error(`the stub seller does not know the method "${method}"`);
        response.writeHead(202).end();
    }
  }

  private callTool(seller: string, { name, arguments: args = {} }: NonNullable<RpcRequest['params']>): string {
    const book = this.bookOf(seller);
    switch (name) {
      case 'create_media_buy': {
        const poNumber = args.po_number ?? '';
        this.booked += 1;
        const booked = book.book(poNumber, this.booked);
        this.onBooked(poNumber, booked, seller);
        if (book.manner.atOnce) {
          return `{"status":"pending_activation","media_buy_id":"${booked.mediaBuyId}","creative_deadline":"2030-01-01T00:00:00Z"}`;
        }
        return `{"status":"pending_manual","detail":"Manual approval required. Task ID: ${booked.taskId}"}`;
      }
      case 'get_pending_tasks':
        if (!this.firstLists.has(seller)) this.firstLists.set(seller, Date.now());
        return book.list();
      case 'check_media_buy_status':
        return args.media_buy_id === undefined ? book.check(args.po_number ?? '') : book.follow(args.media_buy_id);
      default:
        throw new Error(`the stub seller has no tool "${String(name)}"`);
    }
  }

  private bookOf(name: string): OrderBook {
    let book = this.books.get(name);
    if (book === undefined) {
      book = new OrderBook(this.mannerOf(name));
      this.books.set(name, book);
    }
    return book;
  }
}
