import type { Finding } from '@adcp-orchestrator/domain';
import { claimDue, startCall } from '@adcp-orchestrator/ledger';
import { ApiUnderTest, type Answer, type TestTenant } from '../../../testing/api-under-test';

describe('what a person may do', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    desk = await api.newTenant();
    // Every round of the race below leaves a lease behind, and leases count against the seller's concurrency.
    await api.addSeller(desk, 'acme', { limits: { max_concurrency: 100 } });
  });
  afterAll(() => api.stop());

  const act = (id: string, action: string, body?: unknown): Promise<Answer> =>
    api.call('POST', `/v1/operations/${id}/${action}`, { key: desk.keys.trader, body });
  const learn = (operationId: string, finding: Finding) =>
    api.ledger.observe({ tenantId: desk.id, operationId, source: 'response', receivedAt: new Date(), finding });
  const handOver = async (): Promise<string> => (await api.handOver(desk, 'acme')).body.id;
  /** A call went out, and nobody knows what became of it. */
  const inDoubt = async (): Promise<string> => {
    const id = await handOver();
    await api.database.pool.query(
      `UPDATE operations SET status = 'in_doubt', may_have_executed = true, call_started_at = now(), first_call_at = now(),
         attempt = 1, due_kind = 'poll', due_at = now() + interval '1 hour' WHERE id = $1`,
      [id],
    );
    return id;
  };

  it('cancels what was not sent, and says what that means', async () => {
    const answer = await act(await handOver(), 'cancel');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      status: 'canceled',
      allowed_actions: ['retry'],
      consequence: 'Nothing was sent to the seller, and nothing will be.',
    });
  });

  it('cancels what the seller has refused for its credential, and made nothing of', async () => {
    const id = await handOver();
    await api.database.pool.query(`UPDATE operations SET status = 'pending_permission', attempt = 1 WHERE id = $1`, [
      id,
    ]);
    const answer = await act(id, 'cancel');
    expect([answer.status, answer.body.status]).toEqual([200, 'canceled']);
  });

  it('refuses to cancel what may have been sent, with the reason and what is possible', async () => {
    const id = await inDoubt();
    const answer = await act(id, 'cancel');
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({
      type: 'urn:adcp-orchestrator:problem:action-not-allowed',
      operation_status: 'in_doubt',
      allowed_actions: ['poll', 'retry', 'resolve'],
    });
    expect(answer.body.detail).toMatch(/may have reached the seller/);
  });

  it('makes the poller ask at once', async () => {
    const id = await handOver();
    await learn(id, { kind: 'pending', status: 'pending_approval' });
    const answer = await act(id, 'poll');
    expect(answer.status).toBe(200);
    expect(Date.parse(answer.body.next_poll_at)).toBeLessThanOrEqual(Date.now() + 1_000);
    expect((await act(await handOver(), 'poll')).status).toBe(409);
  });

  it('sends again from in_doubt only when the double booking is accepted', async () => {
    const id = await inDoubt();
    const refused = await act(id, 'retry');
    expect(refused.status).toBe(409);
    expect(refused.body.detail).toMatch(/accept_double_booking/);
    const accepted = await act(id, 'retry', { accept_double_booking: true });
    expect([accepted.status, accepted.body.status]).toEqual([200, 'requested']);
    expect(accepted.body.consequence).toMatch(/booked twice/);
  });

  it('sends again without a warning what no call has reached', async () => {
    const id = await handOver();
    await learn(id, { kind: 'pending', status: 'pending_permission' });
    const answer = await act(id, 'retry', {});
    expect([answer.status, answer.body.status]).toEqual([200, 'requested']);
    expect(answer.body.consequence).toMatch(/no earlier call reached the seller/);
  });

  it('repeats what ended badly as a new operation, once', async () => {
    const id = await handOver();
    await learn(id, { kind: 'settled', outcome: { status: 'rejected' } });
    const before = await api.call('GET', `/v1/operations/${id}`, { key: desk.keys.viewer });
    const answers = await Promise.all(Array.from({ length: 10 }, () => act(id, 'retry')));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    const made = answers.filter(({ status }) => status === 202);
    expect(made).toHaveLength(1);
    expect(made[0]?.headers.get('location')).toBe(`/v1/operations/${made[0]?.body.id}`);
    expect(made[0]?.body).toMatchObject({ retry_of: id, status: 'requested', attempt: 0 });
    const old = await api.call('GET', `/v1/operations/${id}`, {
      key: desk.keys.viewer,
      headers: { 'if-none-match': before.headers.get('etag') ?? '' },
    });
    expect([before.body, old.body]).toMatchObject([{ repeated_by: null }, { repeated_by: made[0]?.body.id }]);
    const again = await act(id, 'retry');
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([200, 'true']);
    const { rows } = await api.database.pool.query(
      `SELECT o.request = old.request AS same_request, o.request_key = old.request_key AS same_key
       FROM operations o JOIN operations old ON old.id = o.retry_of WHERE o.retry_of = $1`,
      [id],
    );
    expect(rows).toEqual([{ same_request: true, same_key: false }]);
    expect((await api.call('GET', `/v1/operations/${id}`, { key: desk.keys.viewer })).body.status).toBe('rejected');
  });

  it('repeats what may have been booked all the same only when the double booking is accepted', async () => {
    const id = await inDoubt();
    await api.database.pool.query(`UPDATE operations SET status = 'submitting', attempt = 2 WHERE id = $1`, [id]);
    await learn(id, { kind: 'settled', outcome: { status: 'failed' } });
    const refused = await act(id, 'retry');
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringMatching(/accept_double_booking/)]);
    const accepted = await act(id, 'retry', { accept_double_booking: true });
    expect(accepted.status).toBe(202);
    expect(accepted.body).toMatchObject({ retry_of: id });
    // The repetition exists already. The same request finds it again, and makes no second one.
    expect((await act(id, 'retry', { accept_double_booking: true })).status).toBe(200);
  });

  it('keeps the po_number of what may have been booked all the same, until a person has taken the risk', async () => {
    const { id, po_number: number } = (await api.handOver(desk, 'acme', { request: { po_number: 'PO-DOUBT' } })).body;
    await api.database.pool.query(
      `UPDATE operations SET status = 'submitting', attempt = 2, attempts_in_budget = 2, may_have_executed = true
       WHERE id = $1`,
      [id],
    );
    await learn(id, { kind: 'settled', outcome: { status: 'failed' } });
    const anew = () => api.handOver(desk, 'acme', { request: { po_number: number, flight: 'changed' } });
    for (const refused of [await anew(), await api.handOver(desk, 'acme', { request: { po_number: number } })]) {
      expect([refused.status, refused.body.operation_id]).toEqual([409, id]);
      expect(refused.body.detail).toContain(`/v1/operations/${id}/retry`);
    }
    const unsent = (await act(id, 'retry', { accept_double_booking: true })).body.id;
    expect((await act(unsent, 'cancel')).status).toBe(200);
    expect((await anew()).body.operation_id).toBe(unsent);
    expect((await act(unsent, 'retry')).status).toBe(409);
    const repeated = await act(unsent, 'retry', { accept_double_booking: true });
    expect(repeated.status).toBe(202);
    await api.database.pool.query(`UPDATE operations SET attempt = 1, call_started_at = now() WHERE id = $1`, [
      repeated.body.id,
    ]);
    await learn(repeated.body.id, { kind: 'settled', outcome: { status: 'failed' } });
    expect((await anew()).status).toBe(202);
  });

  it('gives the po_number free when a person was told that there is no buy', async () => {
    const id = await inDoubt();
    await api.database.pool.query(`UPDATE operations SET attempt = 3 WHERE id = $1`, [id]);
    const answer = await act(id, 'resolve', { status: 'rejected', note: 'Kim: no such order' });
    expect(answer.status).toBe(200);
    const number: unknown = answer.body.po_number;
    expect((await api.handOver(desk, 'acme', { request: { po_number: number } })).status).toBe(202);
  });

  it('refuses to resolve one with the media buy of another, and names that one', async () => {
    const first = await inDoubt();
    const resolution = { status: 'created', media_buy_id: 'mb_shared', note: 'Kim said so' };
    expect((await act(first, 'resolve', resolution)).status).toBe(200);
    const second = await inDoubt();
    const refused = await act(second, 'resolve', resolution);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      type: 'urn:adcp-orchestrator:problem:media-buy-taken',
      operation_id: first,
      detail: `Media buy mb_shared is that of operation ${first}. Ask the seller for the buy of this one.`,
    });
    expect((await api.call('GET', `/v1/operations/${second}`, { key: desk.keys.viewer })).body.status).toBe('in_doubt');
    const answers = await Promise.all(
      [second, await inDoubt()].map((id) => act(id, 'resolve', { ...resolution, media_buy_id: 'mb_raced' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('refuses to repeat a buy whose po_number another operation took meanwhile', async () => {
    const first = await api.handOver(desk, 'acme', { request: { po_number: 'PO-R' } });
    await learn(first.body.id, { kind: 'settled', outcome: { status: 'failed' } });
    const second = await api.handOver(desk, 'acme', { request: { po_number: 'PO-R' } });
    expect(second.status).toBe(202);
    const answer = await act(first.body.id, 'retry');
    expect([answer.status, answer.body.operation_id]).toEqual([409, second.body.id]);
  });

  it('records an outcome that a person learned elsewhere, with its note', async () => {
    const id = await inDoubt();
    const answer = await act(id, 'resolve', {
      status: 'created',
      media_buy_id: 'mb_7',
      creative_deadline: '2027-01-01T00:00:00Z',
      note: 'Confirmed by Kim',
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      status: 'created',
      media_buy_id: 'mb_7',
      creative_deadline: '2027-01-01T00:00:00Z',
      allowed_actions: [],
    });
    expect(answer.body.consequence).toMatch(/mb_7/);
    expect((await act(id, 'resolve', { status: 'failed', note: 'no, it failed' })).status).toBe(409);
  });

  it("takes a rejection's reason for its message", async () => {
    const answer = await act(await inDoubt(), 'resolve', { status: 'rejected', reason: 'Too cheap', note: 'by mail' });
    expect(answer.body).toMatchObject({
      status: 'rejected',
      error: { code: 'RESOLVED_BY_OPERATOR', message: 'Too cheap' },
    });
  });

  it.each([
    ['created without a media buy', { status: 'created', note: 'x' }, '/media_buy_id'],
    ['created without a note', { status: 'created', media_buy_id: 'mb' }, '/note'],
    ['a media buy of 513 characters', { status: 'created', media_buy_id: 'x'.repeat(513), note: 'n' }, '/media_buy_id'],
    ['a good end of another type', { status: 'completed', note: 'x' }, '/status'],
    ['a status that is no outcome', { status: 'active', note: 'x' }, '/status'],
    ['a member that is not known', { status: 'failed', note: 'x', colour: 'red' }, '/colour'],
  ])('refuses a resolution with %s', async (_, body, pointer) => {
    const answer = await act(await inDoubt(), 'resolve', body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map(({ pointer }) => pointer)).toContain(pointer);
  });

  it('settles the race between a cancel and the start of a call for one of them, never for both', async () => {
    const { pool } = api.database;
    const started: boolean[] = [];
    for (let round = 0; round < 20; round += 1) {
      const id = await handOver();
      const now = new Date(Date.now() + 1_000);
      const claimed = await claimDue(pool, { limit: 500, owner: 'racer', leaseSeconds: 60, now, busy: new Map() });
      const claim = claimed.find(({ operation }) => operation.id === id);
      if (claim === undefined) throw new Error('the operation was not claimed');
      const [call, cancel] = await Promise.all([
        startCall(pool, {
          operation: claim.operation,
          owner: 'racer',
          leaseSeconds: 60,
          frozenCallSealed: Buffer.from('call'),
          sellerRevision: 1,
          now,
        }),
        act(id, 'cancel'),
      ]);
      expect([round, cancel.status]).toEqual([round, call === null ? 200 : 409]);
      started.push(call !== null);
    }
    expect(started).toHaveLength(20);
  });
});
