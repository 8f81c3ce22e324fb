import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Client,
  OperationUnsettledError,
  RequestRefusedError,
  createClient,
  verifyWebhook,
} from '@adcp-orchestrator/client';
import { signNotification } from '@adcp-orchestrator/notifications';
import { untilTrue } from '@adcp-orchestrator/testing';
import { ApiUnderTest, type TestTenant } from '../../testing/api-under-test';

describe('the client', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;
  let client: Client;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
  });
  afterAll(() => api.stop());
  beforeEach(async () => {
    desk = await api.newTenant();
    await api.addSeller(desk, 'acme');
    client = createClient({ baseUrl: `${api.url}/`, apiKey: desk.keys.trader });
  });

  async function buy(poNumber: string): Promise<string> {
    const { data, error } = await client.POST('/v1/operations', {
      body: {
        type: 'create_media_buy',
        seller_id: 'acme',
        request: { packages: ['premium_sports'], total_budget: 1_000, po_number: poNumber },
      },
    });
    if (error !== undefined) throw new Error(error.detail);
    return data.id;
  }
  const learn = (operationId: string, status: 'pending_approval' | 'working') =>
    api.ledger.observe({
      tenantId: desk.id,
      operationId,
      source: 'webhook',
      receivedAt: new Date(),
      finding: { kind: 'pending', status },
      taskId: `task_${operationId}`,
    });

  it('hands over, waits until the end, and says how it ended', async () => {
    const id = await buy('PO-1');
    await learn(id, 'pending_approval');
    const settled = client.waitUntilSettled(id, { timeoutMs: 60_000 });
    await sleep(100);
    await client.POST('/v1/operations/{id}/resolve', {
      params: { path: { id } },
      body: { status: 'created', media_buy_id: 'mb_1', note: 'told by phone' },
    });
    expect(await settled).toMatchObject({ id, status: 'created', media_buy_id: 'mb_1' });
  });

  it('says what has not ended in time, and what is refused', async () => {
    const id = await buy('PO-2');
    await expect(client.waitUntilSettled(id, { timeoutMs: 300 })).rejects.toBeInstanceOf(OperationUnsettledError);
    const nobody = '01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11';
    await expect(client.waitUntilSettled(nobody)).rejects.toMatchObject({ status: 404, name: 'RequestRefusedError' });
    const stranger = createClient({ baseUrl: api.url, apiKey: 'x'.repeat(40) });
    await expect(stranger.events().next()).rejects.toBeInstanceOf(RequestRefusedError);
    const { error } = await client.POST('/v1/operations', {
      body: { type: 'create_media_buy', seller_id: 'acme', request: { packages: ['a'], total_budget: -5 } },
    });
    expect(error).toMatchObject({ status: 422, errors: [{ pointer: '/request/total_budget' }] });
  });

  it('follows events through cuts of the connection, each once', async () => {
    const id = await buy('PO-3');
    const calls: AbortController[] = [];
    const cutting = createClient({
      baseUrl: api.url,
      apiKey: desk.keys.viewer,
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        const cut = new AbortController();
        calls.push(cut);
        return new Response(
          response.body?.pipeThrough(new TransformStream(), { signal: cut.signal }) ?? null,
          response,
        );
      },
    });
    const ended = new AbortController();
    const seen: number[] = [];
    let position: string | undefined;
    const reading = (async () => {
      const options = { operationId: id, signal: ended.signal, onPosition: (at: string) => (position = at) };
      for await (const { event } of cutting.events(options)) if (event.sequence > 0) seen.push(event.sequence);
    })();
    while (position === undefined) await sleep(5);
    for (let n = 1; n <= 6; n += 1) {
      await learn(id, n % 2 === 1 ? 'pending_approval' : 'working');
      if (n % 2 === 0) calls.at(-1)?.abort(new TypeError('terminated'));
    }
    await untilTrue('every event', () => seen.length >= 6);
    ended.abort();
    await reading;
    expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
    expect(calls.length).toBeGreaterThan(1);
  });

  it('verifies notifications', () => {
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const body = JSON.stringify({ id: 'e', type: 'operation.created' });
    const signed = signNotification([secret], 'e', new Date(), body);
    const headers = { ...signed, 'Content-Type': 'application/json' };
    expect(verifyWebhook(secret, { headers, body })).toMatchObject({ type: 'operation.created' });
    expect(() => verifyWebhook(secret, { headers, body: body.replace('created', 'failed') })).toThrow();
  });
});
