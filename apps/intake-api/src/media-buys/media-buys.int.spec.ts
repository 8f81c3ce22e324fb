import { v7 as uuidv7 } from 'uuid';
import { ApiUnderTest, type TestTenant } from '../../testing/api-under-test';

describe('media buys', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;
  const first = new Date('2026-03-02T09:00:00Z').getTime();

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    desk = await api.newTenant();
    for (let place = 0; place < 9; place += 1) {
      await book(desk, {
        seller: place % 3 === 0 ? 'globex' : 'acme',
        buy: `mb/${place}`,
        status: place % 2 === 0 ? 'active' : 'pending',
        place,
      });
    }
  });
  afterAll(() => api.stop());

  async function book(
    tenant: TestTenant,
    { seller, buy, status, place }: { seller: string; buy: string; status: string; place: number },
  ): Promise<void> {
    const at = new Date(first + place * 1000);
    await api.database.pool.query(
      `INSERT INTO media_buys (tenant_id, seller_id, media_buy_id, operation_id, status, seller_status, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, 'theirs', $6, $6)`,
      [tenant.id, seller, buy, uuidv7({ msecs: at.getTime() }), status, at.toISOString()],
    );
  }

  const list = async (query: string, key = desk.keys.viewer) => api.call('GET', `/v1/media-buys?${query}`, { key });

  async function pages(query: string): Promise<string[]> {
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const { body }: { body: { items: object[]; next_cursor: string | null } } = await list(
        `${query}&limit=2${cursor === null ? '' : `&cursor=${cursor}`}`,
      );
      expect(body.items.length).toBeLessThanOrEqual(2);
      found.push(...body.items.map((item) => (item as { media_buy_id: string }).media_buy_id));
      cursor = body.next_cursor;
    } while (cursor !== null);
    return found;
  }

  it('are listed page by page, the last first, by seller and by state', async () => {
    const newest = Array.from({ length: 9 }, (_, place) => 8 - place);
    const names = (places: number[]) => places.map((place) => `mb/${place}`);
    expect(await pages('')).toEqual(names(newest));
    expect(await pages('seller_id=acme')).toEqual(names(newest.filter((place) => place % 3 !== 0)));
    expect(await pages('status=active')).toEqual(names(newest.filter((place) => place % 2 === 0)));
    expect(await pages('status=pending&seller_id=globex')).toEqual(names([3]));
  });

  it('do not move on later pages when a new one is booked', async () => {
    const page = await list('seller_id=initech&limit=1');
    expect(page.body.items).toEqual([]);
    for (const place of [20, 21])
      await book(desk, { seller: 'initech', buy: `late/${place}`, status: 'active', place });
    const before = await list('seller_id=initech&limit=1');
    await book(desk, { seller: 'initech', buy: 'late/22', status: 'pending', place: 22 });
    const next = await list(`seller_id=initech&limit=1&cursor=${before.body.next_cursor ?? ''}`);
    expect([...before.body.items, ...next.body.items].map(({ media_buy_id: id }) => id)).toEqual([
      'late/21',
      'late/20',
    ]);
  });

  it('are read by the seller and its id, whatever characters it has, by their own tenant alone', async () => {
    const path = `/v1/media-buys/globex/${encodeURIComponent('mb/3')}`;
    const found = await api.call('GET', path, { key: desk.keys.viewer });
    expect([found.status, found.body]).toEqual([
      200,
      expect.objectContaining({
        media_buy_id: 'mb/3',
        seller_id: 'globex',
        status: 'pending',
        seller_status: 'theirs',
        created_at: '2026-03-02T09:00:03.000Z',
        asked_at: null,
      }),
    ]);
    const long = 'ü'.repeat(512);
    await book(desk, { seller: 'globex', buy: long, status: 'active', place: 30 });
    const longest = await api.call('GET', `/v1/media-buys/globex/${encodeURIComponent(long)}`, {
      key: desk.keys.viewer,
    });
    expect([longest.status, longest.body.media_buy_id]).toEqual([200, long]);
    const stranger = await api.newTenant();
    expect((await api.call('GET', path, { key: stranger.keys.admin })).status).toBe(404);
    expect((await list('', stranger.keys.admin)).body.items).toEqual([]);
    for (const missing of ['acme/mb%2F3', 'acme/%00']) {
      expect((await api.call('GET', `/v1/media-buys/${missing}`, { key: desk.keys.viewer })).status).toBe(404);
    }
  });

  it('are refused with the field when the query is wrong', async () => {
    const answer = await list('status=flying&seller=acme');
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map(({ pointer }) => pointer).sort()).toEqual(['/seller', '/status']);
  });
});
