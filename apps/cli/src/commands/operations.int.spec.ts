import type { Finding } from '@adcp-orchestrator/domain';
import { ApiUnderTest, type TestTenant } from '../../../intake-api/testing/api-under-test';
import { CliUnderTest } from '../../testing/cli-under-test';

describe('operations, on the command line', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;
  let cli: CliUnderTest;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
  });
  afterAll(() => api.stop());
  beforeEach(async () => {
    desk = await api.newTenant();
    await api.addSeller(desk, 'acme', { name: 'Acme Media' });
    cli = new CliUnderTest({ ADO_URL: api.url, ADO_KEY: desk.keys.trader });
  });
  afterEach(() => {
    cli.remove();
  });

  async function buy(poNumber: string, request: Record<string, unknown> = {}): Promise<string> {
    const { status, text, body } = await api.handOver(desk, 'acme', { request: { po_number: poNumber, ...request } });
    if (status !== 202) throw new Error(text);
    return body.id;
  }
  const learn = (operationId: string, finding: Finding, message?: string) =>
    api.ledger.observe({
      tenantId: desk.id,
      operationId,
      source: 'poll',
      receivedAt: new Date(),
      finding,
      taskId: `task_${operationId}`,
      ...(message === undefined ? {} : { message }),
    });
  async function doubtful(poNumber: string): Promise<string> {
    const id = await buy(poNumber);
    await learn(id, { kind: 'pending', status: 'pending_approval' });
    await learn(id, { kind: 'no_evidence' });
    return id;
  }

  it('tells what needs a person, why and what to do, and ends with 6 when asked to', async () => {
    expect(await cli.run(['attention', '--exit-code'])).toMatchObject({ code: 0 });
    const id = await doubtful('PO-1');
    const { code, out } = await cli.run(['attention', '--exit-code']);
    expect(code).toBe(6);
    const [head, line] = out.split('\n').map((text) => text.split('\t'));
    expect(head).toEqual(expect.arrayContaining(['id', 'reason', 'what_to_do']));
    expect(line).toEqual(
      expect.arrayContaining([
        id,
        'in_doubt',
        'PO-1',
        expect.stringContaining('Ask Acme Media for purchase order PO-1'),
      ]),
    );
    expect(await cli.run(['attention', '--reason', 'conflict', '--exit-code'])).toMatchObject({ code: 0 });
    expect(await cli.json(['attention'])).toMatchObject({
      has_more: false,
      items: [{ id, attention: { reason: 'in_doubt' } }],
    });
    const shown = await cli.run(['attention'], { terminal: true });
    expect(shown.out).toContain(`ado act resolve ${id}`);
    expect(shown.err).toContain('1 operation needs a person');
  });

  it('shows an operation by its id, an end of it, its po_number or task, with what happened and who was told', async () => {
    await api.call('POST', '/v1/subscriptions', { key: desk.keys.admin, body: { url: 'http://127.0.0.1:1/hook' } });
    const id = await doubtful('PO-2');
    await buy('PO-20');
    for (const reference of [id, id.slice(-12), id.slice(0, 30), 'PO-2', `task_${id}`]) {
      const shown = await cli.json<Record<string, unknown>>(['show', reference]);
      expect(shown).toMatchObject({
        operation: { id, status: 'in_doubt' },
        timeline: expect.arrayContaining([expect.objectContaining({ to_status: 'in_doubt' })]),
        deliveries: expect.arrayContaining([expect.objectContaining({ event_type: 'operation.in_doubt' })]),
      });
    }
    const { out } = await cli.run(['show', 'PO-2', '--request'], { terminal: true });
    for (const words of ['in_doubt', 'Needs a person', 'Timeline', 'Notifications', 'premium_sports'])
      expect(out).toContain(words);
  });

  it('says of an unclear name what it could be, and of an unknown one how to name an operation', async () => {
    await buy('PO-3', { brand: 'one' });
    const id = await buy('PO-4');
    const others = await Promise.all([buy('PO-5'), buy('PO-6')]);
    const shared = id.slice(0, 4);
    const unclear = await cli.run(['show', shared]);
    expect([unclear.code, unclear.out]).toEqual([2, '']);
    for (const one of [id, ...others]) expect(unclear.err).toContain(one);
    expect(await cli.run(['show', 'PO-99'])).toMatchObject({ code: 3, err: expect.stringContaining('po_number') });
    expect(await cli.run(['show', '01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11'])).toMatchObject({ code: 3 });
    expect(await cli.run(['show', 'ab'])).toMatchObject({ code: 2, err: expect.stringContaining('too short') });
  });

  it('takes nothing for a name that may fit an operation beyond the first page, but for a whole id', async () => {
    const id = await buy('PO-FIRST');
    await learn(id, { kind: 'pending', status: 'pending_approval' });
    await api.database.pool.query(`UPDATE operations SET task_id = 'task-many' WHERE id = $1`, [id]);
    expect(await cli.json(['show', 'task-many'])).toMatchObject({ operation: { id } });
    for (let n = 0; n < 8; n += 1)
      await Promise.all(Array.from({ length: 25 }, (_, each) => buy(`task-many-${n}-${each}`)));
    expect(await cli.run(['show', 'task-many'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('more than 200 operations'),
    });
    expect(await cli.json(['show', id])).toMatchObject({ operation: { id } });
  });

  it('writes what a seller says without the characters that steer a terminal', async () => {
    const id = await buy('PO-7');
    await learn(id, { kind: 'pending', status: 'working' }, 'all fine\u001b[2J\u202e\tgone');
    for (const terminal of [true, false]) {
      const { out } = await cli.run(['list', '--search', 'PO-7', '--no-color'], { terminal });
      expect(out).toContain('all fine·[2J·');
      expect(out).not.toMatch(/[\u001b\u202e]/);
    }
  });

  it('lists by the filters of the API, as many as are wanted', async () => {
    for (const number of ['A-1', 'A-2', 'B-1']) await buy(number);
    const listed = await cli.json<{ items: { po_number: string }[]; has_more: boolean }>([
      'list',
      '--status',
      'open',
      '--sort',
      'created_at',
      '-n',
      '2',
    ]);
    expect([listed.items.map(({ po_number: number }) => number), listed.has_more]).toEqual([['A-1', 'A-2'], true]);
    expect(await cli.json(['list', '--po', 'B-1', '--created-after', '1h'])).toMatchObject({
      items: [{ po_number: 'B-1' }],
    });
    expect(await cli.json(['list', '--created-before', '1h'])).toMatchObject({ items: [] });
    expect(await cli.run(['list', '--status', 'bogus'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('Allowed choices'),
    });
    expect(await cli.run(['list', '--created-after', 'yesterday'])).toMatchObject({ code: 2 });
    const refused = await cli.run(['list', '--search', 'xy']);
    expect(refused).toMatchObject({ code: 2, err: expect.stringMatching(/\/q .*3/) });
  });

  it('asks before it records an outcome, and does not without a terminal and --yes', async () => {
    const id = await doubtful('PO-8');
    const words = ['act', 'resolve', 'PO-8', '--status', 'created', '--media-buy-id', 'mb_1', '--note', 'by phone'];
    expect(await cli.run(words)).toMatchObject({ code: 2, err: expect.stringContaining('--yes') });
    expect(await cli.json(['show', id])).toMatchObject({ operation: { status: 'in_doubt' } });
    const done = await cli.run([...words, '--yes']);
    expect(done).toMatchObject({ code: 0, out: expect.stringContaining('created') });
    expect(await cli.json(['show', id])).toMatchObject({ operation: { status: 'created', media_buy_id: 'mb_1' } });
    expect(await cli.run([...words, '--yes'])).toMatchObject({ code: 4, err: expect.stringContaining('created') });
  });

  it('refuses what does not go together before it asks the API', async () => {
    const resolve = ['act', 'resolve', 'PO-9', '--note', 'n', '--yes', '--status'];
    expect(await cli.run([...resolve, 'created'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--media-buy-id'),
    });
    expect(await cli.run([...resolve, 'failed', '--media-buy-id', 'm'])).toMatchObject({ code: 2 });
    expect(await cli.run(['act', 'assign', 'PO-9'])).toMatchObject({ code: 2 });
  });

  it('cancels, polls, assigns and acknowledges', async () => {
    const unsent = await buy('PO-10');
    expect(await cli.json(['act', 'cancel', 'PO-10', '--yes'])).toMatchObject({ id: unsent, status: 'canceled' });
    const pending = await buy('PO-11');
    await learn(pending, { kind: 'pending', status: 'pending_approval' });
    expect(await cli.json(['act', 'poll', 'PO-11'])).toMatchObject({ id: pending, consequence: expect.any(String) });
    const id = await doubtful('PO-12');
    expect(await cli.json(['act', 'assign', 'PO-12', '--to', 'ana', '--note', 'Kim calls back'])).toMatchObject({
      id,
      attention: { assignee: 'ana', note: 'Kim calls back' },
    });
    expect(await cli.json(['act', 'assign', 'PO-12', '--nobody'])).toMatchObject({
      attention: { assignee: null, note: 'Kim calls back' },
    });
    expect(await cli.run(['act', 'acknowledge', 'PO-12', '--note', 'seen'])).toMatchObject({ code: 4 });
  });

  it('repeats a rejected one with a corrected request, and names each value that is wrong with it', async () => {
    const id = await buy('PO-13');
    await learn(id, { kind: 'settled', outcome: { status: 'rejected' } });
    const retry = ['act', 'retry', 'PO-13', '--request', '-', '--yes'];
    const wrong = await cli.run(retry, { input: JSON.stringify({ packages: ['a'], total_budget: -5 }) });
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('/request/total_budget') });
    expect(await cli.run(retry, { input: '[1]' })).toMatchObject({
      code: 2,
      err: expect.stringContaining('no object'),
    });
    const made = await cli.json<{ id: string }>(retry, { input: 'packages: [a]\ntotal_budget: 500\n' });
    expect(made).toMatchObject({ retry_of: id, po_number: 'PO-13', summary: { total_budget: { amount: 500 } } });
    expect(await cli.run(['show', 'PO-13'])).toMatchObject({ code: 2, err: expect.stringContaining(made.id) });
  });

  it('says with which option to send again what may have been booked, and leaves the problem as the API words it', async () => {
    const id = await buy('PO-15');
    await api.database.pool.query(
      `UPDATE operations SET status = 'in_doubt', may_have_executed = true, call_started_at = now(), first_call_at = now(),
         attempt = 1, due_kind = 'poll', due_at = now() + interval '1 hour' WHERE id = $1`,
      [id],
    );
    const refused = await cli.run(['act', 'retry', 'PO-15', '--yes']);
    expect(refused).toMatchObject({ code: 4, err: expect.stringContaining('repeat with --accept-double-booking.') });
    expect(refused.err).not.toContain('accept_double_booking');
    const { err } = await cli.run(['act', 'retry', 'PO-15', '--yes', '--json']);
    expect(JSON.parse(err)).toMatchObject({
      error: {
        message: expect.stringContaining('--accept-double-booking'),
        problem: { status: 409, detail: expect.stringContaining('accept_double_booking') },
      },
    });
    expect(await cli.json(['act', 'retry', 'PO-15', '--yes', '--accept-double-booking'])).toMatchObject({
      id,
      status: 'requested',
    });
  });

  it('says which command repeats the one that holds the number of a corrected request', async () => {
    const holder = await buy('PO-16');
    await api.database.pool.query(
      `UPDATE operations SET status = 'failed', attempt = 2, may_have_executed = true, outcome = '{"status": "failed"}',
         settled_at = now(), due_kind = NULL, due_at = NULL WHERE id = $1`,
      [holder],
    );
    await learn(await buy('PO-17'), { kind: 'settled', outcome: { status: 'rejected' } });
    const request = JSON.stringify({ packages: ['a'], total_budget: 500, po_number: 'PO-16' });
    const refused = await cli.run(['act', 'retry', 'PO-17', '--request', '-', '--yes'], { input: request });
    expect(refused).toMatchObject({
      code: 4,
      err: expect.stringContaining(`"ado act retry ${holder} --accept-double-booking"`),
    });
  });

  it('says of a role that is too low, and of an unknown key, what to do', async () => {
    const id = await buy('PO-14');
    const viewer = await cli.run(['act', 'cancel', id, '--yes'], { env: { ADO_KEY: desk.keys.viewer } });
    expect(viewer).toMatchObject({ code: 4, err: expect.stringContaining('role') });
    const stranger = await cli.run(['attention', '--json'], { env: { ADO_KEY: 'x'.repeat(40) } });
    expect(stranger).toMatchObject({ code: 4, out: '' });
    expect(JSON.parse(stranger.err)).toMatchObject({
      error: { exit_code: 4, problem: { status: 401 }, way_out: expect.stringContaining('ADO_KEY') },
    });
    expect(stranger.err).not.toContain('x'.repeat(40));
  });
});
