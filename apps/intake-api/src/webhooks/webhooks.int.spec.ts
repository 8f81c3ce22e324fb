import { createHmac } from 'node:crypto';
import { ApiUnderTest, type Answer, type TestTenant } from '../../testing/api-under-test';

const BEARER = 'bearer-0123456789abcdef0123456789';
const HMAC = 'hmac-0123456789abcdef0123456789ab';

describe('webhooks in', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;
  let urls: Record<string, { adcp: string; hitl_tasks: string }>;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    desk = await api.newTenant();
    urls = {
      acme: (await api.addSeller(desk, 'acme', { webhooks: { mode: 'bearer', secret: BEARER } })).body.webhook_urls,
      hashed: (await api.addSeller(desk, 'hashed', { webhooks: { mode: 'hmac', secret: HMAC } })).body.webhook_urls,
    };
  });
  afterAll(() => api.stop());

  const pending = async (seller: string, taskId: string): Promise<string> => {
    const id = (await api.handOver(desk, seller)).body.id;
    await api.ledger.observe({
      tenantId: desk.id,
      operationId: id,
      source: 'response',
      receivedAt: new Date(),
      finding: { kind: 'pending', status: 'pending_approval' },
      taskId,
    });
    return id;
  };
  const post = (url: string, body: string, headers: Record<string, string> = {}): Promise<Answer> =>
    api.call('POST', url.replace(/^https?:\/\/[^/]+/, ''), {
      rawBody: body,
      headers: { 'content-type': 'application/json', ...headers },
    });
  const read = async (id: string) => (await api.call('GET', `/v1/operations/${id}`, { key: desk.keys.viewer })).body;
  const completed = (taskId: string, mediaBuyId: string) =>
    JSON.stringify({
      event: 'task_completed',
      task_id: taskId,
      resolution: 'approved',
      result: { media_buy_id: mediaBuyId, status: 'pending_activation' },
    });

  it("settles an operation on the guide's bare route, by the bearer secret, and drops the repetition", async () => {
    const id = await pending('acme', 'task_1');
    const body = completed('task_1', 'mb_1');
    const answer = await post('/webhooks/hitl-tasks', body, { authorization: `Bearer ${BEARER}` });
    expect([answer.status, answer.body]).toEqual([200, { status: 'received' }]);
    expect(await read(id)).toMatchObject({ status: 'created', media_buy_id: 'mb_1' });
    const version = (await read(id)).version;
    expect((await post('/webhooks/hitl-tasks', body, { authorization: `Bearer ${BEARER}` })).status).toBe(200);
    expect((await read(id)).version).toBe(version);
  });

  it("settles an operation on the seller's own route, by an HMAC over the exact bytes", async () => {
    const id = await pending('hashed', 'task_2');
    const body = `  ${completed('task_2', 'mb_2')}\n`;
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = `sha256=${createHmac('sha256', HMAC).update(`${timestamp}.${body}`).digest('hex')}`;
    const headers = { 'x-adcp-signature': signature, 'x-adcp-timestamp': timestamp };
    expect((await post(urls.hashed!.hitl_tasks, body.trim(), headers)).status).toBe(401);
    expect((await post(urls.hashed!.hitl_tasks, body, headers)).status).toBe(200);
    expect(await read(id)).toMatchObject({ status: 'created', media_buy_id: 'mb_2' });
  });

  it('refuses what does not prove its sender, before it looks at the body', async () => {
    for (const url of ['/webhooks/hitl-tasks', urls.acme!.hitl_tasks, urls.acme!.adcp, '/webhooks/adcp/unknown']) {
      const answer = await post(url, '{"a":1,"a":2', { authorization: 'Bearer wrong' });
      expect([url, answer.status]).toEqual([url, 401]);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Signature error="/);
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(answer.body.request_id).toBe(answer.headers.get('x-request-id'));
    }
  });

  it('refuses malformed JSON, duplicate keys and other types', async () => {
    const authorization = `Bearer ${BEARER}`;
    expect((await post(urls.acme!.hitl_tasks, '{"a":', { authorization })).status).toBe(400);
    expect((await post(urls.acme!.hitl_tasks, '{"a":1,"a":2}', { authorization })).status).toBe(400);
    const text = await post(urls.acme!.hitl_tasks, '{}', { authorization, 'content-type': 'text/plain' });
    expect(text.status).toBe(415);
  });

  it('answers 409 to an outcome that contradicts the settled one, and changes nothing', async () => {
    const id = await pending('acme', 'task_3');
    const authorization = `Bearer ${BEARER}`;
    await post(urls.acme!.hitl_tasks, completed('task_3', 'mb_3'), { authorization });
    const other = await post(urls.acme!.hitl_tasks, completed('task_3', 'mb_4'), { authorization });
    expect(other.status).toBe(409);
    expect(await read(id)).toMatchObject({ media_buy_id: 'mb_3', conflicts: 1 });
  });
});
