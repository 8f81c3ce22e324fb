import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { finishRestore, nameDatabase, restoreInstallation } from '@adcp-orchestrator/ledger';
import { until } from '@adcp-orchestrator/testing';
import { ApiUnderTest, type TestTenant } from '../../../testing/api-under-test';

interface Ready {
  status: string;
  checks: Record<string, { status: string; detail?: string }>;
}

describe('the API on a restored database', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;

  beforeEach(async () => {
    api = await ApiUnderTest.start();
    desk = await api.newTenant();
    await api.addSeller(desk, 'acme');
  });
  afterEach(() => api.stop());

  /** Asks until no check has failed or was late: on a busy machine the first checks of a process may need longer. */
  const ready = async (): Promise<Ready> => {
    const twin = await api.twin();
    try {
      return await until('an answer without a check that failed', async () => {
        const { status, text } = await twin.call('GET', '/readyz');
        return status === 200 && !text.includes('no answer within') ? (JSON.parse(text) as Ready) : undefined;
      });
    } finally {
      await twin.stop();
    }
  };

  it('takes nothing in before somebody has adopted it, says why, and goes on showing what is there', async () => {
    const kept = await api.handOver(desk, 'acme', { request: { po_number: 'PO-1' } });
    await api.database.pool.query(`UPDATE installation SET database = '7000000000000000001/16384'`);
    const refused = await api.handOver(desk, 'acme', { request: { po_number: 'PO-2' } });
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('60');
    expect(refused.body.detail).toContain('until its operator has confirmed it');
    const canceled = await api.call('POST', `/v1/operations/${kept.body.id}/cancel`, { key: desk.keys.trader });
    expect(canceled.status).toBe(503);
    const read = await api.call('GET', `/v1/operations/${kept.body.id}`, { key: desk.keys.viewer });
    expect([read.status, read.body.status]).toEqual([200, 'requested']);
    const report = await ready();
    expect(report).toMatchObject({ status: 'degraded', checks: { installation: { status: 'degraded' } } });
    expect(report.checks['installation']?.detail).toContain('run "ado restore"');
    await nameDatabase(api.database.pool);
    expect((await api.handOver(desk, 'acme', { request: { po_number: 'PO-2' } })).status).toBe(202);
  });

  it('neither probes a seller nor tests a subscription before somebody has adopted it', async () => {
    let calls = 0;
    const outside = createServer((_, response) => {
      calls += 1;
      response.end();
    });
    await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
    try {
      const url = `http://127.0.0.1:${(outside.address() as AddressInfo).port}/`;
      await api.addSeller(desk, 'outside', { agent_url: url });
      const made = await api.call('POST', '/v1/subscriptions', { key: desk.keys.admin, body: { url } });
      const both = ['/v1/sellers/outside/probe', `/v1/subscriptions/${made.body.id}/test`];
      await api.database.pool.query(`UPDATE installation SET database = '7000000000000000001/16384'`);
      for (const path of both) {
        const refused = await api.call('POST', path, { key: desk.keys.admin });
        expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '60']);
        expect(refused.body.detail).toContain('until its operator has confirmed it');
      }
      expect(calls).toBe(0);
      await nameDatabase(api.database.pool);
      for (const path of both) expect((await api.call('POST', path, { key: desk.keys.admin })).status).toBe(200);
      expect(calls).toBeGreaterThan(1);
    } finally {
      outside.closeAllConnections();
      await new Promise((resolve) => outside.close(resolve));
    }
  });

  it('lets nobody cancel as unsent what may have been sent before, and says that it is restored', async () => {
    const now = new Date();
    await restoreInstallation(api.database.pool, { now, dataUntil: now });
    const again = await api.handOver(desk, 'acme', { request: { po_number: 'PO-3' } });
    expect(again.status).toBe(202);
    expect(again.body).toMatchObject({ status: 'requested', allowed_actions: [] });
    const read = await api.call('GET', `/v1/operations/${again.body.id}`, { key: desk.keys.viewer });
    expect(read.body).toMatchObject(again.body);
    const canceled = await api.call('POST', `/v1/operations/${again.body.id}/cancel`, { key: desk.keys.trader });
    expect(canceled.status).toBe(409);
    expect((await ready()).checks['restore']).toEqual({
      status: 'degraded',
      detail: expect.stringContaining(`restored from a backup of ${now.toISOString()}`) as string,
    });
  });

  it('tells in the event of an intake what it allows: no cancel while it is restored, and ever after', async () => {
    const body = { url: 'https://desk.example/hook', events: ['operation.requested'] };
    await api.call('POST', '/v1/subscriptions', { key: desk.keys.admin, body });
    const before = await api.handOver(desk, 'acme', { request: { po_number: 'PO-4' } });
    // The newest change of a backup is at least as late as its operations.
    const now = new Date();
    await restoreInstallation(api.database.pool, { now, dataUntil: now });
    const during = await api.handOver(desk, 'acme', { request: { po_number: 'PO-5' } });
    await finishRestore(api.database.pool, new Date());
    const after = await api.handOver(desk, 'acme', { request: { po_number: 'PO-6' } });

    const read = async (id: string) => {
      const { rows } = await api.database.pool.query<{ payload: object }>('SELECT payload FROM events WHERE id = $1', [
        id,
      ]);
      // Transactions of other tests on the same server hold the pages of events back.
      let items: object[] = [];
      while (items.length === 0) {
        await sleep(20);
        items = (await api.call('GET', `/v1/operations/${id}/events`, { key: desk.keys.viewer })).body.items;
      }
      expect(items).toEqual([rows[0]?.payload]);
      return rows[0]?.payload;
    };
    const wanted = [
      { of: before, actions: ['cancel'], words: 'is sent to the publisher next' },
      { of: during, actions: [], words: 'is looked for at the publisher next' },
      { of: after, actions: ['cancel'], words: 'is sent to the publisher next' },
    ];
    for (const { of, actions, words } of wanted) {
      expect(await read(of.body.id)).toMatchObject({
        message: expect.stringContaining(words),
        operation: { allowed_actions: actions },
      });
    }
  });
});
