import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Finding } from '@adcp-orchestrator/domain';
import { until } from '@adcp-orchestrator/testing';
import { type Answer, ApiUnderTest, type TestTenant } from '../../testing/api-under-test';

describe('a bulk job', () => {
  let api: ApiUnderTest;
  let twin: ApiUnderTest;
  let desk: TestTenant;
  let traderId: string;

  beforeAll(async () => {
    api = await ApiUnderTest.start({ SWEEP_SECONDS: '1' });
    twin = await api.twin();
    desk = await api.newTenant();
    await api.addSeller(desk, 'acme');
    const me: unknown = (await api.call('GET', '/v1/me', { key: desk.keys.trader })).body;
    traderId = (me as { key: { id: string } }).key.id;
  });
  afterAll(async () => {
    await twin.stop();
    await api.stop();
  });

  const start = (body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    api.call('POST', '/v1/bulk', { key: desk.keys.trader, body, headers });
  const read = (id: string) => api.call('GET', `/v1/bulk/${id}`, { key: desk.keys.viewer });
  const items = (id: string, query = '') => api.call('GET', `/v1/bulk/${id}/items${query}`, { key: desk.keys.viewer });
  const ended = (id: string): Promise<Answer> =>
    until('the end of the job', async () => {
      const job = await read(id);
      return job.body.status === 'running' ? undefined : job;
    });
  const learn = (operationId: string, finding: Finding) =>
    api.ledger.observe({ tenantId: desk.id, operationId, source: 'response', receivedAt: new Date(), finding });
  const handOver = async (userId?: string): Promise<string> =>
    (await api.handOver(desk, 'acme', { user_id: userId })).body.id;
  const many = (count: number, userId: string) => Promise.all(Array.from({ length: count }, () => handOver(userId)));
  const statusOf = async (id: string) =>
    (await api.call('GET', `/v1/operations/${id}`, { key: desk.keys.viewer })).body.status;
  const actionsOn = async (id: string): Promise<number> => {
    const { rows } = await api.database.pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM timeline WHERE operation_id = $1 AND source = 'operator'`,
      [id],
    );
    return rows[0]!.n;
  };

  it('acts on what a filter finds, once each, and says of each what became of it', async () => {
    const ids = await many(25, 'ana');
    const sent = ids[3]!;
    await learn(sent, { kind: 'pending', status: 'pending_approval' });
    const answer = await start({ action: 'cancel', filter: { user_id: 'ana' } });
    expect(answer.status).toBe(202);
    expect(answer.headers.get('location')).toBe(`/v1/bulk/${answer.body.id}`);
    expect(answer.body).toMatchObject({ action: 'cancel', total: 25, status: 'running', created_by: 'the trader' });
    const job = await ended(answer.body.id);
    expect(job.body).toMatchObject({ status: 'done', total: 25, done: 24, refused: 1, waiting: 0 });
    const refused = await items(answer.body.id, '?status=refused');
    expect(refused.body.items).toMatchObject([{ operation_id: sent, problem: 'action-not-allowed' }]);
    expect(new Set(await Promise.all(ids.map(statusOf)))).toEqual(new Set(['canceled', 'pending_approval']));
    const first = await items(answer.body.id, '?limit=20');
    const second = await items(answer.body.id, `?limit=20&cursor=${first.body.next_cursor}`);
    const listed = [...first.body.items, ...second.body.items].map(({ operation_id: id }) => id);
    expect([listed.length, new Set(listed), second.body.next_cursor]).toEqual([25, new Set(ids), null]);
  });

  it('is frozen: what comes later is not meant', async () => {
    await many(3, 'ben');
    const answer = await start({ action: 'cancel', filter: { user_id: 'ben' } });
    const late = await handOver('ben');
    await ended(answer.body.id);
    expect(await statusOf(late)).toBe('requested');
  });

  it('changes nothing in a dry run, and tells what it would refuse', async () => {
    const ids = await many(4, 'cleo');
    await learn(ids[0]!, { kind: 'pending', status: 'pending_approval' });
    const answer = await start({ action: 'cancel', filter: { user_id: 'cleo' }, dry_run: true });
    const job = await ended(answer.body.id);
    expect(job.body).toMatchObject({ dry_run: true, done: 3, refused: 1 });
    expect(await Promise.all(ids.slice(1).map(statusOf))).toEqual(['requested', 'requested', 'requested']);
    expect(await Promise.all(ids.map(actionsOn))).toEqual([0, 0, 0, 0]);
  });

  it('repeats what failed as new operations, and names them', async () => {
    const ids = await many(3, 'dan');
    for (const id of ids) await learn(id, { kind: 'settled', outcome: { status: 'failed' } });
    const dry = await ended((await start({ action: 'retry', ids, dry_run: true })).body.id);
    expect(dry.body).toMatchObject({ done: 3, refused: 0 });
    const job = await ended((await start({ action: 'retry', ids })).body.id);
    const page = await items(job.body.id);
    expect(page.body.items.map(({ operation_id: id }) => id)).toEqual(ids);
    for (const { made_operation_id: made } of page.body.items) expect(await statusOf(made)).toBe('requested');
  });

  it('tells in a dry run which number another holds, and which is wanted twice, as the run itself does', async () => {
    const numbered = async (poNumber: string): Promise<string> => {
      const { body } = await api.handOver(desk, 'acme', { request: { po_number: poNumber, flight: randomUUID() } });
      await learn(body.id, { kind: 'settled', outcome: { status: 'failed' } });
      return body.id;
    };
    const taken = await numbered('TWICE-1');
    const holder = (await api.handOver(desk, 'acme', { request: { po_number: 'TWICE-1', flight: 'b' } })).body.id;
    const [first, second] = [await numbered('TWICE-2'), await numbered('TWICE-2')];
    const repeated = await numbered('TWICE-3');
    const retried = await api.call('POST', `/v1/operations/${repeated}/retry`, { key: desk.keys.trader });
    const repetition = retried.body.id;
    await learn(repetition, { kind: 'settled', outcome: { status: 'failed' } });
    const ids = [taken, first, second, repeated, repetition];
    const dry = await ended((await start({ action: 'retry', ids, dry_run: true })).body.id);
    const foreseen = (await items(dry.body.id)).body.items;
    expect(foreseen).toMatchObject([
      { status: 'refused', problem: 'po-number-taken', detail: expect.stringContaining(holder) },
      { status: 'done', problem: null },
      { status: 'refused', problem: 'po-number-taken', detail: expect.stringContaining(first) },
      { status: 'done', detail: expect.stringContaining('was repeated before') },
      { status: 'done', detail: expect.stringContaining('this is a new one') },
    ]);
    const job = await ended((await start({ action: 'retry', ids })).body.id);
    expect([dry.body, job.body]).toMatchObject([
      { done: 3, refused: 2 },
      { done: 3, refused: 2 },
    ]);
  });

  it.each([
    ['acknowledge', { note: 'seen' }],
    ['resolve', { status: 'failed', note: 'Kim said so' }],
    ['poll', {}],
  ])('can %s', async (action, body) => {
    const id = await handOver();
    if (action === 'acknowledge') {
      await learn(id, { kind: 'settled', outcome: { status: 'failed' } });
      await learn(id, { kind: 'settled', outcome: { status: 'created', mediaBuyId: `mb_${id}` } });
    } else await learn(id, { kind: 'pending', status: 'pending_approval' });
    const job = await ended((await start({ action, ids: [id], ...body })).body.id);
    expect(job.body).toMatchObject({ done: 1, refused: 0 });
  });

  it('finds those that need a person, as the list does', async () => {
    const [wanted] = await many(2, 'hal');
    await learn(wanted!, { kind: 'settled', outcome: { status: 'failed' } });
    await learn(wanted!, { kind: 'settled', outcome: { status: 'created', mediaBuyId: `mb_${wanted}` } });
    const body = { action: 'acknowledge', note: 'seen', filter: { user_id: 'hal', attention: true } };
    expect((await ended((await start(body)).body.id)).body).toMatchObject({ total: 1, done: 1 });
  });

  it('is one for its key', async () => {
    const ids = await many(2, 'eve');
    const headers = { 'idempotency-key': randomUUID() };
    const first = await start({ action: 'cancel', ids }, headers);
    const again = await start({ action: 'cancel', ids }, headers);
    expect([again.status, again.body.id, again.headers.get('idempotent-replayed')]).toEqual([
      200,
      first.body.id,
      'true',
    ]);
    const other = await start({ action: 'poll', ids }, headers);
    expect([other.status, other.body.type]).toEqual([422, 'urn:adcp-orchestrator:problem:idempotency-key-reused']);
  });

  it('is stopped, and what was not begun stays as it is', async () => {
    const ids = await many(3, 'fay');
    const id = randomUUID();
    // A job that another process holds: nobody moves it on while it is stopped.
    await frozen(id, ids, `now() + interval '1 hour'`);
    const answer = await api.call('DELETE', `/v1/bulk/${id}`, { key: desk.keys.trader });
    expect([answer.status, answer.body.status]).toEqual([200, 'stopped']);
    await sleep(1_500);
    expect((await read(id)).body).toMatchObject({ status: 'stopped', done: 0, waiting: 3 });
    expect(await Promise.all(ids.map(statusOf))).toEqual(['requested', 'requested', 'requested']);
  });

  it('is stopped when the key that made it is deleted', async () => {
    const ids = await many(1, 'gus');
    const key = { key: desk.keys.admin, body: { name: 'a trader who left', role: 'trader' } };
    const keyId = (await api.call('POST', '/v1/api-keys', key)).body.id;
    const [theirs, other] = [randomUUID(), randomUUID()];
    await frozen(theirs, ids, `now() + interval '1 hour'`, keyId);
    await frozen(other, ids, `now() + interval '1 hour'`);
    expect((await api.call('DELETE', `/v1/api-keys/${keyId}`, { key: desk.keys.admin })).status).toBe(204);
    expect([(await read(theirs)).body.status, (await read(other)).body.status]).toEqual(['stopped', 'running']);
    await api.call('DELETE', `/v1/bulk/${other}`, { key: desk.keys.trader });
    expect((await api.call('GET', `/v1/audit?target=${theirs}`, { key: desk.keys.admin })).body.items).toMatchObject([
      { kind: 'bulk.stopped', actor: { name: 'the admin' }, detail: { reason: 'key_deleted', operations: 1 } },
    ]);
  });

  it('is stopped when the key that made it has ended, and does nothing more', async () => {
    const ids = await many(2, 'ned');
    const body = { name: 'for a day', role: 'trader', expires_at: new Date(Date.now() + 3_600_000).toISOString() };
    const keyId = (await api.call('POST', '/v1/api-keys', { key: desk.keys.admin, body })).body.id;
    const [before, after] = [randomUUID(), randomUUID()];
    await frozen(before, [ids[0]!], `now() - interval '1 second'`, keyId);
    expect((await ended(before)).body).toMatchObject({ status: 'done', done: 1 });
    await api.database.pool.query('UPDATE api_key_details SET expires_at = now() WHERE key_id = $1', [keyId]);
    await frozen(after, [ids[1]!], `now() - interval '1 second'`, keyId);
    expect((await ended(after)).body).toMatchObject({ status: 'stopped', done: 0, waiting: 1 });
    expect(await statusOf(ids[1]!)).toBe('requested');
    expect((await api.call('GET', `/v1/audit?target=${after}`, { key: desk.keys.admin })).body.items).toMatchObject([
      { kind: 'bulk.stopped', actor: { id: keyId }, detail: { reason: 'key_ended', done: 0, operations: 1 } },
    ]);
  });

  it('is listed with the others of its tenant, the newest first, by pages and by status', async () => {
    const other = await api.newTenant();
    await api.addSeller(other, 'acme');
    const { id } = (await api.handOver(other, 'acme')).body;
    const key = other.keys.trader;
    const made: string[] = [];
    for (let job = 0; job < 3; job += 1) {
      made.unshift((await api.call('POST', '/v1/bulk', { key, body: { action: 'poll', ids: [id] } })).body.id);
    }
    const list = (query: string) => api.call('GET', `/v1/bulk${query}`, { key: other.keys.viewer });
    const first = (await list('?limit=2')).body;
    const second = (await list(`?limit=2&cursor=${first.next_cursor}`)).body;
    expect([...first.items, ...second.items].map((job) => job.id)).toEqual(made);
    expect([first.items.length, second.next_cursor]).toEqual([2, null]);
    await api.database.pool.query(`UPDATE bulk_jobs SET status = 'stopped', ended_at = now() WHERE id = $1`, [made[1]]);
    expect((await list('?status=stopped')).body.items.map((job) => job.id)).toEqual([made[1]]);
    const dry = { action: 'poll', ids: [id], dry_run: true };
    const looked = (await api.call('POST', '/v1/bulk', { key, body: dry })).body.id;
    expect((await list('?dry_run=true')).body.items.map((job) => job.id)).toEqual([looked]);
    expect((await list('?dry_run=false')).body.items.map((job) => job.id)).toEqual(made);
    const wrong = await list('?status=ended');
    expect([wrong.status, wrong.body.errors[0]?.pointer]).toEqual([422, '/status']);
    expect((await list(`?status=done&cursor=${first.next_cursor}`)).status).toBe(422);
  });

  it('is refused beyond ten that run', async () => {
    const jobs = Array.from({ length: 10 }, () => randomUUID());
    const [id] = await many(1, 'ida');
    for (const job of jobs) await frozen(job, [id!], `now() + interval '1 hour'`);
    const refused = await start({ action: 'poll', ids: [id] });
    expect([refused.status, refused.body.type]).toEqual([409, 'urn:adcp-orchestrator:problem:bulk-limit-reached']);
    for (const job of jobs) await api.call('DELETE', `/v1/bulk/${job}`, { key: desk.keys.trader });
    expect((await start({ action: 'poll', ids: [id] })).status).toBe(202);
  });

  it('is taken up after a crash, and what had been done is not done again', async () => {
    const ids = await many(5, 'gus');
    const id = randomUUID();
    // The process that held it acted on the first two under their keys, and died before it wrote that down.
    for (const place of [1, 2]) {
      await api.call('POST', `/v1/operations/${ids[place - 1]}/cancel`, {
        key: desk.keys.trader,
        headers: { 'idempotency-key': `bulk:${id}:${place}` },
      });
    }
    await frozen(id, ids, `now() - interval '1 second'`);
    expect((await ended(id)).body).toMatchObject({ status: 'done', done: 5, refused: 0 });
    expect(await Promise.all(ids.map(actionsOn))).toEqual([1, 1, 1, 1, 1]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['no selection', {}, '/ids'],
    ['two selections', { ids: [randomUUID()], filter: { user_id: 'x' } }, '/ids'],
    ['a filter of nothing', { filter: {} }, '/filter'],
    ['a filter that is not known', { filter: { user_id: 'x', colour: 'red' } }, '/filter/colour'],
    ['an id that is none', { ids: ['x'] }, '/ids/0'],
    ['an action that is none', { action: 'delete', ids: [randomUUID()] }, '/action'],
  ])('is refused with %s', async (_, body, pointer) => {
    const answer = await start({ action: 'cancel', ...body });
    expect([answer.status, answer.body.errors.map((error) => error.pointer)]).toEqual([422, [pointer]]);
  });

  it('of operations that are not there, or not the tenant’s, refuses each', async () => {
    const other = await api.newTenant();
    await api.addSeller(other, 'acme');
    const theirs = (await api.handOver(other, 'acme')).body.id;
    const job = await ended((await start({ action: 'cancel', ids: [theirs, randomUUID()] })).body.id);
    expect(job.body).toMatchObject({ done: 0, refused: 2 });
    expect((await items(job.body.id)).body.items[0]).toMatchObject({ problem: 'not-found' });
    const read = await api.call('GET', `/v1/bulk/${job.body.id}`, { key: other.keys.viewer });
    expect(read.status).toBe(404);
  });

  async function frozen(id: string, ids: string[], leaseUntil: string, keyId?: string): Promise<void> {
    await api.database.pool.query(
      `WITH job AS (
         INSERT INTO bulk_jobs (tenant_id, id, action, dry_run, status, total, actor, request_hash, lease_owner, lease_until)
         VALUES ($1, $2, '{"kind":"cancel"}', false, 'running', $3, $4, 'x', 'a process that died', ${leaseUntil})
       )
       INSERT INTO bulk_items (tenant_id, job_id, position, operation_id)
       SELECT $1, $2, i.place, i.id FROM unnest($5::uuid[]) WITH ORDINALITY AS i(id, place)`,
      [desk.id, id, ids.length, { kind: 'api_key', id: keyId ?? traderId, name: 'the trader' }, ids],
    );
  }
});
