import { TestClock } from '@adcp-orchestrator/testing';
import { ApiUnderTest, type Answer, type TestTenant } from '../../testing/api-under-test';

describe('a seller that is paused', () => {
  const clock = new TestClock();
  let api: ApiUnderTest;
  let desk: TestTenant;
  let number = 0;
  let id = '';

  beforeAll(async () => {
    api = await ApiUnderTest.start({}, { clock });
    desk = await api.newTenant();
  });
  afterAll(() => api.stop());
  beforeEach(async () => {
    number += 1;
    id = `seller-${number}`;
    await api.addSeller(desk, id);
  });

  const patch = (body: unknown): Promise<Answer> =>
    api.call('PATCH', `/v1/sellers/${id}`, { key: desk.keys.admin, body });
  const read = (path: string): Promise<Answer> => api.call('GET', path, { key: desk.keys.viewer });

  it('says since when, and is told of again without another time', async () => {
    const since = clock.now().toISOString();
    expect((await patch({ paused: true })).body).toMatchObject({ paused: true, paused_since: since });
    clock.advance({ seconds: 60 });
    expect((await patch({ paused: true, name: 'Another' })).body).toMatchObject({ paused_since: since });
    expect((await read(`/v1/sellers/${id}`)).body).toMatchObject({ paused: true, name: 'Another', revision: 1 });
    expect((await patch({ paused: false })).body).toMatchObject({ paused: false, paused_since: null });
  });

  it('shows on each operation that waits: at intake, in the list, and on its own', async () => {
    await patch({ paused: true });
    const why = `Sending to the seller "${id}" is paused since ${clock.now().toISOString()}. PATCH /v1/sellers/${id} {"paused":false} goes on.`;
    const taken = await api.handOver(desk, id);
    expect([taken.status, taken.body.waiting_reason]).toEqual([202, why]);
    expect((await read(`/v1/operations/${taken.body.id}`)).body.waiting_reason).toBe(why);
    expect((await read(`/v1/operations?seller_id=${id}`)).body.items[0]?.waiting_reason).toBe(why);
    await patch({ paused: false });
    expect((await read(`/v1/operations/${taken.body.id}`)).body.waiting_reason).toBeNull();
    expect((await api.handOver(desk, id)).body.waiting_reason).toBeNull();
  });

  it('does not show on an operation that was sent or has ended', async () => {
    const taken = await api.handOver(desk, id);
    await api.call('POST', `/v1/operations/${taken.body.id}/cancel`, { key: desk.keys.trader });
    await patch({ paused: true });
    expect((await read(`/v1/operations/${taken.body.id}`)).body.waiting_reason).toBeNull();
  });

  it('may be one of a paused tenant, whose operations name the platform as the way out', async () => {
    const other = await api.newTenant();
    await api.addSeller(other, id);
    const platform = await api.platformKey();
    const pause = (paused: boolean): Promise<Answer> =>
      api.call('PATCH', `/v1/tenants/${other.id}`, { key: platform, body: { paused } });
    expect((await pause(true)).body).toMatchObject({ paused: true, paused_since: clock.now().toISOString() });
    const taken = await api.handOver(other, id);
    expect(taken.body.waiting_reason).toMatch(/tenant is paused since .* PATCH \/v1\/tenants\//);
    expect((await api.handOver(desk, id)).body.waiting_reason).toBeNull();
    expect((await pause(false)).body).toMatchObject({ paused: false, paused_since: null });
    const after = await api.call('GET', `/v1/operations/${taken.body.id}`, { key: other.keys.viewer });
    expect(after.body.waiting_reason).toBeNull();
  });

  it('can be paused from its beginning', async () => {
    const added = await api.addSeller(desk, `${id}-new`, { paused: true });
    expect(added.body).toMatchObject({ paused: true });
    expect((await api.handOver(desk, `${id}-new`)).body.waiting_reason).toMatch(/is paused/);
  });

  it('tells whom to ask there, until the seller is deleted', async () => {
    const contact = { name: 'Kim', email: 'kim@acme.example' };
    const whole = { ...contact, phone: null, note: null };
    expect((await patch({ contact })).body).toMatchObject({ contact: whole });
    expect((await patch({ name: 'Another' })).body).toMatchObject({ contact: whole });
    expect((await read('/v1/sellers?limit=200')).body.items).toContainEqual(
      expect.objectContaining({ id, contact: whole }),
    );
    expect((await patch({ contact: null })).body).toMatchObject({ contact: null });
    await patch({ contact });
    await api.call('DELETE', `/v1/sellers/${id}`, { key: desk.keys.admin });
    const kept = await api.database.pool.query('SELECT FROM seller_settings WHERE tenant_id = $1 AND seller_id = $2', [
      desk.id,
      id,
    ]);
    expect(kept.rowCount).toBe(0);
  });

  it.each([
    [{ contact: {} }, '/contact', /give "name", "email", "phone" or "note"/],
    [{ contact: { email: 'kim' } }, '/contact/email', /a mail address/],
    [{ contact: { note: 'x'.repeat(2_001) } }, '/contact/note', /at most 2000/],
    [{ contact: { name: 'Kim', fax: '1' } }, '/contact/fax', /./],
    [{ paused: 'yes' }, '/paused', /true or false/],
  ])('refuses %j', async (body, pointer, detail) => {
    const refused = await patch(body);
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toMatchObject([{ pointer, detail: expect.stringMatching(detail) }]);
  });
});
