import { randomUUID } from 'node:crypto';
import type { Finding } from '@adcp-orchestrator/domain';
import { ApiUnderTest, type Answer, type TestTenant } from '../../../testing/api-under-test';

const REUSED = 'urn:adcp-orchestrator:problem:idempotency-key-reused';

describe('the terms of an action', () => {
  let api: ApiUnderTest;
  let twin: ApiUnderTest;
  let desk: TestTenant;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    twin = await api.twin();
    desk = await api.newTenant();
    await api.addSeller(desk, 'acme');
    await api.addSeller(desk, 'modern', { dialect: 'adcp-v3' });
  });
  afterAll(async () => {
    await twin.stop();
    await api.stop();
  });

  interface Sent {
    key?: string;
    ifMatch?: string;
    body?: unknown;
    on?: ApiUnderTest;
  }
  const act = (id: string, action: string, { key, ifMatch, body, on = api }: Sent = {}): Promise<Answer> =>
    on.call('POST', `/v1/operations/${id}/${action}`, {
      key: desk.keys.trader,
      body,
      headers: {
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      },
    });
  const read = (id: string) => api.call('GET', `/v1/operations/${id}`, { key: desk.keys.viewer });
  const entries = async (id: string): Promise<number> =>
    (await api.call('GET', `/v1/operations/${id}/timeline`, { key: desk.keys.viewer })).body.items.length;
  const learn = (operationId: string, finding: Finding) =>
    api.ledger.observe({ tenantId: desk.id, operationId, source: 'response', receivedAt: new Date(), finding });
  const handOver = async (request: Record<string, unknown> = {}): Promise<string> =>
    (await api.handOver(desk, 'acme', { request })).body.id;
  const pending = async (): Promise<string> => {
    const id = await handOver();
    await learn(id, { kind: 'pending', status: 'pending_approval' });
    return id;
  };
  const ended = async (status: 'failed' | 'rejected' = 'failed', request: Record<string, unknown> = {}) => {
    const id = await handOver(request);
    await learn(id, { kind: 'settled', outcome: { status } });
    return id;
  };
  const replayed = ({ headers }: Answer) => headers.get('idempotent-replayed');
  /** It ended badly, and the seller has said since that it was booked. */
  const contradicted = async (): Promise<string> => {
    const id = await ended();
    await learn(id, { kind: 'settled', outcome: { status: 'created', mediaBuyId: `mb_${id}` } });
    return id;
  };
  const created = { status: 'created', note: 'Kim said so' };

  it.each([
    ['cancel', undefined, () => handOver()],
    ['poll', undefined, pending],
    ['retry', undefined, () => ended()],
    ['resolve', { status: 'failed', note: 'Kim said so' }, pending],
    ['acknowledge', { note: 'seen' }, contradicted],
  ])('do a %s once for its key, and answer a repetition as the first time', async (action, body, make) => {
    const id = await make();
    const key = randomUUID();
    const first = await act(id, action, { key, body });
    expect([200, 202]).toContain(first.status);
    expect(replayed(first)).toBeNull();
    const before = await entries(id);
    const again = await act(id, action, { key, body, on: twin });
    expect([again.status, replayed(again), again.body]).toEqual([200, 'true', first.body]);
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
    expect(await entries(id)).toBe(before);
  });

  it('refuse a key that came with another action or another body', async () => {
    const id = await pending();
    const key = randomUUID();
    expect((await act(id, 'poll', { key })).status).toBe(200);
    const other = await act(id, 'resolve', { key, body: { status: 'failed', note: 'x' } });
    expect([other.status, other.body.type]).toEqual([422, REUSED]);
    expect(other.body.errors).toMatchObject([{ in: 'header', pointer: '/Idempotency-Key' }]);
    const resolved = randomUUID();
    expect((await act(id, 'resolve', { key: resolved, body: { ...created, media_buy_id: 'mb_1' } })).status).toBe(200);
    const changed = await act(id, 'resolve', { key: resolved, body: { ...created, media_buy_id: 'mb_2' } });
    expect([changed.status, changed.body.type]).toEqual([422, REUSED]);
    expect((await read(id)).body.media_buy_id).toBe('mb_1');
    const failed = await ended();
    const again = randomUUID();
    expect((await act(failed, 'retry', { key: again })).status).toBe(202);
    expect((await act(failed, 'retry', { key: again, body: { accept_double_booking: true } })).status).toBe(422);
  });

  it('do not use a key up by an action that was refused', async () => {
    const id = await handOver();
    const key = randomUUID();
    expect((await act(id, 'poll', { key })).status).toBe(409);
    await learn(id, { kind: 'pending', status: 'pending_approval' });
    const done = await act(id, 'poll', { key });
    expect([done.status, replayed(done)]).toEqual([200, null]);
  });

  it.each([
    ['poll', undefined, pending],
    ['resolve', { ...created, media_buy_id: 'mb_race' }, pending],
    ['retry', undefined, () => ended()],
  ])('let one of twenty simultaneous requests %s, on two replicas', async (action, body, make) => {
    const id = await make();
    const key = randomUUID();
    const before = await api.count('timeline');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => act(id, action, { key, body, on: n % 2 === 0 ? api : twin })),
    );
    expect(answers.filter((answer) => replayed(answer) === null)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect(answers.every(({ status }) => status === 200 || status === 202)).toBe(true);
    // The repetition of a create moves the po_number: a second entry, in the old operation.
    expect((await api.count('timeline')) - before).toBeLessThanOrEqual(action === 'retry' ? 2 : 1);
  });

  it.each([(version: number) => `W/"${version}"`, (version: number) => `"${version}"`, () => '*'])(
    'take the ETag of a read, weak or strong: %#',
    async (tag) => {
      const id = await pending();
      const { version } = (await read(id)).body;
      expect((await act(id, 'poll', { ifMatch: tag(version) })).status).toBe(200);
    },
  );

  it.each(['poll', 'retry', 'resolve', 'cancel'])(
    'refuse a %s of another version, and tell the present one',
    async (action) => {
      const id = action === 'cancel' ? await handOver() : action === 'retry' ? await ended() : await pending();
      const { version } = (await read(id)).body;
      const body = action === 'resolve' ? { status: 'failed', note: 'x' } : undefined;
      const answer = await act(id, action, { ifMatch: `W/"${version + 1}"`, body });
      expect([answer.status, answer.body.type]).toEqual([412, 'urn:adcp-orchestrator:problem:version-mismatch']);
      expect(answer.body).toMatchObject({ operation_id: id, version });
      expect(answer.headers.get('etag')).toBe(`W/"${version}"`);
      expect((await read(id)).body.version).toBe(version);
    },
  );

  it('hold for one of two who decide on the same version', async () => {
    const id = await pending();
    const { version } = (await read(id)).body;
    const answers = await Promise.all(
      [api, twin].map((on, n) =>
        act(id, 'resolve', { on, ifMatch: `"${version}"`, body: { ...created, media_buy_id: `mb_v_${n}` } }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  describe('of a retry with a corrected request', () => {
    const corrected = { packages: ['premium_news'], total_budget: 2_000 };
    const stored = async (id: string) =>
      (await api.call('GET', `/v1/operations/${id}`, { key: desk.keys.viewer })).body;

    it('make a new operation with it, which keeps the po_number', async () => {
      const id = await ended('rejected', { po_number: 'FIX-1' });
      const answer = await act(id, 'retry', { body: { request: corrected } });
      expect(answer.status).toBe(202);
      expect(answer.body).toMatchObject({ retry_of: id, po_number: 'FIX-1', status: 'requested' });
      const { rows } = await api.database.pool.query<{ request: object }>(
        'SELECT request FROM operations WHERE id = $1',
        [answer.body.id],
      );
      expect(rows[0]?.request).toEqual({ ...corrected, po_number: 'FIX-1' });
    });

    it('are checked as at intake', async () => {
      const id = await ended();
      const answer = await act(id, 'retry', { body: { request: { ...corrected, total_budget: -1, end_date: 'x' } } });
      expect(answer.status).toBe(422);
      expect(answer.body.errors.map(({ pointer }) => pointer).sort()).toEqual([
        '/request/end_date',
        '/request/total_budget',
      ]);
    });

    it('may name another number, which must be free', async () => {
      await handOver({ po_number: 'FIX-TAKEN' });
      const id = await ended('failed', { po_number: 'FIX-2' });
      const taken = await act(id, 'retry', { body: { request: { ...corrected, po_number: 'FIX-TAKEN' } } });
      expect(taken.status).toBe(409);
      const free = await act(id, 'retry', { body: { request: { ...corrected, po_number: 'FIX-3' } } });
      expect([free.status, free.body.po_number]).toEqual([202, 'FIX-3']);
    });

    it('keep the number of one that may be booked all the same', async () => {
      const id = await ended('failed', { po_number: 'FIX-4' });
      await learn(id, { kind: 'settled', outcome: { status: 'created', mediaBuyId: 'mb_late' } });
      expect((await stored(id)).conflicts).toBe(1);
      const body = { accept_double_booking: true, request: { ...corrected, po_number: 'FIX-5' } };
      const answer = await act(id, 'retry', { body });
      expect([answer.status, answer.body.errors[0]?.pointer]).toEqual([422, '/request/po_number']);
      const kept = await act(id, 'retry', { body: { ...body, request: { ...corrected, po_number: 'FIX-4' } } });
      expect([kept.status, kept.body.po_number]).toEqual([202, 'FIX-4']);
    });

    it('are not answered with an earlier repetition of another request', async () => {
      const id = await ended();
      const first = await act(id, 'retry', { body: { request: corrected } });
      const same = await act(id, 'retry', { body: { request: corrected } });
      expect([same.status, same.body.id, replayed(same)]).toEqual([200, first.body.id, 'true']);
      const other = await act(id, 'retry', { body: { request: { ...corrected, total_budget: 3_000 } } });
      expect(other.status).toBe(409);
      expect(other.body.detail).toContain(first.body.id);
    });

    it('belong to what failed or was rejected', async () => {
      const canceled = await handOver();
      await act(canceled, 'cancel');
      expect((await act(canceled, 'retry', { body: { request: corrected } })).status).toBe(409);
      const id = await handOver();
      await learn(id, { kind: 'pending', status: 'pending_input' });
      expect((await act(id, 'retry', { body: { request: corrected } })).status).toBe(409);
    });
  });
});
