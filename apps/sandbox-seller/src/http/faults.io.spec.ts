import { untilTrue } from '@adcp-orchestrator/testing';
import { FaultKind } from '../scenarios/scenario';
import { scenarioWords, type ScenarioWord } from '../scenarios/scenarios';
import { startSandboxSeller, type SandboxSeller } from '../server';
import type { Dialect, JsonObject } from '../state/records';
import { adcpBuy, bookingsOf, Buyer, control, hitlBuy } from '../../testing/drive';

/** The first call of a dialect compiles its schemas. That takes seconds on a busy machine. */
const PATIENCE_MS = 60_000;
/** Long enough for the call to reach the sandbox, which is then never to answer it. */
const HANG_MS = 5_000;

let sandbox: SandboxSeller;

beforeAll(async () => {
  sandbox = await startSandboxSeller({ port: 0 });
});
afterAll(() => sandbox.close());

interface RawAnswer {
  status: number | 'dropped';
  retryAfter: string | null;
  text: string;
}

/** One stateless tool call over plain HTTP. It shows what an MCP client hides. */
async function post(
  dialect: Dialect,
  args: JsonObject,
  name = 'create_media_buy',
  timeoutMs = PATIENCE_MS,
): Promise<RawAnswer> {
  try {
    const response = await fetch(`${sandbox.url}/${dialect}/faults/mcp`, {
      method: 'POST',
      headers: {
        authorization: 'Bearer sandbox-token',
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 7, method: 'tools/call', params: { name, arguments: args } }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: response.status, retryAfter: response.headers.get('retry-after'), text: await response.text() };
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError')
      return { status: 'dropped', retryAfter: null, text: 'timeout' };
    return { status: 'dropped', retryAfter: null, text: String(error) };
  }
}

const expectedAnswers: Record<
  FaultKind,
  {
    word: ScenarioWord;
    po: string;
    executed: boolean;
    check: (answer: RawAnswer, dialect: Dialect, ms: number) => void;
  }
> = {
  slow: {
    word: 'SLOW',
    po: 'SLOW-0.3-x',
    executed: true,
    check: ({ status, text }, _dialect, ms) => {
      expect({ status, text }).toEqual({ status: 200, text: expect.stringContaining('media_buy_id') as string });
      expect(ms).toBeGreaterThanOrEqual(290);
    },
  },
  hang: {
    word: 'HANG',
    po: 'HANG-x',
    executed: false,
    check: ({ text }) => {
      expect(text).toBe('timeout');
    },
  },
  drop_before: {
    word: 'DROP_BEFORE',
    po: 'DROP_BEFORE-x',
    executed: false,
    check: ({ status }) => {
      expect(status).toBe('dropped');
    },
  },
  drop_after: {
    word: 'DROP_AFTER',
    po: 'DROP_AFTER-x',
    executed: true,
    check: ({ status }) => {
      expect(status).toBe('dropped');
    },
  },
  drop_middle: {
    word: 'DROP_MIDDLE',
    po: 'DROP_MIDDLE-x',
    executed: true,
    check: ({ status }) => {
      expect(status).toBe('dropped');
    },
  },
  rate_limited: {
    word: 'RATE_LIMIT',
    po: 'RATE_LIMIT-2-x',
    executed: false,
    check: ({ status, text }, dialect) => {
      expect(status).toBe(200);
      const { result } = JSON.parse(text) as {
        result: { isError: boolean; structuredContent: { error?: JsonObject; adcp_error?: JsonObject } };
      };
      expect(result.isError).toBe(true);
      const error = dialect === 'hitl-v1' ? result.structuredContent.error : result.structuredContent.adcp_error;
      expect(error).toMatchObject({ code: 'RATE_LIMITED', retry_after: 2 });
    },
  },
  http_429: {
    word: 'HTTP_429',
    po: 'HTTP_429-3-x',
    executed: false,
    check: ({ status, retryAfter }) => {
      expect([status, retryAfter]).toEqual([429, '3']);
    },
  },
  http_503: {
    word: 'HTTP_503',
    po: 'HTTP_503-x',
    executed: false,
    check: ({ status, retryAfter }) => {
      expect([status, retryAfter]).toEqual([503, '1']);
    },
  },
  http_500: {
    word: 'HTTP_500',
    po: 'HTTP_500-x',
    executed: false,
    check: ({ status }) => {
      expect(status).toBe(500);
    },
  },
  http_500_after: {
    word: 'HTTP_500_AFTER',
    po: 'HTTP_500_AFTER-x',
    executed: true,
    check: ({ status }) => {
      expect(status).toBe(500);
    },
  },
  http_401: {
    word: 'HTTP_401',
    po: 'HTTP_401-x',
    executed: false,
    check: ({ status }) => {
      expect(status).toBe(401);
    },
  },
  http_403: {
    word: 'HTTP_403',
    po: 'HTTP_403-x',
    executed: false,
    check: ({ status }) => {
      expect(status).toBe(403);
    },
  },
  session_lost: {
    word: 'SESSION_LOST',
    po: 'SESSION_LOST-x',
    executed: false,
    check: ({ status }) => {
      expect(status).toBe(404);
    },
  },
  garbage: {
    word: 'GARBAGE',
    po: 'GARBAGE-x',
    executed: true,
    check: ({ status, text }) => {
      expect(status).toBe(200);
      expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
    },
  },
  huge: {
    word: 'HUGE',
    po: 'HUGE-x',
    executed: true,
    check: ({ text }) => {
      expect(text.length).toBeGreaterThan(2_000_000);
    },
  },
};

const request = (dialect: Dialect, po: string): JsonObject => (dialect === 'hitl-v1' ? hitlBuy(po) : adcpBuy(po));

describe.each(['hitl-v1', 'adcp-v3'] as const)('faults of the %s seller', (dialect) => {
  it.each(Object.values(expectedAnswers))(
    '$word strikes the first call and lets the next one through',
    async ({ po: text, executed, check }) => {
      const po = `${text}-${dialect}`;
      const args = request(dialect, po);
      const before = Date.now();
      check(
        await post(dialect, args, 'create_media_buy', text === 'HANG-x' ? HANG_MS : PATIENCE_MS),
        dialect,
        Date.now() - before,
      );
      expect(await bookingsOf(sandbox.url, 'faults', po)).toEqual({
        executions: executed ? 1 : 0,
        booked: executed ? 1 : 0,
      });
      const again = await post(dialect, args);
      expect(again).toMatchObject({ status: 200, text: expect.stringContaining('media_buy_id') });
      const replayed = executed && dialect === 'adcp-v3';
      expect(again.text.includes('"replayed":true')).toBe(replayed);
      expect((await bookingsOf(sandbox.url, 'faults', po)).booked).toBe(executed && !replayed ? 2 : 1);
    },
  );

  it('strikes as often as the scenario says, fault after fault', async () => {
    const args = request(dialect, `HTTP_503-X2-HTTP_429-5-APPROVE-9-${dialect}`);
    const answers = [];
    for (let index = 0; index < 4; index++) answers.push((await post(dialect, args)).status);
    expect(answers).toEqual([503, 503, 429, 200]);
  });

  it('leaves a status query alone that names a purchase order with a fault', async () => {
    const po = `DROP_AFTER-query-${dialect}`;
    await post(dialect, request(dialect, po));
    const query = dialect === 'hitl-v1' ? 'check_media_buy_status' : 'get_media_buys';
    expect((await post(dialect, dialect === 'hitl-v1' ? { po_number: po } : {}, query)).status).toBe(200);
  });

  it('puts a scripted scenario over the next calls of one tool, then is well again', async () => {
    await control(sandbox.url, 'scenario', {
      seller: 'faults',
      dialect,
      scenario: 'HTTP_503-4',
      calls: 2,
      tools: ['create_media_buy'],
    });
    const args = request(dialect, `plain-${dialect}`);
    const query = dialect === 'hitl-v1' ? 'get_pending_tasks' : 'get_adcp_capabilities';
    expect((await post(dialect, {}, query)).status).toBe(200);
    const answers = [await post(dialect, args), await post(dialect, args), await post(dialect, args)];
    expect(answers.map(({ status, retryAfter }) => [status, retryAfter])).toEqual([
      [503, '4'],
      [503, '4'],
      [200, null],
    ]);
  });

  it('gives a scripted course to requests that name none of their own', async () => {
    await control(sandbox.url, 'scenario', { seller: 'faults', dialect, scenario: 'WAIT', calls: 1 });
    const { text } = await post(dialect, request(dialect, `plain-course-${dialect}`));
    expect(text).toMatch(/pending_manual|submitted/);
  });

  it('is out for as long as an outage lasts', async () => {
    const outage = { seller: 'faults', dialect, mode: 'http_503', retry_after: 9 };
    await control(sandbox.url, 'outage', { ...outage, seconds: 3600 });
    expect(await post(dialect, request(dialect, 'PO-out'))).toMatchObject({ status: 503, retryAfter: '9' });
    // It takes the place of the one before.
    await control(sandbox.url, 'outage', { ...outage, seconds: 0.05 });
    await untilTrue(
      'the end of the outage',
      async () => (await post(dialect, request(dialect, 'PO-out'))).status === 200,
    );
  });
});

describe('MCP sessions', () => {
  it('answers 404 once a session is lost, and a new one works', async () => {
    const buyer = await Buyer.connect(sandbox.url, 'hitl-v1', 'sessions');
    await expect(buyer.buy('SESSION_LOST-a')).rejects.toThrow(/404|Session not found/);
    await expect(buyer.buy('PO-1')).rejects.toThrow(/404|Session not found/);
    const next = await Buyer.connect(sandbox.url, 'hitl-v1', 'sessions');
    expect((await next.buy('PO-1')).body.status).toBe('pending_activation');
    await Promise.all([buyer.close(), next.close()]);
  });

  it('serves buyers without sessions, and with answers as event streams, if a seller is set so', async () => {
    await control(sandbox.url, 'settings', {
      seller: 'plain',
      dialect: 'adcp-v3',
      sessions: false,
      answer_format: 'sse',
    });
    const buyer = await Buyer.connect(sandbox.url, 'adcp-v3', 'plain');
    expect((await buyer.buy('PO-1')).body.media_buy_id).toBeDefined();
    await buyer.close();
  });
});

it('has a test for every fault word', () => {
  const words = Object.entries(scenarioWords).filter(([, { effect }]) => effect.kind === 'fault');
  expect(
    Object.values(expectedAnswers)
      .map(({ word }) => word)
      .sort(),
  ).toEqual(words.map(([word]) => word).sort());
});
