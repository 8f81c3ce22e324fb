import { TestClock } from '@adcp-orchestrator/testing';
import { ApiUnderTest, type TestTenant } from '../../testing/api-under-test';
import { deliver } from '../../testing/owed-delivery';
import { encodeCursor } from '../paging/cursor';
import { cursorOf } from './export-schema';

interface Line {
  cursor: string | null;
  complete?: boolean;
  operation: { id: string; status: string; po_number: string; request: object };
  timeline: { kind: string; to_status: string | null }[];
  deliveries: { status: string; event_type: string; attempts: object[] }[];
}

describe('an export of operations', () => {
  const clock = new TestClock();
  let api: ApiUnderTest;
  let desk: TestTenant;

  beforeAll(async () => {
    api = await ApiUnderTest.start({}, { clock });
  });
  afterAll(() => api.stop());
  beforeEach(async () => {
    desk = await api.newTenant();
    await api.addSeller(desk, 'acme');
  });

  async function ended(of = desk): Promise<string> {
    const { id } = (await api.handOver(of, 'acme')).body;
    await api.call('POST', `/v1/operations/${id}/cancel`, { key: of.keys.trader });
    clock.advance({ seconds: 1 });
    return id;
  }
  async function read(query = '', key = desk.keys.viewer): Promise<{ lines: Line[]; end: Line; text: string }> {
    const answer = await api.call('GET', `/v1/exports/operations${query}`, { key });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
    const lines = answer.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    return { lines: lines.slice(0, -1), end: lines.at(-1)!, text: answer.text };
  }
  const ids = (lines: Line[]): string[] => lines.map(({ operation }) => operation.id);
  const later = (): void => {
    clock.advance({ minutes: 15 });
  };

  it('has a line for each that has ended, in their order, with what happened and who was told', async () => {
    const first = await ended();
    const { secret, deliveryId } = await deliver(api, desk, first);
    await api.database.pool.query(
      `INSERT INTO notification_attempts (tenant_id, delivery_id, attempt, at, http_status, duration_ms) VALUES ($1, $2, 1, now(), 503, 7)`,
      [desk.id, deliveryId],
    );
    const second = await ended();
    await api.handOver(desk, 'acme'); // has not ended
    later();
    const tooYoung = await ended();
    const other = await api.newTenant();
    await api.addSeller(other, 'acme');
    const theirs = await ended(other);

    const { lines, end, text } = await read();
    expect(ids(lines)).toEqual([first, second]);
    expect(end).toEqual({ cursor: lines[1]!.cursor, complete: true });
    expect(lines[0]).toMatchObject({
      operation: { status: 'canceled', request: { packages: ['premium_sports'] } },
      timeline: [{ kind: 'accepted' }, { kind: 'transition', to_status: 'canceled' }],
      deliveries: [
        { status: 'pending', event_type: 'operation.pending_approval', attempts: [{ attempt: 1, http_status: 503 }] },
      ],
    });
    for (const hidden of [tooYoung, theirs, secret, 'frozen', 'sealed']) expect(text).not.toContain(hidden);
    const single = await api.call('GET', `/v1/operations/${first}`, { key: desk.keys.viewer });
    expect(lines[0]!.operation).toEqual(single.body);
  });

  it('goes on behind any line, and tells when there is no more', async () => {
    const all: string[] = [];
    for (let n = 0; n < 45; n += 1) all.push(await ended());
    later();
    expect(ids((await read()).lines)).toEqual(all);
    const found: string[] = [];
    let query = '?limit=7';
    for (;;) {
      const { lines, end } = await read(query);
      found.push(...ids(lines));
      if (end.complete === true) break;
      query = `?limit=7&cursor=${end.cursor}`;
    }
    expect(found).toEqual(all);
    // As if the answer had been cut off behind its third line.
    const cut = (await read('?limit=10')).lines[2]!;
    expect(ids((await read(`?cursor=${cut.cursor}`)).lines)).toEqual(all.slice(3));
    const nothing = await read(`?cursor=${(await read()).end.cursor}`);
    expect([nothing.lines, nothing.end.complete]).toEqual([[], true]);
    const { operation } = (await read('?limit=1')).lines[0]!;
    const at = (operation as unknown as { settled_at: string }).settled_at;
    expect((await read(`?settled_before=${at}`)).lines).toEqual([]);
  });

  it('of nothing is one line', async () => {
    expect(await read()).toMatchObject({ lines: [], end: { cursor: null, complete: true } });
  });

  it('leaves out no large result, and reads few of them at once', async () => {
    const large = [await ended(), await ended(), await ended()];
    await api.database.pool.query(
      `UPDATE operations SET outcome = jsonb_build_object('status', 'canceled', 'mediaBuyId', NULL, 'result',
         jsonb_build_object('text', repeat('x', 3000000))) WHERE tenant_id = $1 AND id = ANY ($2)`,
      [desk.id, large],
    );
    later();
    const { lines, text } = await read();
    expect(ids(lines)).toEqual(large);
    expect(text.length).toBeGreaterThan(9_000_000);
  });

  it('is confirmed by an admin, and never backwards', async () => {
    await ended();
    await ended();
    later();
    const [one, two] = (await read()).lines;
    const confirm = (cursor: string | null, key = desk.keys.admin) =>
      api.call('POST', '/v1/exports/operations/confirm', { key, body: { cursor } });
    expect((await confirm(two!.cursor, desk.keys.trader)).status).toBe(403);
    const retention = async () => (await api.call('GET', '/v1/retention', { key: desk.keys.viewer })).body;
    expect(await retention()).toEqual({
      deletion_begins_at: null,
      operations_days: 400,
      events_days: 400,
      deliveries_days: 30,
      export_first: false,
      export: { cursor: null, settled_at: null, confirmed_at: null },
      last_pass: null,
    });
    const confirmed = await confirm(two!.cursor);
    expect([confirmed.status, confirmed.body]).toMatchObject([200, { cursor: two!.cursor }]);
    expect((await confirm(one!.cursor)).body).toMatchObject({ cursor: two!.cursor });
    expect(await retention()).toMatchObject({ export: { cursor: two!.cursor } });
    const { body } = await api.call('GET', '/v1/audit', { key: desk.keys.admin });
    expect(body.items.map(({ kind }) => kind).filter((kind) => kind.startsWith('export.'))).toEqual([
      'export.confirmed',
      'export.confirmed',
      'export.read',
    ]);
  });

  describe('of a cursor', () => {
    const id = '01936a1c-7a52-7cc4-8d11-6d0a5b3f0c11';
    const text = (at: Date): string => at.toISOString().replace('T', ' ').replace('Z', '+00');
    const minutesAgo = (minutes: number): string => text(new Date(clock.now().getTime() - minutes * 60_000));
    const confirm = (cursor: string) =>
      api.call('POST', '/v1/exports/operations/confirm', { key: desk.keys.admin, body: { cursor } });
    async function refused(cursor: string, words: string): Promise<void> {
      const confirmed = await confirm(cursor);
      expect([confirmed.status, confirmed.body.errors]).toMatchObject([
        422,
        [{ in: 'body', pointer: '/cursor', detail: expect.stringContaining(words) }],
      ]);
      const { body } = await api.call('GET', '/v1/retention', { key: desk.keys.viewer });
      expect(body).toMatchObject({ export: { cursor: null } });
    }

    it('refuses that of another tenant, to read on and to confirm', async () => {
      const other = await api.newTenant();
      const cursor = cursorOf(other.id, { at: minutesAgo(60), id });
      await refused(cursor, 'another tenant');
      const { status, body } = await api.call('GET', `/v1/exports/operations?cursor=${cursor}`, {
        key: desk.keys.viewer,
      });
      expect([status, body.errors]).toMatchObject([422, [{ in: 'query', suggestion: expect.any(String) }]]);
    });

    it('refuses one that does not say whose it is, and says what to do', async () => {
      await refused(encodeCursor({ at: minutesAgo(60), id }, 'export of operations'), 'earlier version');
    });

    it('confirms no place that an export can not have reached yet', async () => {
      for (const at of [minutesAgo(-60 * 24 * 365), minutesAgo(0), minutesAgo(13)])
        await refused(cursorOf(desk.id, { at, id }), 'no export can have reached');
      const reached = cursorOf(desk.id, { at: minutesAgo(15), id });
      expect(await confirm(reached)).toMatchObject({ status: 200 });
    });
  });

  it.each(['?cursor=nonsense', '?limit=0', '?limit=50001', '?settled_before=yesterday', '?status=failed'])(
    'refuses %s before its first line',
    async (query) => {
      const { status, body } = await api.call('GET', `/v1/exports/operations${query}`, { key: desk.keys.viewer });
      expect([status, body.type]).toEqual([422, 'urn:adcp-orchestrator:problem:validation-failed']);
    },
  );
});
