import { getEventListeners } from 'node:events';
import { type AddressInfo, type Socket, createServer as createTcpServer } from 'node:net';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { z } from 'zod';
import type { JsonObject } from '@adcp-orchestrator/domain';
import { until, untilTrue } from '@adcp-orchestrator/testing';
import { FaultCode, findingOfFault } from '../faults';
import { ScriptedSeller, type ScriptedSellerOptions, sellerAt } from '@adcp-orchestrator/testing/scripted-seller';
import { McpSessions, type McpSessionsOptions } from './mcp-sessions';
import type { ToolReply } from './tool-reply';

const forever = new AbortController().signal;
const closing: { close(): Promise<void> }[] = [];

function sessionsWith(options: Partial<McpSessionsOptions> = {}): McpSessions {
  const sessions = new McpSessions({ allowPrivateNetworks: true, callTimeoutSeconds: 30, ...options });
  closing.push(sessions);
  return sessions;
}

async function sellerWith(options: ScriptedSellerOptions = {}): Promise<ScriptedSeller> {
  const seller = await ScriptedSeller.start({ tools: { book: (args) => ({ booked: args.n ?? true }) }, ...options });
  closing.push(seller);
  return seller;
}

const call = (sessions: McpSessions, url: string, mutating = true, args: JsonObject = {}): Promise<ToolReply> =>
  sessions.callTool(sellerAt(url), { tool: 'book', arguments: args, mutating, signal: forever });

const isCall = (rpc: JsonObject | null): boolean => rpc?.method === 'tools/call';

function faultOf(reply: ToolReply) {
  if (reply.ok) throw new Error(`expected a fault, got ${JSON.stringify(reply.body)}`);
  return reply.fault;
}

afterEach(async () => {
  for (const each of closing.splice(0).sort((a) => (a instanceof McpSessions ? -1 : 1))) await each.close();
});

describe('McpSessions', () => {
  it.each([
    ['JSON', false, false],
    ['event streams', true, false],
    ['JSON in kept sessions', false, true],
    ['event streams in kept sessions', true, true],
  ])('cost one HTTP request a call, with %s, and open no GET stream', async (_, sse, sessions) => {
    const seller = await sellerWith({ sse, sessions });
    const pool = sessionsWith();
    for (let n = 0; n < 5; n += 1) {
      expect(await call(pool, seller.url, true, { n })).toMatchObject({
        ok: true,
        body: { booked: n },
        httpStatus: 200,
      });
    }
    const calls = seller.requests.filter(({ rpc }) => rpc === 'tools/call');
    expect([calls.length, seller.requests.length]).toEqual([5, 7]);
    expect(seller.requests.some(({ method }) => method === 'GET')).toBe(false);
  });

  it('serve many calls at once over one session', async () => {
    const seller = await sellerWith({ sessions: true });
    const pool = sessionsWith();
    const replies = await Promise.all(Array.from({ length: 40 }, (_, n) => call(pool, seller.url, true, { n })));
    expect(replies.map((reply) => reply.ok && reply.body.booked)).toEqual(Array.from({ length: 40 }, (_, n) => n));
    expect(seller.requests.filter(({ rpc }) => rpc === 'initialize')).toHaveLength(1);
  });

  it('begin every call at once, however many sellers live at one address: a call that waits would count as made', async () => {
    const calls = 150;
    let begun = 0;
    let answer = (): void => undefined;
    const allBegun = new Promise<void>((resolve) => (answer = resolve));
    const seller = await sellerWith({
      tools: {
        book: async () => {
          begun += 1;
          if (begun === calls) answer();
          await allBegun;
          return { booked: true };
        },
      },
    });
    const pool = sessionsWith();
    const replies = await Promise.all(Array.from({ length: calls }, () => call(pool, seller.url)));
    expect(replies.filter(({ ok }) => ok)).toHaveLength(calls);
  });

  it('put one listener on a signal that many calls share, and leave none behind', async () => {
    const seller = await sellerWith({ sse: true });
    const pool = sessionsWith();
    const { signal } = new AbortController();
    const book = () => pool.callTool(sellerAt(seller.url), { tool: 'book', arguments: {}, mutating: true, signal });
    const many = Array.from({ length: 30 }, book);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    await Promise.all(many);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  it('use another session when URL or credential have changed', async () => {
    const seller = await sellerWith();
    const pool = sessionsWith();
    const as = (revision: number, token: string) =>
      pool.callTool(sellerAt(seller.url, { revision, credential: { scheme: 'bearer', header: null, token } }), {
        tool: 'book',
        arguments: {},
        mutating: true,
        signal: forever,
      });
    await as(1, 'first-token');
    await as(2, 'second-token');
    const sent = seller.requests.filter(({ rpc }) => rpc === 'tools/call').map(({ headers }) => headers.authorization);
    expect(sent).toEqual(['Bearer first-token', 'Bearer second-token']);
    expect(pool.size).toBe(2);
  });

  it.each([
    [null, 'x-adcp-auth'],
    ['x-api-key', 'x-api-key'],
  ])('present the credential in the header %s', async (header, expected) => {
    const seller = await sellerWith();
    const target = sellerAt(seller.url, { credential: { scheme: 'header', header, token: 'secret-token' } });
    await sessionsWith().callTool(target, { tool: 'book', arguments: {}, mutating: true, signal: forever });
    expect(seller.requests.at(-1)?.headers[expected]).toBe('secret-token');
  });

  it('keep no more sessions than allowed', async () => {
    const seller = await sellerWith({ sessions: true });
    const pool = sessionsWith({ maxSessions: 2 });
    for (const id of ['a', 'b', 'c']) {
      const reply = await pool.callTool(sellerAt(seller.url, { id }), {
        tool: 'book',
        arguments: {},
        mutating: true,
        signal: forever,
      });
      expect(reply.ok).toBe(true);
    }
    expect(pool.size).toBe(2);
  });

  it('close sessions that are idle, and tell the seller', async () => {
    const seller = await sellerWith({ sessions: true });
    const pool = sessionsWith({ idleSeconds: 0.3 });
    // A farewell is given up after a second. So one may not get out while the machine stands still, and the next does.
    await untilTrue('a session that is closed, and a seller that is told', async () => {
      expect((await call(pool, seller.url)).ok).toBe(true);
      await untilTrue('the idle session to be closed', () => pool.size === 0);
      return seller.requests.some(({ method }) => method === 'DELETE');
    });
    expect((await call(pool, seller.url)).ok).toBe(true);
  });

  it('refuse to call once they are closed', async () => {
    const seller = await sellerWith();
    const pool = sessionsWith();
    await pool.close();
    expect(faultOf(await call(pool, seller.url))).toMatchObject({ code: FaultCode.aborted, executed: 'no' });
  });
});

describe('a call that provably did not execute', () => {
  it('is one whose connection was refused', async () => {
    const seller = await ScriptedSeller.start();
    const { url } = seller;
    await seller.close();
    const fault = faultOf(await call(sessionsWith(), url));
    expect(fault).toMatchObject({ code: FaultCode.unreachable, executed: 'no', recovery: 'transient' });
    expect(findingOfFault(fault).kind).toBe('not_executed');
  });

  it('is one whose name does not resolve', async () => {
    const fault = faultOf(await call(sessionsWith(), 'http://no-such-seller.invalid/mcp'));
    expect(fault).toMatchObject({ code: FaultCode.unreachable, executed: 'no' });
  });

  it('is one whose TLS handshake fails', async () => {
    const seller = await sellerWith();
    const fault = faultOf(await call(sessionsWith(), seller.url.replace('http:', 'https:')));
    expect(fault).toMatchObject({ code: FaultCode.unreachable, executed: 'no' });
  });

  it('is one that still waited for a connection when its time was up', async () => {
    const sockets: Socket[] = [];
    const silent = createTcpServer((socket) => sockets.push(socket));
    await new Promise<void>((ready) => silent.listen(0, '127.0.0.1', ready));
    const { port } = silent.address() as AddressInfo;
    // One that waited for the connection would take until that is given up, which is 5 s. So would a slow machine, but
    // not every time.
    await untilTrue('a close that does not wait for the connection', async () => {
      const fault = faultOf(await call(sessionsWith({ callTimeoutSeconds: 0.3 }), `https://127.0.0.1:${port}/mcp`));
      expect(fault).toMatchObject({ code: FaultCode.timedOut, executed: 'no' });
      const started = Date.now();
      await Promise.all(closing.splice(0).map((each) => each.close()));
      return Date.now() - started < 2_000;
    });
    for (const socket of sockets) socket.destroy();
    await new Promise((closed) => silent.close(closed));
  });

  it('is one to an address that is not public', async () => {
    const seller = await sellerWith();
    const strict = sessionsWith({ allowPrivateNetworks: false });
    for (const url of [
      seller.url,
      'https://127.0.0.1:9/mcp',
      'https://[::ffff:10.0.0.1]/mcp',
      'https://169.254.169.254/',
    ]) {
      expect(faultOf(await call(strict, url))).toMatchObject({ code: FaultCode.addressRefused, executed: 'no' });
    }
    expect(seller.requests).toHaveLength(0);
  });

  it('is one whose session could not be opened, even when the opening timed out', async () => {
    const seller = await sellerWith();
    seller.intercept = () => true;
    const fault = faultOf(await call(sessionsWith({ callTimeoutSeconds: 0.3 }), seller.url));
    expect(fault).toMatchObject({ code: FaultCode.timedOut, executed: 'no' });
  });

  it.each([
    [401, FaultCode.unauthorized, true],
    [403, FaultCode.unauthorized, true],
    [429, FaultCode.rateLimited, false],
  ])('is one that was answered HTTP %i', async (status, code, unauthorized) => {
    const seller = await sellerWith();
    seller.intercept = (_, response, rpc) => {
      if (!isCall(rpc)) return false;
      response.writeHead(status, { 'retry-after': '7' }).end('no');
      return true;
    };
    const reply = await call(sessionsWith(), seller.url);
    expect(faultOf(reply)).toMatchObject({ code, unauthorized, executed: 'no', httpStatus: status, retryAfter: 7 });
  });

  it('is one whose session the seller has forgotten: it is not sent again by itself, and the next call opens a new one', async () => {
    const seller = await sellerWith({ sessions: true });
    const pool = sessionsWith();
    await call(pool, seller.url);
    seller.forgetSessions();
    expect(faultOf(await call(pool, seller.url))).toMatchObject({
      code: FaultCode.sessionLost,
      executed: 'no',
      httpStatus: 404,
    });
    expect((await call(pool, seller.url)).ok).toBe(true);
    expect(seller.calls).toHaveLength(2);
  });

  it('is one that asks for the same request elsewhere; redirects are never followed', async () => {
    const seller = await sellerWith();
    seller.intercept = (_, response, rpc) => {
      if (isCall(rpc)) response.writeHead(307, { location: '/other' }).end();
      return isCall(rpc);
    };
    expect(faultOf(await call(sessionsWith(), seller.url))).toMatchObject({
      code: FaultCode.redirected,
      executed: 'no',
    });
    expect(seller.requests.filter(({ rpc }) => rpc === 'tools/call')).toHaveLength(1);
  });
});

describe('a call that may have executed', () => {
  it('is one whose connection broke after it was written, and it is sent once', async () => {
    const seller = await sellerWith();
    seller.intercept = (request, _, rpc) => {
      if (isCall(rpc)) request.socket.destroy();
      return isCall(rpc);
    };
    expect(faultOf(await call(sessionsWith(), seller.url))).toMatchObject({
      code: FaultCode.dropped,
      executed: 'maybe',
    });
    expect(seller.requests.filter(({ rpc }) => rpc === 'tools/call')).toHaveLength(1);
  });

  it('is one that the seller did not answer in time', async () => {
    const seller = await sellerWith();
    let arrived = false;
    seller.intercept = (_, __, rpc) => {
      arrived ||= isCall(rpc);
      return isCall(rpc);
    };
    const pool = sessionsWith({ callTimeoutSeconds: 1 });
    // The time for a call includes the opening. On a slow machine it may be up before the call goes out.
    const fault = await until('a call that reaches the seller', async () => {
      const seen = faultOf(await call(pool, seller.url));
      return arrived ? seen : undefined;
    });
    expect(fault).toMatchObject({
      code: FaultCode.timedOut,
      executed: 'maybe',
      message: 'the seller did not answer within 1 s',
    });
  });

  it('is one that the caller gave up while it was under way', async () => {
    const seller = await sellerWith();
    const controller = new AbortController();
    seller.intercept = (_, __, rpc) => {
      if (isCall(rpc)) controller.abort();
      return isCall(rpc);
    };
    const reply = await sessionsWith().callTool(sellerAt(seller.url), {
      tool: 'book',
      arguments: {},
      mutating: true,
      signal: controller.signal,
    });
    expect(faultOf(reply)).toMatchObject({ code: FaultCode.aborted, executed: 'maybe' });
    expect(seller.requests.some(({ rpc }) => rpc === 'notifications/cancelled')).toBe(false);
  });

  it('is known at once when an event stream ends without the answer', async () => {
    const seller = await sellerWith();
    seller.intercept = (_, response, rpc) => {
      if (!isCall(rpc)) return false;
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end('id: 1\nretry: 10\ndata:\n\n');
      return true;
    };
    const started = Date.now();
    expect(faultOf(await call(sessionsWith({ callTimeoutSeconds: 60 }), seller.url))).toMatchObject({
      code: FaultCode.dropped,
      executed: 'maybe',
    });
    expect(Date.now() - started).toBeLessThan(30_000);
  });

  it.each([
    ['announced', (): [number, boolean] => [50, true]],
    ['streamed', (): [number, boolean] => [50, false]],
  ])('is one whose %s answer of 50 MB was not read', async (_, shape) => {
    const seller = await sellerWith();
    const [megabytes, announced] = shape();
    let written = 0;
    seller.intercept = (__, response, rpc) => {
      if (!isCall(rpc)) return false;
      const length = announced ? { 'content-length': String(megabytes * 1_048_576) } : {};
      response.writeHead(200, { 'content-type': 'application/json', ...length });
      const piece = Buffer.alloc(65_536, 32);
      const more = (): void => {
        while (!response.destroyed && written < megabytes * 1_048_576) {
          written += piece.length;
          if (!response.write(piece)) return void response.once('drain', more);
        }
        response.end();
      };
      more();
      return true;
    };
    expect(faultOf(await call(sessionsWith(), seller.url))).toMatchObject({
      code: FaultCode.tooLarge,
      executed: 'maybe',
      message: expect.stringMatching(/limit of 4194304 bytes .* MAX_ANSWER_BYTES/),
    });
    expect(written).toBeLessThan(20 * 1_048_576);
  });

  describe('whose answer has four megabytes', () => {
    const packages = Array.from({ length: 16_000 }, (_, n) => ({
      package_id: `pkg_${n}`,
      product_id: 'premium_sports',
      budget: 25_000,
      paused: false,
      creative_assignments: [],
    }));
    const body = { media_buy_id: 'mb_1', status: 'pending_creatives', packages };

    it.each([
      ['JSON', false],
      ['an event stream', true],
    ])('is read as %s, and its text, which repeats the data, is not kept', async (_, sse) => {
      const text = JSON.stringify(body);
      const answer = { structuredContent: body, content: [{ type: 'text', text: text.slice(0, 1_900_000) }] };
      expect(JSON.stringify(answer).length).toBeGreaterThan(3_700_000);
      const seller = await sellerWith({ sse, tools: { book: () => answer } });
      const reply = await call(sessionsWith(), seller.url);
      expect(reply).toEqual({ ok: true, body, httpStatus: 200, durationMs: expect.any(Number) });
    });

    it.each([
      ['JSON', false],
      ['an event stream', true],
    ])('is not read as %s where the limit is lower, and says which limit that is', async (_, sse) => {
      const seller = await sellerWith({ sse, tools: { book: () => body } });
      const fault = faultOf(await call(sessionsWith({ maxAnswerBytes: 1_048_576 }), seller.url));
      expect(fault).toMatchObject({ code: FaultCode.tooLarge, executed: 'maybe' });
      expect(fault.message).toMatch(/limit of 1048576 bytes .* MAX_ANSWER_BYTES raises the limit/);
      // Nothing proves that the call was not executed.
      expect(findingOfFault(fault).kind).toBe('unproven');
    });
  });

  it.each([
    ['an HTML page', 'text/html', '<html>', 'not JSON'],
    ['broken JSON', 'application/json', '{"jsonrpc":', 'not JSON'],
    ['a reply to another request', 'application/json', '{"jsonrpc":"2.0","id":999,"result":{}}', '0 replies'],
    ['JSON nested 100,000 deep', 'application/json', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'nested'],
  ])('is one that was answered with %s', async (_, type, body, says) => {
    const seller = await sellerWith();
    seller.intercept = (__, response, rpc) => {
      if (isCall(rpc)) response.writeHead(200, { 'content-type': type }).end(body);
      return isCall(rpc);
    };
    const fault = faultOf(await call(sessionsWith(), seller.url));
    expect(fault).toMatchObject({ code: FaultCode.malformed, executed: 'maybe' });
    expect(fault.message).toContain(says);
  });

  it('is one that was answered HTTP 503, whose Retry-After is heard', async () => {
    const seller = await sellerWith();
    seller.intercept = (_, response, rpc) => {
      if (isCall(rpc)) response.writeHead(503, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() }).end();
      return isCall(rpc);
    };
    const reply = await call(sessionsWith(), seller.url);
    expect(faultOf(reply)).toMatchObject({ code: FaultCode.httpRefused, executed: 'maybe', httpStatus: 503 });
    expect(reply.retryAfter).toBeGreaterThan(50);
    expect(findingOfFault(faultOf(reply)).kind).toBe('unproven');
  });

  it('is one under way when the process stops', async () => {
    const seller = await sellerWith();
    const arrived = new Promise<void>((resolve) => {
      seller.intercept = (_, __, rpc) => {
        if (isCall(rpc)) resolve();
        return isCall(rpc);
      };
    });
    const pool = sessionsWith();
    const under = call(pool, seller.url);
    await arrived;
    await pool.close();
    expect(faultOf(await under)).toMatchObject({ code: FaultCode.aborted, executed: 'maybe' });
  });
});

describe('a read', () => {
  it('is sent once more, on a fresh socket, when the seller closed the connection as we wrote', async () => {
    const seller = await sellerWith();
    let dropped = 0;
    seller.intercept = (request, _, rpc) => {
      if (!isCall(rpc) || dropped > 0) return false;
      dropped += 1;
      request.socket.destroy();
      return true;
    };
    expect((await call(sessionsWith(), seller.url, false)).ok).toBe(true);
  });

  it('survives a forgotten session', async () => {
    const seller = await sellerWith({ sessions: true });
    const pool = sessionsWith();
    await call(pool, seller.url, false);
    seller.forgetSessions();
    expect((await call(pool, seller.url, false)).ok).toBe(true);
  });
});

describe('an answer', () => {
  it('comes through although the stream stays open behind it', async () => {
    const seller = await sellerWith();
    seller.intercept = (_, response, rpc) => {
      if (!isCall(rpc)) return false;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const progress = { jsonrpc: '2.0', method: 'notifications/progress', params: { progressToken: 1, progress: 1 } };
      const reply = { jsonrpc: '2.0', id: rpc?.id, result: { content: [], structuredContent: { booked: 'é' } } };
      response.write(`event: message\r\ndata: ${JSON.stringify(progress)}\r\n\r\n`);
      response.write(`event: message\r\ndata: ${JSON.stringify(reply)}\r\n\r\n`);
      return true;
    };
    expect(await call(sessionsWith(), seller.url)).toMatchObject({ ok: true, body: { booked: 'é' } });
  });

  it('is not checked against an output schema of the seller, which would hide a booking', async () => {
    const seller = await sellerWith({
      tools: { book: () => ({ content: [{ type: 'odd', more: 1 }], structuredContent: { booked: 1 } }) },
    });
    const pool = sessionsWith();
    await pool.listTools(sellerAt(seller.url), forever);
    seller.intercept = (_, response, rpc) => {
      if (!isCall(rpc)) return false;
      const result = { content: [{ type: 'odd' }], structuredContent: { booked: 1 } };
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ jsonrpc: '2.0', id: rpc?.id, result }));
      return true;
    };
    expect(await call(pool, seller.url)).toMatchObject({ ok: true, body: { booked: 1 } });
  });

  it('names at most 512 tools, and none that cannot be called so', async () => {
    const endless = 'x'.repeat(129);
    const names = [endless, 'with a space', 'tasks/get', ...Array.from({ length: 600 }, (_, n) => `tool_${n}`)];
    const seller = await sellerWith({ tools: Object.fromEntries(names.map((name) => [name, () => ({})])) });
    const reply = await sessionsWith().listTools(sellerAt(seller.url), forever);
    expect(reply).toMatchObject({ ok: true, body: { tools: ['tasks/get', ...names.slice(3, 514)] } });
  });

  it('holds nothing that Postgres cannot store, and no prototype', async () => {
    const seller = await sellerWith({
      tools: {
        book: () => ({ text: 'a\u0000b\ud800c', nested: JSON.parse('{"__proto__":{"isAdmin":true}}') as JsonObject }),
      },
    });
    const reply = await call(sessionsWith(), seller.url);
    expect(reply).toMatchObject({ ok: true, body: { text: 'a\uFFFDb\uFFFDc' } });
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  it('never brings our own secrets back', async () => {
    const seller = await sellerWith();
    seller.intercept = (request, response, rpc) => {
      if (isCall(rpc)) response.writeHead(401).end(`bad credential: ${request.headers.authorization ?? ''}`);
      return isCall(rpc);
    };
    const target = sellerAt(seller.url, { credential: { scheme: 'bearer', header: null, token: 'top"secret-token' } });
    const reply = await sessionsWith().callTool(target, {
      tool: 'book',
      arguments: {},
      mutating: true,
      signal: forever,
    });
    expect(faultOf(reply).message).toContain('Bearer [redacted]');
  });
});

describe('the words of MCP servers', () => {
  const server = () => {
    const made = new McpServer({ name: 'strict', version: '1' });
    made.registerTool('book', { inputSchema: { n: z.number() } }, () => ({ content: [{ type: 'text', text: 'ok' }] }));
    made.registerTool('lie', { inputSchema: {}, outputSchema: { n: z.number() } }, () => ({
      content: [],
      structuredContent: { n: 'executed, and then refused' },
    }));
    return made;
  };
  const asked = async (tool: string) => {
    const seller = await sellerWith({ server });
    const reply = await sessionsWith().callTool(sellerAt(seller.url), {
      tool,
      arguments: {},
      mutating: true,
      signal: forever,
    });
    return faultOf(reply);
  };

  it.each(['book', 'no_such_tool'])(
    'refuse %s before its handler runs: failed, and provably not executed',
    async (tool) => {
      const fault = await asked(tool);
      expect(fault).toMatchObject({ code: FaultCode.toolRefused, executed: 'no' });
      expect(findingOfFault(fault)).toMatchObject({ kind: 'settled', outcome: { status: 'failed' } });
    },
  );

  it('refuse a result after the handler ran: executed, so that a person must look', async () => {
    const fault = await asked('lie');
    expect(fault).toMatchObject({ code: FaultCode.toolFailed, executed: 'yes' });
    expect(findingOfFault(fault)).toMatchObject({ kind: 'unproven', escalate: true });
  });
});
