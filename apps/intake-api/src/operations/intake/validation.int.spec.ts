import { TestClock } from '@adcp-orchestrator/testing';
import { type Answer, ApiUnderTest, type TestTenant } from '../../../testing/api-under-test';

const HOUR_MS = 3_600_000;

describe('what is refused before it is kept', () => {
  const clock = new TestClock();
  let api: ApiUnderTest;
  let desk: TestTenant;

  beforeAll(async () => {
    api = await ApiUnderTest.start({}, { clock });
    desk = await api.newTenant();
    await api.addSeller(desk, 'acme');
    await api.addSeller(desk, 'modern', { dialect: 'adcp-v3' });
  });
  afterAll(() => api.stop());

  const inHours = (hours: number) => new Date(clock.now().getTime() + hours * HOUR_MS).toISOString();
  const modernBuy = (changes: Record<string, unknown> = {}) => ({
    type: 'create_media_buy',
    seller_id: 'modern',
    request: {
      account: { account_id: 'acc_1' },
      brand: { domain: 'brand.example' },
      start_time: inHours(1),
      end_time: inHours(100),
      packages: [{ product_id: 'p1', budget: 500, pricing_option_id: 'cpm' }],
      ...changes,
    },
  });
  const guideBuy = (changes: Record<string, unknown> = {}) => ({
    type: 'create_media_buy',
    seller_id: 'acme',
    request: { packages: ['premium_sports'], total_budget: 1_000, ...changes },
  });
  const post = (path: string, body: unknown, key = desk.keys.trader, headers: Record<string, string> = {}) =>
    api.call('POST', path, { key, body, headers });
  const both = async (body: unknown): Promise<[Answer, Answer]> => [
    await post('/v1/operations/validate', body),
    await post('/v1/operations', body),
  ];

  it.each<[string, Record<string, unknown>, string]>([
    ['an end before its start', { start_date: '2030-01-01', end_date: '2020-01-01' }, '/request/end_date'],
    ['a date that does not exist', { end_date: '2026-13-45' }, '/request/end_date'],
    ['a misspelt field', { total_budgett: 5 }, '/request/total_budgett'],
    ['no total_budget', { total_budget: undefined }, '/request/total_budget'],
    ['a budget below zero', { budget: -5 }, '/request/budget'],
    ['a start in words', { start_time: 'tomorrow' }, '/request/start_time'],
  ])('is %s, by both routes in the same words', async (_, changes, pointer) => {
    const before = await api.count('operations');
    const answers = await both(guideBuy(changes));
    for (const answer of answers) {
      expect(answer.status).toBe(422);
      expect(answer.body.type).toBe('urn:adcp-orchestrator:problem:validation-failed');
      expect(answer.body.errors).toMatchObject([
        { in: 'body', pointer, limit: expect.anything(), suggestion: expect.any(String) },
      ]);
    }
    expect(answers[0].body.errors).toEqual(answers[1].body.errors);
    expect(await api.count('operations')).toBe(before);
  });

  it('is told whole: what is wrong in the envelope, and in the request', async () => {
    const [answer] = await both({
      ...modernBuy({ start_time: 'tomorrow', packages: [], currency: 'usd' }),
      deadline: 'soon',
      colour: 'red',
      user_id: 5,
    });
    expect(answer.body.errors.map(({ pointer }) => pointer).sort()).toEqual([
      '/colour',
      '/deadline',
      '/request/currency',
      '/request/packages',
      '/request/start_time',
      '/user_id',
    ]);
    for (const { detail } of answer.body.errors) expect(detail).not.toMatch(/Invalid|expected|must NOT/);
  });

  it('is not a request that would be taken: that is valid, with what may be a mistake', async () => {
    const before = await api.count('operations');
    const valid = await post('/v1/operations/validate', guideBuy());
    expect([valid.status, valid.body]).toEqual([200, { valid: true, warnings: [] }]);
    const warned = await post('/v1/operations/validate', guideBuy({ scenario: 'WAIT' }));
    expect(warned.body).toMatchObject({ valid: true, warnings: [{ in: 'body', pointer: '/request/scenario' }] });
    expect((await post('/v1/operations/validate', modernBuy())).body).toEqual({ valid: true, warnings: [] });
    expect(await api.count('operations')).toBe(before);
  });

  it('claims no key and no number by being validated', async () => {
    const headers = { 'idempotency-key': 'validated' };
    const validated = await post('/v1/operations/validate', guideBuy({ po_number: 'V-1' }), desk.keys.trader, headers);
    expect(validated.status).toBe(200);
    const other = guideBuy({ po_number: 'V-1', total_budget: 2 });
    expect((await post('/v1/operations', other, desk.keys.trader, headers)).status).toBe(202);
  });

  it('finds a number that another operation has, as it would be refused', async () => {
    const { body: holder } = await post('/v1/operations', guideBuy({ po_number: 'V-2' }));
    const taken = { in: 'body', pointer: '/request/po_number', detail: expect.stringContaining(holder.id) as string };
    const other = guideBuy({ po_number: 'V-2', total_budget: 2 });
    const refused = await post('/v1/operations/validate', other);
    expect(refused).toMatchObject({ status: 409, body: { operation_id: holder.id, errors: [taken] } });
    const reported = await post('/v1/operations/validate?report=true', other);
    expect(reported).toMatchObject({ status: 200, body: { valid: false, errors: [taken], warnings: [] } });
    // The same request again is answered with its operation, and a corrected one takes the number over.
    expect((await post('/v1/operations/validate', guideBuy({ po_number: 'V-2' }))).status).toBe(200);
    expect((await post(`/v1/operations/validate?retry_of=${holder.id}`, other)).status).toBe(200);
  });

  it('is for traders to ask', async () => {
    expect((await post('/v1/operations/validate', guideBuy(), desk.keys.viewer)).status).toBe(403);
    expect((await api.call('POST', '/v1/operations/validate', { body: guideBuy() })).status).toBe(401);
  });

  it('still finds the operation of a request that was taken before its start passed', async () => {
    const body = modernBuy({ po_number: 'LATE-1' });
    const headers = { 'idempotency-key': 'late-1' };
    const first = await post('/v1/operations', body, desk.keys.trader, headers);
    expect(first.status).toBe(202);
    clock.advance({ hours: 3 });
    const again = await post('/v1/operations', body, desk.keys.trader, headers);
    expect([again.status, again.body.id]).toEqual([200, first.body.id]);
    const byNumber = await post('/v1/operations', body);
    expect([byNumber.status, byNumber.body.id]).toEqual([200, first.body.id]);
    const other = { ...body, request: { ...body.request, brand: { domain: 'other.example' } } };
    const refused = await post('/v1/operations', other, desk.keys.trader, headers);
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toMatchObject([{ pointer: '/request/start_time' }]);
  });

  it.each([
    ['NUL', '"a\\u0000b"', /NUL/],
    ['half a surrogate pair', '"\\ud800"', /surrogate/],
    ['a number beyond a double', '1e999', /double/],
    ['a number that loses digits', '0.1234567890123456789', /would be kept as/],
  ])('is %s, as 400 with its place', async (_, value, words) => {
    const rawBody = JSON.stringify(guideBuy({ note: 'X' })).replace('"X"', value);
    const headers = { 'content-type': 'application/json' };
    const answer = await api.call('POST', '/v1/operations', { key: desk.keys.trader, rawBody, headers });
    expect([answer.status, answer.body.type]).toEqual([400, 'urn:adcp-orchestrator:problem:malformed-json']);
    expect(answer.body.errors).toMatchObject([{ in: 'body', pointer: '/request/note' }]);
    expect(answer.body.detail).toMatch(words);
  });

  it('is reported with 200 to a form that asks for it, and taken no sooner', async () => {
    const before = await api.count('operations');
    const asked = await post('/v1/operations/validate?report=true', guideBuy({ total_budget: -5 }));
    expect(asked.status).toBe(200);
    expect(asked.body).toMatchObject({
      valid: false,
      errors: [{ in: 'body', pointer: '/request/total_budget' }],
      warnings: [],
    });
    expect((await post('/v1/operations/validate?report=true', guideBuy())).body).toEqual({ valid: true, warnings: [] });
    const wrong = await post('/v1/operations/validate?report=yes', guideBuy());
    expect([wrong.status, wrong.body.errors[0]?.pointer]).toEqual([422, '/report']);
    expect(await api.count('operations')).toBe(before);
  });
});
