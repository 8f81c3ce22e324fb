import { randomUUID } from 'node:crypto';
import { until } from '@adcp-orchestrator/testing';
import { startSandboxSeller, type SandboxSeller } from '../../../sandbox-seller/src/server';
import { Buyer, control, taskIdOf } from '../../../sandbox-seller/testing/drive';
import { ApiUnderTest, type TestTenant } from '../../testing/api-under-test';

/**
 * Both ends are real. The sandbox seller signs by RFC 9421 and publishes its key. The API fetches the key and verifies.
 */
describe("the sandbox seller's signed webhooks", () => {
  let api: ApiUnderTest;
  let desk: TestTenant;
  let sandbox: SandboxSeller;
  let buyer: Buyer;

  beforeAll(async () => {
    sandbox = await startSandboxSeller({ port: 0 });
    api = await ApiUnderTest.start(
      { PUBLIC_URL: 'http://127.0.0.1:1' },
      { urlOf: (request) => `http://${request.host}${request.url}` },
    );
    desk = await api.newTenant();
    buyer = await Buyer.connect(sandbox.url, 'adcp-v3', 'signing');
  });
  afterAll(async () => {
    await buyer.close();
    await sandbox.close();
    await api.stop();
  });

  it.each([
    ['approved', 'approve', {}, 'created'],
    ['rejected', 'reject', { reason: 'sold out' }, 'rejected'],
  ] as const)('settle an operation that was %s', async (_word, decision, body, settled) => {
    const id = `signing-${decision}`;
    const { webhook_urls: urls } = (
      await api.addSeller(desk, id, {
        dialect: 'adcp-v3',
        webhooks: { mode: 'rfc9421', jwks_uri: `${sandbox.url}/.well-known/jwks.json` },
      })
    ).body;
    const po = `WAIT-${randomUUID()}`;
    const handed = await api.call('POST', '/v1/operations', {
      key: desk.keys.trader,
      body: { type: 'create_media_buy', seller_id: id, request: { ...request, po_number: po } },
    });
    const operationId = handed.body.id;
    const answer = await buyer.buy(po, {
      push_notification_config: { url: api.url + new URL(urls.adcp).pathname, operation_id: operationId },
    });
    const taskId = taskIdOf(answer);
    await api.ledger.observe({
      tenantId: desk.id,
      operationId,
      source: 'response',
      receivedAt: new Date(),
      finding: { kind: 'pending', status: 'pending_approval' },
      taskId,
    });
    await control(sandbox.url, `tasks/${taskId}/${decision}`, body);
    const operation = await waitFor(operationId, settled);
    expect(operation.body.status).toBe(settled);
    const { rows } = await api.database.pool.query<{ source: string }>(
      `SELECT source FROM timeline WHERE operation_id = $1 ORDER BY id DESC LIMIT 1`,
      [operationId],
    );
    expect(rows[0]?.source).toBe('webhook');
    expect(await api.count('webhook_nonces')).toBeGreaterThan(0);
  });

  const waitFor = (operationId: string, status: string) =>
    until(`the status ${status}`, async () => {
      const read = await api.call('GET', `/v1/operations/${operationId}`, { key: desk.keys.viewer });
      return read.body.status === status ? read : undefined;
    });
});

const request = {
  account: { brand: { domain: 'brand.example' }, operator: 'desk.example' },
  brand: { domain: 'brand.example' },
  start_time: 'asap',
  end_time: '2099-01-01T00:00:00Z',
  packages: [{ product_id: 'premium_sports', budget: 5000, pricing_option_id: 'cpm_guaranteed_fixed' }],
};
