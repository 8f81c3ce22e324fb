import { setTimeout as sleep } from 'node:timers/promises';
import { untilTrue } from '@adcp-orchestrator/testing';
import { ApiUnderTest, type Answer, type TestTenant } from '../../../testing/api-under-test';
import { MAX_WAITING_OF_TENANT, OperationWatch } from './operation-watch';

describe('reading operations', () => {
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

  const get = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
    api.call('GET', path, { key: desk.keys.viewer, headers });
  const idsOf = (answer: Answer): string[] => answer.body.items.map(({ id }) => id);
  const handOver = async (request: Record<string, unknown> = {}, envelope: Record<string, unknown> = {}) =>
    (await api.handOver(desk, 'acme', { request, ...envelope })).body.id;
  const becomesPending = (operationId: string) =>
    api.ledger.observe({
      tenantId: desk.id,
      operationId,
      source: 'response',
      receivedAt: new Date(),
      finding: { kind: 'pending', status: 'pending_approval' },
      taskId: `task_${operationId}`,
      sellerStatus: 'pending_manual',
    });

  it('lists page by page, the newest first, undisturbed by what is handed over meanwhile', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 25; n += 1) ids.push(await handOver());
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Answer = await get(`/v1/operations?limit=7${cursor === null ? '' : `&cursor=${cursor}`}`);
      seen.push(...idsOf(page));
      cursor = page.body.next_cursor;
      await handOver();
    } while (cursor !== null);
    expect(seen).toEqual(ids.reverse());
  });

  it('leaves a large result out of lists, and shows it with the operation itself', async () => {
    const [small, large] = [await handOver(), await handOver()];
    const resultOf = (count: number) => ({
      media_buy_id: `mb_${count}`,
      packages: Array.from({ length: count }, (_, n) => ({ package_id: `pkg_${n}`, budget: 1_000, paused: false })),
    });
    const counts: [string, number][] = [
      [small, 10],
      [large, 40_000],
    ];
    for (const [operationId, count] of counts) {
      const result = resultOf(count);
      await api.ledger.observe({
        tenantId: desk.id,
        operationId,
        source: 'response',
        receivedAt: new Date(),
        finding: { kind: 'settled', outcome: { status: 'created', mediaBuyId: result.media_buy_id, result } },
      });
    }
    const page = await get('/v1/operations?limit=200');
    expect(page.text.length).toBeLessThan(100_000);
    expect(page.body.items).toMatchObject([
      { id: large, media_buy_id: 'mb_40000', result: null, result_omitted: true },
      { id: small, media_buy_id: 'mb_10', result: resultOf(10), result_omitted: false },
    ]);
    const whole = await get(`/v1/operations/${large}`);
    expect(whole.body).toMatchObject({ status: 'created', result: resultOf(40_000), result_omitted: false });
    expect((await get(`/v1/operations/${large}/timeline`)).text.length).toBeLessThan(10_000);
  });

  it('ends a list that fits its last page exactly', async () => {
    for (let n = 0; n < 4; n += 1) await handOver();
    const first = await get('/v1/operations?limit=2');
    const second = await get(`/v1/operations?limit=2&cursor=${first.body.next_cursor}`);
    expect([first.body.next_cursor !== null, second.body.next_cursor]).toEqual([true, null]);
  });

  it('refuses a cursor that was changed, is of another list, or was made with other filters', async () => {
    for (let n = 0; n < 2; n += 1) await handOver();
    const { next_cursor: cursor } = (await get('/v1/operations?limit=1&type=create_media_buy')).body;
    expect((await get(`/v1/operations?limit=5&type=create_media_buy&cursor=${cursor}`)).status).toBe(200);
    for (const path of [
      `/v1/operations?cursor=${cursor}`,
      `/v1/operations?type=create_media_buy&cursor=${String(cursor).slice(2)}`,
      `/v1/sellers?cursor=${cursor}`,
      `/v1/deliveries?cursor=${cursor}`,
    ]) {
      const answer = await get(path);
      expect([path, answer.status]).toEqual([path, 422]);
      expect(answer.body.errors).toMatchObject([{ in: 'query', pointer: '/cursor' }]);
    }
  });

  it('takes a cursor when the same filters come in another order', async () => {
    for (let made = 0; made < 2; made += 1) await handOver();
    const { next_cursor: cursor } = (await get('/v1/operations?limit=1&status=requested,working&type=create_media_buy'))
      .body;
    expect(cursor).not.toBeNull();
    for (const same of [
      'type=create_media_buy&status=working&status=requested',
      'type=create_media_buy&status=working,requested,working',
    ]) {
      expect((await get(`/v1/operations?${same}&cursor=${cursor}`)).status).toBe(200);
    }
  });

  it('filters by status and kind, seller, type, po_number, user and time', async () => {
    await api.addSeller(desk, 'other');
    const first = await handOver({ po_number: 'SPRING-1' }, { user_id: 'kim' });
    const second = await handOver({ po_number: 'SPRING-2' });
    const third = (await api.handOver(desk, 'other')).body.id;
    await becomesPending(second);
    const { body } = await get(`/v1/operations/${second}`);
    const found = async (query: string) => idsOf(await get(`/v1/operations?${query}`));
    expect(await found('status=pending')).toEqual([second]);
    expect(await found('status=open')).toEqual([third, first]);
    expect(await found('status=requested,pending_approval')).toEqual([third, second, first]);
    expect(await found('status=settled&status=attention')).toEqual([]);
    expect(await found('seller_id=other')).toEqual([third]);
    expect(await found('type=update_media_buy')).toEqual([]);
    expect(await found('po_number=SPRING-1')).toEqual([first]);
    expect(await found('user_id=kim')).toEqual([first]);
    expect(await found(`created_after=${body.created_at}`)).toEqual([third]);
    expect(await found(`created_before=${body.created_at}`)).toEqual([first]);
    expect(await found('q=pring-')).toEqual([second, first]);
    expect(await found('q=SPRING-2&status=open')).toEqual([]);
    expect(await found(`q=${third}`)).toEqual([third]);
    expect(await found(`q=task_${second}`)).toEqual([second]);
    expect(await found('q=%25%25%25')).toEqual([]);
    const change = await api.handOver(desk, 'other', { type: 'update_media_buy', request: { media_buy_id: 'mb_77' } });
    expect(await found('q=mb_77')).toEqual([change.body.id]);
  });

  it('counts with the filters of the list', async () => {
    const [first] = [await handOver({}, { user_id: 'kim' }), await handOver()];
    await becomesPending(first);
    expect((await get('/v1/operations/counts')).body).toEqual({
      total: 2,
      by_status: { requested: 1, pending_approval: 1 },
      attention: 0,
      overdue: 0,
      by_seller: { acme: 2 },
    });
    expect((await get('/v1/operations/counts?user_id=kim&waiting_for=us')).body).toMatchObject({ total: 0 });
    expect((await get(`/v1/operations/counts?q=${first.slice(-8)}`)).body).toMatchObject({ total: 1 });
    expect((await get('/v1/operations/counts?sort=created_at')).status).toBe(422);
  });

  it('says the same of what is overdue in the list, the counts and the single read', async () => {
    const [marked, passed] = [await handOver(), await handOver()];
    await api.database.pool.query(
      `UPDATE operations SET overdue_at = created_at, overdue = (id = $1) WHERE id IN ($1, $2)`,
      [marked, passed],
    );
    expect((await get('/v1/operations?overdue=true')).body.items.map(({ id }) => id)).toEqual([marked]);
    expect((await get('/v1/operations/counts')).body).toMatchObject({ overdue: 1 });
    for (const [id, overdue] of [
      [marked, true],
      [passed, false],
    ] as const) {
      expect((await get(`/v1/operations/${id}`)).body).toMatchObject({ overdue });
    }
  });

  it('shows what was bought, by whom it waits and since when, with the request where it is asked for', async () => {
    const request = {
      packages: ['sports', 'news'],
      total_budget: 25_000,
      currency: 'USD',
      start_date: '2027-03-01',
      brand: 'acme.example',
      po_number: 'PO-77',
    };
    const id = await handOver(request);
    const shown = {
      summary: {
        total_budget: { amount: 25_000, currency: 'USD' },
        start: '2027-03-01',
        end: null,
        packages: 2,
        brand: 'acme.example',
      },
      overdue: false,
    };
    const accepted = (await get(`/v1/operations/${id}`)).body;
    expect(accepted).toMatchObject({ ...shown, waiting_for: 'us', status_since: accepted.created_at, request });
    const moved = (await becomesPending(id)).operation!.updatedAt.toISOString();
    const waits = { ...shown, waiting_for: 'seller', status_since: moved };
    const [listed] = (await get('/v1/operations')).body.items;
    expect(listed).toMatchObject(waits);
    expect(listed).not.toHaveProperty('request');
    expect((await get('/v1/operations?include=request')).body.items).toMatchObject([{ ...waits, request }]);
    const told = await api.database.pool.query('SELECT payload FROM events WHERE operation_id = $1', [id]);
    expect(told.rows).toMatchObject([
      { payload: { estimated_time: '2-4 hours', estimated_time_source: 'default', operation: waits } },
    ]);
    expect((await get('/v1/operations?include=timeline')).body.errors).toMatchObject([{ pointer: '/include' }]);
  });

  it('leaves a large request out of the list: a page of them would be hundreds of megabytes', async () => {
    const large = { packages: ['premium_sports'], total_budget: 1_000, brief: 'x'.repeat(70_000) };
    const id = await handOver(large);
    const [listed] = (await get('/v1/operations?include=request')).body.items;
    expect([listed!.id, listed]).toEqual([id, expect.not.objectContaining({ request: expect.anything() })]);
    expect((await get(`/v1/operations/${id}`)).body).toMatchObject({ request: large });
  });

  it('answers 304 while the version is the one that the client has', async () => {
    const id = await handOver();
    const first = await get(`/v1/operations/${id}`);
    expect(first.headers.get('etag')).toBe('W/"1"');
    const same = await get(`/v1/operations/${id}`, { 'if-none-match': 'W/"1"' });
    expect([same.status, same.text]).toEqual([304, '']);
    await becomesPending(id);
    const changed = await get(`/v1/operations/${id}`, { 'if-none-match': 'W/"1"' });
    expect([changed.status, changed.headers.get('etag'), changed.body.status]).toEqual([
      200,
      'W/"2"',
      'pending_approval',
    ]);
  });

  it('holds a waiting request until the operation changes', async () => {
    const id = await handOver();
    const startedAt = Date.now();
    const watched = jest.spyOn(api.app.get(OperationWatch), 'untilChanged');
    const waiting = get(`/v1/operations/${id}?wait=30`);
    await untilTrue('the request to be held', () => watched.mock.calls.some(([one]) => one.id === id));
    watched.mockRestore();
    await sleep(700);
    await becomesPending(id);
    const answer = await waiting;
    expect(answer.body).toMatchObject({ status: 'pending_approval', version: 2, task_id: `task_${id}` });
    const waited = Date.now() - startedAt;
    expect(waited).toBeGreaterThan(650);
    expect(waited).toBeLessThan(30_000);
  });

  it('answers a waiting request when its time is over, and at once when the version is another or it has ended', async () => {
    const id = await handOver();
    const startedAt = Date.now();
    expect((await get(`/v1/operations/${id}?wait=1`, { 'if-none-match': 'W/"1"' })).status).toBe(304);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(990);
    expect((await get(`/v1/operations/${id}?wait=30`, { 'if-none-match': 'W/"77"' })).status).toBe(200);
    await api.call('POST', `/v1/operations/${id}/cancel`, { key: desk.keys.trader });
    expect((await get(`/v1/operations/${id}?wait=30`)).body.status).toBe('canceled');
  });

  it('lets go of a client that has gone, and serves others meanwhile', async () => {
    const id = await handOver();
    const gone = new AbortController();
    const waiting = api.call('GET', `/v1/operations/${id}?wait=30`, { key: desk.keys.viewer, signal: gone.signal });
    await sleep(200);
    gone.abort();
    await expect(waiting).rejects.toThrow(/abort/i);
    expect((await get(`/v1/operations/${id}`)).status).toBe(200);
  });

  it('holds a share of the waiting requests for each tenant, so that none takes the place of the others', async () => {
    const [id, other] = [await handOver(), await api.newTenant()];
    await api.addSeller(other, 'acme');
    const theirs = (await api.handOver(other, 'acme')).body.id;
    const watch = api.app.get(OperationWatch);
    const clients = Array.from({ length: MAX_WAITING_OF_TENANT }, () => new AbortController());
    const held = clients.map(({ signal }) => watch.untilChanged({ tenantId: desk.id, id, version: 1 }, 30, signal));
    const refused = await get(`/v1/operations/${id}?wait=1`);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2']);
    expect(refused.body).toMatchObject({ detail: expect.stringMatching(/100 requests of this tenant/) });
    expect((await get(`/v1/operations/${id}`)).status).toBe(200);
    const served = await api.call('GET', `/v1/operations/${theirs}?wait=1`, { key: other.keys.viewer });
    expect(served.status).toBe(200);
    for (const client of clients) client.abort();
    await Promise.all(held);
  });

  it('refuses to wait longer than 30 seconds', async () => {
    const answer = await get(`/v1/operations/${await handOver()}?wait=31`);
    expect([answer.status, answer.body.errors[0]?.pointer]).toEqual([422, '/wait']);
  });

  it('tells what happened in pages, the oldest first', async () => {
    const id = await handOver();
    await becomesPending(id);
    await api.call('POST', `/v1/operations/${id}/resolve`, {
      key: desk.keys.trader,
      body: { status: 'created', media_buy_id: 'mb_1', note: 'Kim at Acme said so' },
    });
    const first = await get(`/v1/operations/${id}/timeline?limit=2`);
    const second = await get(`/v1/operations/${id}/timeline?limit=2&cursor=${first.body.next_cursor}`);
    expect(first.body.items).toMatchObject([
      { kind: 'accepted', from_status: null, to_status: 'requested', actor: 'the trader' },
      { kind: 'transition', source: 'response', to_status: 'pending_approval', task_id: `task_${id}` },
    ]);
    expect(second.body).toMatchObject({
      items: [{ source: 'operator', to_status: 'created', media_buy_id: 'mb_1', actor: 'the trader' }],
      next_cursor: null,
    });
    expect(JSON.stringify([first.body.items, second.body.items])).not.toMatch(/"[a-z]+[A-Z]\w*":/);
  });

  it('estimates the end of an approval from the history of the seller', async () => {
    const id = await handOver();
    await becomesPending(id);
    await api.database.pool.query(
      'UPDATE sellers SET approval_p50_seconds = 60, approval_p90_seconds = 600 WHERE tenant_id = $1',
      [desk.id],
    );
    const { estimated_completion: estimate } = (await get(`/v1/operations/${id}`)).body;
    expect(Date.parse(estimate.p90) - Date.parse(estimate.p50)).toBe(540_000);
  });
});
