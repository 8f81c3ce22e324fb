import type { JsonObject } from '@adcp-orchestrator/domain';
import { canonicalHash } from '@adcp-orchestrator/platform';
import { ApiUnderTest, type TestTenant } from '../../testing/api-under-test';
import extraction from '../../../../libs/sellers/src/vectors/webhook-payload-extraction.json';

const SECRET = 'extraction-secret-of-at-least-32-characters';

interface Vector {
  id: string;
  payload: JsonObject;
  expected_data: JsonObject | null;
}
const vectors = extraction.vectors as unknown as Vector[];

const request = {
  account: { brand: { domain: 'acmeoutdoor.example' }, operator: 'desk.example' },
  brand: { domain: 'acmeoutdoor.example' },
  start_time: '2099-01-01T00:00:00Z',
  end_time: '2099-02-01T00:00:00Z',
  packages: [{ product_id: 'premium_sports', pricing_option_id: 'cpm_guaranteed_fixed', budget: 50_000 }],
};

/** What each status word of a seller makes of the operation that the desk follows. */
const statuses: Record<string, string> = {
  completed: 'created',
  failed: 'failed',
  canceled: 'canceled',
  working: 'working',
  'input-required': 'pending_input',
};

/**
 * Three vectors show only the part that their data is read from, so the rest of the envelope is added. A2A has another
 * envelope.
 */
function inEnvelope(payload: JsonObject): JsonObject {
  if (typeof payload.status !== 'string') return payload;
  return { idempotency_key: `whk_${canonicalHash(payload)}`, task_type: 'create_media_buy', ...payload };
}

describe('the official vectors for the data of webhooks, through the route', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;
  let path: string;
  let sellers = 0;
  let passed = 0;

  beforeAll(async () => {
    api = await ApiUnderTest.start({ PUBLIC_URL: 'https://buyer.example.com' });
    desk = await api.newTenant();
  });
  afterAll(() => api.stop());

  /** A seller for each vector, because several vectors name the same media buy. */
  beforeEach(async () => {
    sellers += 1;
    const { body } = await api.addSeller(desk, `modern-${sellers}`, {
      dialect: 'adcp-v3',
      webhooks: { mode: 'bearer', secret: SECRET },
    });
    path = new URL(body.webhook_urls.adcp).pathname;
  });

  async function pending(taskId: string): Promise<string> {
    const handed = await api.call('POST', '/v1/operations', {
      key: desk.keys.trader,
      body: { type: 'create_media_buy', seller_id: `modern-${sellers}`, request: { ...request, po_number: taskId } },
    });
    expect(handed.status).toBe(202);
    const { id } = handed.body;
    await api.ledger.observe({
      tenantId: desk.id,
      operationId: id,
      source: 'response',
      receivedAt: new Date(),
      finding: { kind: 'pending', status: 'pending_approval' },
      taskId,
    });
    return id;
  }

  it.each(vectors)('$id', async ({ payload, expected_data: data }) => {
    const state = typeof payload.status === 'string' ? payload.status : (payload.status as { state: string }).state;
    const id = await pending((payload.task_id ?? payload.id) as string);
    const answer = await api.call('POST', path, {
      rawBody: JSON.stringify(inEnvelope(payload)),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${SECRET}` },
    });
    expect([answer.status, answer.body]).toEqual([200, { status: 'received' }]);
    const operation = (await api.call('GET', `/v1/operations/${id}`, { key: desk.keys.viewer })).body;
    // A create that ended without a buy is only approved. The poll then asks for the buy.
    const expected = state === 'completed' && data === null ? 'approved' : statuses[state];
    expect(operation.status).toBe(data?.media_buy_status === 'active' ? 'active' : expected);
    if (state === 'completed' && data !== null) expect(operation).toMatchObject({ result: data });
    if (state === 'failed') expect(operation).toMatchObject({ error: data?.adcp_error });
    passed += 1;
  });

  it('are 12, and all of them passed', () => {
    expect([vectors.length, passed]).toEqual([12, 12]);
  });
});
