import { ApiUnderTest, type Answer, type TestTenant } from '../../../testing/api-under-test';

describe('what needs a person and what waits, in groups', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;
  const now = new Date('2026-04-10T12:00:00Z');
  const ago = (hours: number): string => new Date(now.getTime() - hours * 3_600_000).toISOString();

  beforeAll(async () => {
    api = await ApiUnderTest.start({}, { clock: { now: () => now } });
    desk = await api.newTenant();
    for (const id of ['acme', 'metro']) await api.addSeller(desk, id);
  });
  afterAll(() => api.stop());

  const get = (path: string, key = desk.keys.viewer): Promise<Answer> => api.call('GET', path, { key });
  /** An operation that has been in this state for some hours. */
  const make = async (seller: string, state: Record<string, unknown>, budget: object, user = 'ana') => {
    const request = { packages: ['sports'], total_budget: 1, ...budget };
    const { id } = (await api.handOver(desk, seller, { request, user_id: user })).body;
    const set = Object.keys(state).map((name, index) => `${name} = $${index + 2}`);
    await api.database.pool.query(`UPDATE operations SET ${set.join(', ')} WHERE id = $1`, [
      id,
      ...Object.values(state),
    ]);
    return id;
  };
  const refused = (hours: number) => ({
    status: 'pending_permission',
    error: { code: 'AUTH_REQUIRED', message: 'no', recovery: 'terminal' },
    attention_reason: 'credential_refused',
    attention_since: ago(hours),
  });
  const waits = (hours: number, overdue = false) => ({
    status: 'pending_approval',
    status_since: ago(hours),
    overdue,
  });

  it('sums up causes of one kind, with their money by currency and the oldest by name', async () => {
    const usd = { total_budget: 20_000, currency: 'USD' };
    const ids: string[] = [];
    for (const hours of [4, 3, 2]) ids.push(await make('metro', refused(hours), usd));
    await make('metro', refused(1), { total_budget: 500, currency: 'EUR' }, 'kim');
    const doubt = await make(
      'acme',
      { status: 'in_doubt', attention_reason: 'in_doubt', attention_since: ago(9), attention_assignee: 'kim' },
      { total_budget: 7, po_number: 'PO-9' },
    );
    const { status, body } = await get('/v1/operations/groups');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      at: now.toISOString(),
      attention: {
        complete: true,
        groups: [
          {
            reason: 'in_doubt',
            seller_id: 'acme',
            operations: 1,
            money: [{ amount: 7, currency: null }],
            since: ago(9),
            oldest: [
              {
                id: doubt,
                type: 'create_media_buy',
                po_number: 'PO-9',
                user_id: 'ana',
                assignee: 'kim',
                since: ago(9),
              },
            ],
          },
          {
            reason: 'credential_refused',
            seller_id: 'metro',
            operations: 4,
            money: expect.arrayContaining([
              { amount: 60_000, currency: 'USD' },
              { amount: 500, currency: 'EUR' },
            ]),
            since: ago(4),
            oldest: ids.map((id) => ({ id, total_budget: { amount: 20_000, currency: 'USD' } })),
          },
        ],
      },
    });
    expect((await get('/v1/operations/groups?user_id=kim')).body).toMatchObject({
      attention: { groups: [{ seller_id: 'metro', operations: 1, money: [{ amount: 500, currency: 'EUR' }] }] },
    });
  });

  it('counts what waits for a seller by its age, and the list finds the same', async () => {
    for (const hours of [0.5, 2, 3, 30]) await make('acme', waits(hours, hours > 20), { total_budget: 10 });
    const { body } = await get('/v1/operations/groups?seller_id=acme');
    expect(body).toMatchObject({
      waiting: {
        complete: true,
        groups: [
          {
            seller_id: 'acme',
            operations: 4,
            overdue: 1,
            money: [{ amount: 40, currency: null }],
            since: ago(30),
            by_age: [
              { up_to_seconds: 3_600, operations: 1 },
              { up_to_seconds: 14_400, operations: 2 },
              { up_to_seconds: 86_400, operations: 0 },
              { up_to_seconds: 259_200, operations: 1 },
              { up_to_seconds: null, operations: 0 },
            ],
          },
        ],
      },
    });
    const between = `waiting_for=seller&seller_id=acme&status_since_after=${ago(4)}&status_since_before=${ago(1)}`;
    for (const sort of ['-created_at', 'status_since']) {
      expect((await get(`/v1/operations?${between}&sort=${sort}`)).body.items).toHaveLength(2);
    }
    expect((await get(`/v1/operations/counts?${between}`)).body).toMatchObject({ total: 2 });
  });

  it('finds what ended in a time', async () => {
    const ended = (hours: number) => ({ status: 'created', settled_at: ago(hours), status_since: ago(hours) });
    const [first] = [await make('acme', ended(48), {}), await make('acme', ended(12), {})];
    const found = await get(`/v1/operations?status=settled&settled_after=${ago(48)}&settled_before=${ago(12)}`);
    expect(found.body.items.map(({ id }) => id)).toEqual([first]);
  });

  it('shows nothing of another tenant, and takes no other parameter', async () => {
    const stranger = await api.newTenant();
    const { body } = await get('/v1/operations/groups', stranger.keys.admin);
    expect(body).toMatchObject({ attention: { groups: [], complete: true }, waiting: { groups: [], complete: true } });
    expect((await get('/v1/operations/groups?status=created')).status).toBe(422);
  });
});
