import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '@adcp-orchestrator/domain';
import { HitlV1Dialect } from '../hitl-v1/hitl-v1-dialect';
import { ScriptedSeller, operationOf, sellerAt } from '@adcp-orchestrator/testing/scripted-seller';
import { McpSessions } from './mcp-sessions';

const { signal } = new AbortController();

/** Progress comes as notifications of a real MCP server, over its event stream. */
describe('a call whose seller shows progress', () => {
  let seller: ScriptedSeller;
  let sessions: McpSessions;

  beforeEach(async () => {
    seller = await ScriptedSeller.start({ sse: true });
    callsMayTake(1);
  });
  afterEach(async () => {
    await sessions.close();
    await seller.close();
  });

  const callsMayTake = (callTimeoutSeconds: number): void => {
    sessions = new McpSessions({ allowPrivateNetworks: true, callTimeoutSeconds });
  };

  const submit = async (told: Answer[] = []): Promise<Answer> =>
    new HitlV1Dialect(sessions).submit(
      sellerAt(seller.url),
      operationOf(),
      { tool: 'create_media_buy', arguments: {} },
      signal,
      (answer) => told.push(answer),
    );

  it('is told as working once, and may take longer than other calls until its answer comes', async () => {
    // Far more than a step takes, so that a busy machine makes none late.
    callsMayTake(3);
    seller.tools.create_media_buy = async (_, show) => {
      for (const step of ['checking inventory', ...Array.from({ length: 13 }, (_step, place) => `booking ${place}`)]) {
        await sleep(250);
        await show(step);
      }
      return { status: 'pending_activation', media_buy_id: 'mb_1' };
    };
    const told: Answer[] = [];
    const answer = await submit(told);
    expect(told).toEqual([
      { finding: { kind: 'pending', status: 'working', callOpen: true }, message: 'checking inventory' },
    ]);
    expect(answer.finding).toMatchObject({ kind: 'settled', outcome: { mediaBuyId: 'mb_1' } });
    expect(answer.durationMs).toBeGreaterThan(3_000);
    expect(seller.calls).toHaveLength(1);
  });

  it('times out when the progress stops, and may have executed', async () => {
    seller.tools.create_media_buy = async (_, show) => {
      await sleep(250);
      await show();
      await sleep(3_000);
      return { status: 'failed' };
    };
    const began = Date.now();
    const answer = await submit();
    expect(answer.finding).toMatchObject({ kind: 'unproven', error: { code: 'SELLER_TIMED_OUT' } });
    expect(Date.now() - began).toBeLessThan(2_000);
  });

  it('is not prolonged by the progress of another call', async () => {
    seller.intercept = (_, response, rpc) => {
      if (rpc?.method !== 'tools/call') return false;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const stranger = {
        jsonrpc: '2.0',
        method: 'notifications/progress',
        params: { progressToken: 'x', progress: 1 },
      };
      const timer = setInterval(() => response.write(`data: ${JSON.stringify(stranger)}\n\n`), 100);
      response.on('close', () => {
        clearInterval(timer);
      });
      return true;
    };
    const told: Answer[] = [];
    const began = Date.now();
    const answer = await submit(told);
    expect(answer.finding.kind).toBe('unproven');
    expect(told).toEqual([]);
    expect(Date.now() - began).toBeLessThan(2_000);
  });
});
