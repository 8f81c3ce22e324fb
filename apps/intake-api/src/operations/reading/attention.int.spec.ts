import { type Finding, attentionReasons } from '@adcp-orchestrator/domain';
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
    await api.addSeller(desk, 'acme', { name: 'Acme Media' });
  });

  const get = (path: string) => api.call('GET', path, { key: desk.keys.viewer });
  const learn = (operationId: string, finding: Finding) =>
    api.ledger.observe({
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
    await api.ledger.observe({
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
      what_to_do: expect.stringContaining('Ask Acme Media for purchase order PO-77, then resolve') as string,
    };
    expect((await get(`/v1/operations/${id}`)).body).toMatchObject({ status: 'in_doubt', attention });
    expect((await get('/v1/operations?status=attention')).body.items).toMatchObject([{ id, attention }]);

    const resolved = await api.call('POST', `/v1/operations/${id}/resolve`, {
      key: desk.keys.trader,
      body: { status: 'created', media_buy_id: 'mb_1', note: 'told by phone' },
    });
    expect(resolved.body).toMatchObject({ status: 'created', attention: null });
  });

  it('says who looks after it, and is ended by a person who has seen it', async () => {
    const { id } = (await api.handOver(desk, 'acme')).body;
    const act = (method: string, action: string, body: unknown, key = desk.keys.trader) =>
      api.call(method, `/v1/operations/${id}/${action}`, { key, body });
    const ended = (status: 'created' | 'rejected'): Finding => ({
      kind: 'settled',
      outcome: status === 'created' ? { status, mediaBuyId: 'mb_1' } : { status },
    });
    await api.ledger.observe({
      tenantId: desk.id,
      operationId: id,
      source: 'webhook',
      receivedAt: new Date(),
      finding: ended('created'),
      taskId: `task_${id}`,
    });
    const early = await act('PATCH', 'attention', { assignee: 'ana@desk' });
    expect([early.status, early.body.type]).toEqual([409, 'urn:adcp-orchestrator:problem:action-not-allowed']);
    await learn(id, ended('rejected'));
    expect((await act('PATCH', 'attention', {})).body.errors).toMatchObject([{ in: 'body' }]);
    expect((await act('PATCH', 'attention', { assignee: 'ana' }, desk.keys.viewer)).status).toBe(403);
    const taken = await act('PATCH', 'attention', { assignee: 'ana@desk', note: 'Kim calls back' });
    const attention = { reason: 'conflict', assignee: 'ana@desk', note: 'Kim calls back' };
    expect(taken.body).toMatchObject({ attention, allowed_actions: ['acknowledge'] });
    expect((await act('PATCH', 'attention', { note: null })).body).toMatchObject({
      attention: { ...attention, note: null },
    });
    expect((await act('POST', 'acknowledge', {})).body.errors).toMatchObject([{ in: 'body', pointer: '/note' }]);
    const seen = await act('POST', 'acknowledge', { note: 'Kim: the first word counts' });
    expect(seen.body).toMatchObject({ status: 'created', attention: null, allowed_actions: [], conflicts: 1 });
    expect((await act('POST', 'acknowledge', { note: 'again' })).status).toBe(409);
    const { items } = (await get(`/v1/operations/${id}/timeline`)).body;
    expect(items.at(-1)).toMatchObject({
      actor: 'the trader',
      reason: 'acknowledged by a person: Kim: the first word counts',
    });
  });

  it('is described, with every reason', async () => {
    const { components } = JSON.parse((await get('/openapi.json')).text) as {
      components: { schemas: Record<string, { properties: Record<string, unknown> }> };
    };
    expect(components.schemas.Operation?.properties).toHaveProperty('attention');
    expect(components.schemas.Attention?.properties).toMatchObject({
      reason: { enum: attentionReasons },
      since: { format: 'date-time' },
      what_to_do: { type: 'string' },
    });
  });
});
