import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '@adcp-orchestrator/domain';
import { until } from '@adcp-orchestrator/testing';
import { HitlV1Dialect } from '../hitl-v1/hitl-v1-dialect';
import { ScriptedSeller, operationOf, sellerAt } from '@adcp-orchestrator/testing/scripted-seller';
import { McpSessions } from './mcp-sessions';

const { signal } = new AbortController();

/** Seconds. Far more than a step takes, so that a busy machine seldom makes one late. */
const LIMIT = 4;

/** Progress comes as notifications of a real MCP server, over its event stream. */
describe('a call whose seller shows progress', () => {
  let seller: ScriptedSeller;
  let sessions: McpSessions;

  beforeEach(async () => {
    seller = await ScriptedSeller.start({ sse: true });
    sessions = new McpSessions({ allowPrivateNetworks: true, callTimeoutSeconds: LIMIT });
  });
  afterEach(async () => {
    await sessions.close();
    await seller.close();
  });

  const submit = async (told: Answer[] = []): Promise<Answer> =>
    new HitlV1Dialect(sessions).submit(
      sellerAt(seller.url),
      operationOf(),
      { tool: 'create_media_buy', arguments: {} },
      signal,
      (answer) => told.push(answer),
    );

  it('is told as working once, and may take longer than other calls until its answer comes', async () => {
    const round = async () => {
      let lastAt = performance.now();
      let longestGapMs = 0;
      const note = (): void => {
        longestGapMs = Math.max(longestGapMs, performance.now() - lastAt);
        lastAt = performance.now();
      };
      let calls = 0;
      seller.tools.create_media_buy = async (_, show) => {
        calls += 1;
        for (const step of ['checking inventory', ...Array.from({ length: 9 }, (_step, place) => `booking ${place}`)]) {
          await sleep(500);
          note();
          await show(step);
        }
        return { status: 'pending_activation', media_buy_id: 'mb_1' };
      };
      const told: Answer[] = [];
      const answer = await submit(told);
      note();
      // What is shown may be read only with the next step, so two steps together must be within the limit.
      const stoodStill = longestGapMs >= (LIMIT * 1_000) / 2;
      return stoodStill && answer.finding.kind !== 'settled' ? undefined : { told, answer, calls };
    };
    const { told, answer, calls } = await until('a round that the machine does not hold up', round);
    expect(told).toEqual([
      { finding: { kind: 'pending', status: 'working', callOpen: true }, message: 'checking inventory' },
    ]);
    expect(answer.finding).toMatchObject({ kind: 'settled', outcome: { mediaBuyId: 'mb_1' } });
    expect(answer.durationMs).toBeGreaterThan(LIMIT * 1_000);
    expect(calls).toBe(1);
  });

  it('times out when the progress stops, and may have executed', async () => {
    seller.tools.create_media_buy = async (_, show) => {
      await show();
      return new Promise(() => undefined);
    };
    // On a slow machine, the time may be up before the progress comes.
    const answer = await until('a call whose progress is seen', async () => {
      const told: Answer[] = [];
      const last = await submit(told);
      return told.length > 0 ? last : undefined;
    });
    expect(answer.finding).toMatchObject({
      kind: 'unproven',
      error: {
        code: 'SELLER_TIMED_OUT',
        message: `the seller showed no progress, and no answer, for ${LIMIT} s`,
      },
    });
  });

  it('is not prolonged by the progress of another call', async () => {
    let shown = 0;
    seller.intercept = (_, response, rpc) => {
      if (rpc?.method !== 'tools/call') return false;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const stranger = {
        jsonrpc: '2.0',
        method: 'notifications/progress',
        params: { progressToken: 'x', progress: 1 },
      };
      const timer = setInterval(() => {
        response.write(`data: ${JSON.stringify(stranger)}\n\n`);
        shown += 1;
      }, 100);
      response.on('close', () => {
        clearInterval(timer);
      });
      return true;
    };
    const told: Answer[] = [];
    // On a slow machine, the time may be up before that progress is shown.
    const answer = await until('a call in which another is shown to work', async () => {
      shown = 0;
      const last = await submit(told);
      return shown > 1 ? last : undefined;
    });
    expect(answer.finding).toMatchObject({
      kind: 'unproven',
      error: { code: 'SELLER_TIMED_OUT', message: `the seller did not answer within ${LIMIT} s` },
    });
    expect(told).toEqual([]);
  });
});
