import type { OperationRow } from '@adcp-orchestrator/ledger';
import { type Answer, ApiUnderTest, type TestTenant } from '../../../testing/api-under-test';

describe('handing an operation over', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    desk = await api.newTenant();
    await api.addSeller(desk, 'acme');
    await api.addSeller(desk, 'modern', { dialect: 'adcp-v3', deadlines: { create_media_buy: 'PT2H' } });
  });
  afterAll(() => api.stop());

  const stored = async (id: string) => {
    const { rows } = await api.database.pool.query<OperationRow>('SELECT * FROM operations WHERE id = $1', [id]);
    return rows[0]!;
  };

  it('answers 202 with the Location of an operation that is durable and due', async () => {
    const answer = await api.handOver(desk, 'acme', { request: { po_number: 'PO-1' }, user_id: 'trader@desk' });
    expect(answer.status).toBe(202);
    expect(answer.headers.get('location')).toBe(`/v1/operations/${answer.body.id}`);
    expect(answer.body).toMatchObject({ status: 'requested', po_number: 'PO-1', user_id: 'trader@desk', version: 1 });
    expect(await stored(answer.body.id)).toMatchObject({ tenant_id: desk.id, due_kind: 'submit', attempt: 0 });
    const timeline = await api.call('GET', `/v1/operations/${answer.body.id}/timeline`, { key: desk.keys.viewer });
    expect(timeline.body.items).toMatchObject([{ kind: 'accepted', source: 'intake', actor: 'the trader' }]);
  });

  it('answers a repetition under the same Idempotency-Key with the operation that exists, whatever the order of its members', async () => {
    const first = await api.handOver(desk, 'acme', { idempotencyKey: 'key-1', request: { a: 1, b: 2 } });
    const second = await api.handOver(desk, 'acme', { idempotencyKey: 'key-1', request: { b: 2, a: 1 } });
    expect([first.status, second.status]).toEqual([202, 200]);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(second.body).toEqual(first.body);
  });

  it('refuses an Idempotency-Key that came with another request, naming the operation', async () => {
    const first = await api.handOver(desk, 'acme', { idempotencyKey: 'key-2' });
    const second = await api.handOver(desk, 'acme', { idempotencyKey: 'key-2', request: { total_budget: 2_000 } });
    expect(second.status).toBe(422);
    expect(second.body).toMatchObject({
      type: 'urn:adcp-orchestrator:problem:idempotency-key-reused',
      operation_id: first.body.id,
    });
  });

  it('answers the same po_number and request with the operation that exists, and another request with 409', async () => {
    const first = await api.handOver(desk, 'acme', { request: { po_number: 'PO-2' } });
    const same = await api.handOver(desk, 'acme', { request: { po_number: 'PO-2' }, idempotencyKey: 'key-3' });
    const other = await api.handOver(desk, 'acme', { request: { po_number: 'PO-2', total_budget: 7 } });
    expect([same.status, same.body.id]).toEqual([200, first.body.id]);
    expect(other.status).toBe(409);
    expect(other.body).toMatchObject({
      type: 'urn:adcp-orchestrator:problem:po-number-taken',
      operation_id: first.body.id,
      operation_status: 'requested',
    });
  });

  it('frees a po_number when its operation ended badly, and keeps it apart by seller', async () => {
    const first = await api.handOver(desk, 'acme', { request: { po_number: 'PO-3' } });
    await api.call('POST', `/v1/operations/${first.body.id}/cancel`, { key: desk.keys.trader });
    const again = await api.handOver(desk, 'acme', { request: { po_number: 'PO-3', total_budget: 9 } });
    expect(again.status).toBe(202);
    await api.addSeller(desk, 'other');
    expect((await api.handOver(desk, 'other', { request: { po_number: 'PO-3' } })).status).toBe(202);
  });

  it('makes one operation of fifty simultaneous identical posts', async () => {
    const before = await api.count('operations');
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        api.handOver(desk, 'acme', { idempotencyKey: 'fifty', request: { po_number: 'PO-50' } }),
      ),
    );
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(49);
    expect(await api.count('operations')).toBe(before + 1);
  });

  it('makes one operation of fifty simultaneous posts that only share the po_number', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        api.handOver(desk, 'acme', { idempotencyKey: `po-51-${n}`, request: { po_number: 'PO-51' } }),
      ),
    );
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(49).fill(200), 202]);
  });

  it('copies a po_number that is only in the envelope into the request, so that both forms are the same request', async () => {
    const outer = await api.handOver(desk, 'acme', { po_number: 'PO-4' });
    const inner = await api.handOver(desk, 'acme', { request: { po_number: 'PO-4' } });
    expect([outer.status, inner.status, inner.body.id]).toEqual([202, 200, outer.body.id]);
    expect((await stored(outer.body.id)).request.po_number).toBe('PO-4');
  });

  it('refuses an envelope and a request that name different po_numbers', async () => {
    const answer = await api.handOver(desk, 'acme', { po_number: 'PO-5', request: { po_number: 'PO-6' } });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toMatchObject([{ pointer: '/po_number', in: 'body' }]);
  });

  it('gives a hitl-v1 create without a po_number one made from its id, and still recognises the repetition', async () => {
    const first = await api.handOver(desk, 'acme', { idempotencyKey: 'no-po' });
    const second = await api.handOver(desk, 'acme', { idempotencyKey: 'no-po' });
    expect(first.body.po_number).toBe(`PO-${first.body.id}`);
    expect((await stored(first.body.id)).request.po_number).toBe(first.body.po_number);
    expect([second.status, second.body.id]).toEqual([200, first.body.id]);
  });

  it.each(['idempotency_key', 'push_notification_config'])(
    'refuses %s in the request, because it is ours',
    async (name) => {
      const answer = await api.handOver(desk, 'acme', { request: { [name]: 'x' } });
      expect(answer.status).toBe(422);
      expect(answer.body.errors).toMatchObject([{ pointer: `/request/${name}` }]);
    },
  );

  it('refuses a seller that the tenant does not have, and a type that the seller has no tool for', async () => {
    const stranger = await api.handOver(desk, 'nobody');
    expect([stranger.status, stranger.body.errors[0]?.pointer]).toEqual([422, '/seller_id']);
    const wrongType = await api.handOver(desk, 'acme', { type: 'sync_creatives' });
    expect([wrongType.status, wrongType.body.errors[0]?.pointer]).toEqual([422, '/type']);
  });

  it('judges the request by its dialect, with pointers below /request', async () => {
    const guide = await api.handOver(desk, 'acme', { request: { packages: [] } });
    expect([guide.status, guide.body.errors[0]?.pointer]).toEqual([422, '/request/packages']);
    const modern = await api.handOver(desk, 'modern', { request: { packages: 'all of them' } });
    expect(modern.status).toBe(422);
    expect(modern.body.errors.map(({ pointer }) => pointer)).toContain('/request/packages');
  });

  it('takes the deadline from the request, else from the seller, else from the type', async () => {
    const seconds = (answer: Answer) =>
      (Date.parse(answer.body.deadline_at) - Date.parse(answer.body.created_at)) / 1000;
    expect(seconds(await api.handOver(desk, 'acme', { deadline: 'PT90S' }))).toBe(90);
    expect(seconds(await api.handOver(desk, 'acme'))).toBe(86_400);
    const refused = await api.handOver(desk, 'acme', { deadline: 'P1Y' });
    expect([refused.status, refused.body.errors[0]?.pointer]).toEqual([422, '/deadline']);
    const tooLong = await api.handOver(desk, 'acme', { deadline: 'P91D' });
    expect(tooLong.body.errors[0]?.detail).toMatch(/P90D/);
  });

  it('keeps an adcp-v3 operation with its account, under a key that only its seller sees', async () => {
    const answer = await api.handOver(desk, 'modern', {
      request: {
        packages: [{ product_id: 'p1', budget: 500, pricing_option_id: 'cpm' }],
        total_budget: undefined,
        account: { account_id: 'acc_1' },
        brand: { domain: 'brand.example' },
        start_time: 'asap',
        end_time: '2099-01-01T00:00:00Z',
        po_number: 'PO-7',
      },
    });
    expect(answer.status).toBe(202);
    const row = await stored(answer.body.id);
    expect(row.account).toEqual({ account_id: 'acc_1' });
    expect(row.request_key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    expect(JSON.stringify(answer.body)).not.toContain(row.request_key);
    expect((Date.parse(answer.body.deadline_at) - Date.parse(answer.body.created_at)) / 1000).toBe(7_200);
  });

  it.each([
    ['a po_number of many lines', { request: { po_number: 'a\nb' } }, '/request/po_number'],
    ['a po_number that is no text', { request: { po_number: 5 } }, '/request/po_number'],
    ['a tab in the user_id', { user_id: 'a\tb' }, '/user_id'],
    ['a member that is not known', { colour: 'red' }, '/colour'],
    ['a buyer_ref of many lines', { request: { buyer_ref: 'a\nb' } }, '/request/buyer_ref'],
  ])('refuses %s', async (_, fields, pointer) => {
    const answer = await api.handOver(desk, 'acme', fields);
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toMatchObject([{ pointer }]);
  });

  it.each(['', 'with space', 'ümlaut', 'x'.repeat(256)])(
    'refuses an Idempotency-Key that is not 1 to 255 visible characters: "%s"',
    async (idempotencyKey) => {
      const answer = await api.handOver(desk, 'acme', {
        idempotencyKey: Buffer.from(idempotencyKey).toString('latin1'),
      });
      expect(answer.status).toBe(422);
      expect(answer.body.errors).toMatchObject([{ in: 'header', pointer: '/Idempotency-Key' }]);
    },
  );
});
