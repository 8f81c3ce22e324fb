import { replaceOrphans } from '@adcp-orchestrator/ledger';
import { ApiUnderTest, type Answer, type TestTenant } from '../../testing/api-under-test';

describe('the orphans of a seller', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;
  let operationId: string;
  const reconciledAt = new Date('2026-03-02T09:00:00.000Z');

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    desk = await api.newTenant();
    await api.addSeller(desk, 'acme');
    await api.addSeller(desk, 'fresh');
    operationId = (await api.handOver(desk, 'acme', { request: { po_number: 'PO-1' } })).body.id;
    const { pool } = api.database;
    await pool.query(`UPDATE operations SET status = 'pending_approval', task_id = 'task_1' WHERE id = $1`, [
      operationId,
    ]);
    await replaceOrphans(
      pool,
      { tenantId: desk.id, sellerId: 'acme' },
      {
        ours: [{ id: operationId, taskId: 'task_1' }],
        theirs: [
          {
            taskId: 'task_9',
            status: 'assigned',
            operation: 'create_media_buy',
            poNumber: 'PO-9',
            mediaBuyId: null,
            createdAt: 'yesterday',
          },
        ],
      },
      reconciledAt,
    );
  });
  afterAll(() => api.stop());

  const orphans = (id: string, key = desk.keys.viewer): Promise<Answer> =>
    api.call('GET', `/v1/sellers/${id}/orphans`, { key });

  it('are shown for both sides, with when the seller was asked', async () => {
    const answer = await orphans('acme');
    expect(answer.status).toBe(200);
    const first_seen_at = reconciledAt.toISOString();
    expect(answer.body).toEqual({
      reconciled_at: reconciledAt.toISOString(),
      ours: [
        { operation_id: operationId, task_id: 'task_1', status: 'pending_approval', po_number: 'PO-1', first_seen_at },
      ],
      theirs: [
        {
          task_id: 'task_9',
          status: 'assigned',
          operation: 'create_media_buy',
          po_number: 'PO-9',
          media_buy_id: null,
          created_at: 'yesterday',
          first_seen_at,
        },
      ],
    });
  });

  it('are none, and say so, for a seller that was never asked', async () => {
    expect((await orphans('fresh')).body).toEqual({ reconciled_at: null, ours: [], theirs: [] });
  });

  it("are nobody else's to see", async () => {
    const stranger = await api.newTenant();
    expect((await orphans('acme', stranger.keys.admin)).status).toBe(404);
    expect((await orphans('unknown')).status).toBe(404);
  });

  it('are described in the OpenAPI document', async () => {
    const { text } = await api.call('GET', '/openapi.json');
    const document = JSON.parse(text) as { paths: Record<string, unknown>; components: { schemas: object } };
    expect(document.paths['/v1/sellers/{id}/orphans']).toBeDefined();
    expect(document.components.schemas).toHaveProperty('SellerOrphans');
    expect(JSON.stringify(document.components.schemas)).toContain('secret_grace');
  });
});
