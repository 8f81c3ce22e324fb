import type { Finding } from '@adcp-orchestrator/domain';
import { Ledger } from '@adcp-orchestrator/ledger';
import { ApiUnderTest, type TestTenant } from '../../../testing/api-under-test';

describe('the attention of an operation, read over the API', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
  });
  afterAll(() => api.stop());
  beforeEach(async () => {
    desk = await api.newTenant();
    await api.addSeller(desk, 'acme');
  });

  const get = (path: string) => api.call('GET', path, { key: desk.keys.viewer });
  const learn = (operationId: string, finding: Finding) =>
    api.app.get(Ledger).observe({
      tenantId: desk.id,
      operationId,
      source: 'poll',
      receivedAt: new Date(),
      finding,
      taskId: `task_${operationId}`,
    });

  it('is null while no person is needed, and says why, since when and what to do while one is', async () => {
    const { id } = (await api.handOver(desk, 'acme', { request: { po_number: 'PO-77' } })).body;
    expect((await get(`/v1/operations/${id}`)).body).toMatchObject({ attention: null });
    await api.app.get(Ledger).observe({
      tenantId: desk.id,
      operationId: id,
      source: 'webhook',
      receivedAt: new Date(),
      finding: { kind: 'pending', status: 'pending_approval' },
      taskId: `task_${id}`,
    });
    await learn(id, { kind: 'no_evidence' });

    const attention = {
      reason: 'in_doubt',
      since: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      what_to_do: expect.stringContaining('Ask acme for purchase order PO-77, then resolve') as string,
    };
    expect((await get(`/v1/operations/${id}`)).body).toMatchObject({ status: 'in_doubt', attention });
    expect((await get('/v1/operations?status=attention')).body.items).toMatchObject([{ id, attention }]);

    const resolved = await api.call('POST', `/v1/operations/${id}/resolve`, {
      key: desk.keys.trader,
      body: { status: 'created', media_buy_id: 'mb_1', note: 'told by phone' },
    });
    expect(resolved.body).toMatchObject({ status: 'created', attention: null });
  });

  it('is described, with every reason', async () => {
    const { components } = JSON.parse((await get('/openapi.json')).text) as {
      components: { schemas: Record<string, { properties: Record<string, unknown> }> };
    };
    expect(components.schemas.Operation?.properties).toHaveProperty('attention');
    expect(components.schemas.Attention?.properties).toMatchObject({
      reason: { enum: ['in_doubt', 'timed_out', 'credential_refused', 'version_unsupported'] },
      since: { format: 'date-time' },
      what_to_do: { type: 'string' },
    });
  });
});
