import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { escapeHtml } from '../page/page';
import { scenarioWords } from '../scenarios/scenarios';
import { ListenFailedError, startSandboxSeller, type SandboxSeller } from '../server';
import type { JsonObject } from '../state/records';
import { adcpBuy, bookingsOf, Buyer, control, eventually, taskIdOf } from '../../testing/drive';

let sandbox: SandboxSeller;

beforeAll(async () => {
  sandbox = await startSandboxSeller({ port: 0 });
});
afterAll(() => sandbox.close());

async function withBuyer<T>(
  seller: string,
  work: (buyer: Buyer) => Promise<T>,
  url = sandbox.url,
  dialect: 'hitl-v1' | 'adcp-v3' = 'hitl-v1',
): Promise<T> {
  const buyer = await Buyer.connect(url, dialect, seller);
  try {
    return await work(buyer);
  } finally {
    await buyer.close();
  }
}

describe('the control API', () => {
  it('lists tasks by seller and state, and lets a person decide each once', async () => {
    const [first, second] = await withBuyer(
      'desk',
      async (buyer) => [taskIdOf(await buyer.buy('WAIT-a')), taskIdOf(await buyer.buy('WAIT-b'))] as const,
    );
    const open = await control(sandbox.url, 'tasks?seller=desk&state=open');
    expect((open.tasks as JsonObject[]).map(({ task_id }) => task_id)).toEqual([first, second]);
    expect(await control(sandbox.url, `tasks/${first}/approve`, {})).toMatchObject({
      http: 200,
      task: { state: 'booked', media_buy_id: expect.any(String) },
    });
    expect(await control(sandbox.url, `tasks/${second}/reject`, { reason: 'Wrong season' })).toMatchObject({
      task: { state: 'rejected', reason: 'Wrong season' },
    });
    expect(await control(sandbox.url, `tasks/${first}/reject`, {})).toMatchObject({
      http: 409,
      error: expect.stringContaining('is finished (booked)'),
    });
    expect(await control(sandbox.url, 'tasks/task_none/approve', {})).toMatchObject({
      http: 404,
      error: expect.stringContaining('does not exist'),
    });
  });

  it('grants a permission first when the scenario has a step after it', async () => {
    await withBuyer('steps', (buyer) => buyer.buy('PERMISSION-WAIT-a'));
    const { tasks } = await control(sandbox.url, 'tasks?seller=steps');
    const id = String((tasks as JsonObject[])[0]?.task_id);
    expect(await control(sandbox.url, `tasks/${id}/approve`, {})).toMatchObject({
      task: { state: 'open', waiting_for: 'approval' },
    });
    expect(await control(sandbox.url, `tasks/${id}/approve`, {})).toMatchObject({ task: { state: 'booked' } });
  });

  it('counts what was executed and booked, by seller and purchase order', async () => {
    await withBuyer('counted', async (buyer) => {
      await buyer.buy('PO-1');
      await buyer.buy('PO-1');
      await buyer.buy('WAIT-2');
    });
    const { bookings, total, media_buys: buys } = await control(sandbox.url, 'bookings?seller=counted');
    expect(bookings).toEqual([
      { seller: 'counted', dialect: 'hitl-v1', po_number: 'PO-1', executions: 2, booked: 2, open_tasks: 0 },
      { seller: 'counted', dialect: 'hitl-v1', po_number: 'WAIT-2', executions: 1, booked: 0, open_tasks: 1 },
    ]);
    expect(total).toBe(2);
    expect(buys).toHaveLength(2);
    expect(await control(sandbox.url, 'calls?seller=counted')).toMatchObject({
      total: 3,
      calls: [{ tool: 'create_media_buy', outcome: 'completed' }, {}, { outcome: 'pending' }],
    });
  });

  it('forgets a task as a restarted seller would, and resets one seller without touching another', async () => {
    const taskId = await withBuyer('reset-me', async (buyer) => {
      const id = taskIdOf(await buyer.buy('WAIT-1'));
      expect(await control(sandbox.url, 'forget', { seller: 'reset-me', task_id: id })).toMatchObject({ forgotten: 1 });
      expect(await buyer.poll(id)).toBeUndefined();
      return id;
    });
    await withBuyer('keep-me', (buyer) => buyer.buy('PO-1'));
    expect(await control(sandbox.url, `tasks?seller=reset-me`)).toMatchObject({
      tasks: [{ task_id: taskId, forgotten: true }],
    });
    await control(sandbox.url, 'reset', { seller: 'reset-me' });
    expect(await control(sandbox.url, 'calls?seller=reset-me')).toMatchObject({ total: 0 });
    expect(await control(sandbox.url, 'tasks?seller=reset-me')).toMatchObject({ total: 0 });
    expect(await control(sandbox.url, 'calls?seller=keep-me')).toMatchObject({ total: 1 });
  });

  it.each([
    ['scenario', { scenario: 'HTTP_503-2-HTPP_500' }, /not understood from "HTPP_500" on; known words/],
    ['scenario', { scenario: 'WAIT', calls: 0 }, /calls/],
    ['outage', { mode: 'fire', seconds: 1 }, /mode/],
    ['webhooks', { url: 'ftp://somewhere' }, /must be an http or https URL/],
    ['webhooks', { uri: 'http://somewhere' }, /uri/],
    ['settings', { task_id_style: 'haiku' }, /task_id_style/],
    ['reset', { seller: '../etc' }, /seller name/],
  ])('refuses a wrong body for %s and says what is wrong', async (path, body, message) => {
    expect(await control(sandbox.url, path, body)).toMatchObject({ http: 400, error: expect.stringMatching(message) });
  });

  it('never shows a webhook secret', async () => {
    const answer = await control(sandbox.url, 'webhooks', {
      seller: 'secretive',
      url: 'http://127.0.0.1:9/x',
      secret: 'top-secret',
    });
    expect(answer.http).toBe(200);
    expect(JSON.stringify(answer)).not.toContain('top-secret');
  });

  it('asks for its own token when it has one, and refuses pages of other origins', async () => {
    const guarded = await startSandboxSeller({ port: 0, controlToken: 'ctl' });
    const status = async (headers: Record<string, string>) =>
      (await fetch(`${guarded.url}/control/tasks`, { headers })).status;
    expect(await status({})).toBe(401);
    expect(await status({ authorization: 'Bearer ctl' })).toBe(200);
    expect(await status({ authorization: 'Bearer ctl', origin: 'http://evil.example' })).toBe(403);
    await guarded.close();
  });
});

describe('the listener', () => {
  it('is healthy, and says what is wrong with a request that it does not know', async () => {
    expect(await (await fetch(`${sandbox.url}/healthz`)).json()).toEqual({ status: 'ok' });
    expect((await fetch(`${sandbox.url}/nothing`)).status).toBe(404);
    expect((await fetch(`${sandbox.url}/healthz`, { method: 'DELETE' })).status).toBe(405);
    expect(await control(sandbox.url, 'forget?x=1')).toMatchObject({ http: 405 });
    expect((await fetch(`${sandbox.url}/hitl-v1/..%2f/mcp`, { method: 'POST' })).status).toBe(404);
  });

  it.each<Record<string, string>>([{}, { authorization: 'Bearer wrong' }, { 'x-adcp-auth': 'wrong' }])(
    'answers 401 to the credential %j',
    async (headers) => {
      const response = await fetch(`${sandbox.url}/adcp-v3/mcp`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: '{}',
      });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toContain('Bearer');
    },
  );

  it('refuses a body that is too large', async () => {
    const response = await fetch(`${sandbox.url}/control/reset`, { method: 'POST', body: ' '.repeat(1_200_000) });
    expect(response.status).toBe(413);
  });

  it('says which port is taken', async () => {
    await expect(startSandboxSeller({ port: sandbox.port })).rejects.toThrow(ListenFailedError);
    await expect(startSandboxSeller({ port: sandbox.port })).rejects.toThrow(`127.0.0.1:${sandbox.port}`);
  });
});

describe('the page', () => {
  it('explains every word and needs nothing from elsewhere', async () => {
    const response = await fetch(sandbox.url);
    const html = await response.text();
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    for (const word of Object.keys(scenarioWords)) expect(html).toContain(`<code>${word}`);
    expect(html).not.toMatch(/(src|href)=/);
    expect(escapeHtml(`<a b="c">&'`)).toBe('&lt;a b=&quot;c&quot;&gt;&amp;&#39;');
  });

  it('has a script that parses', async () => {
    const script = /<script>([\s\S]*)<\/script>/.exec(await (await fetch(sandbox.url)).text())?.[1] ?? '';
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- it is only compiled, to find a syntax error
    expect(() => new Function(script)).not.toThrow();
  });
});

it('keeps tasks, calls, replays and its key over a restart when it has a journal', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'sandbox-seller-'));
  const dataPath = join(directory, 'data', 'journal.jsonl');
  const keys = async (url: string) => (await fetch(`${url}/.well-known/jwks.json`)).text();
  const request = adcpBuy('APPROVE-0.5-x');
  const before = await startSandboxSeller({ port: 0, dataPath });
  const [waiting, timed, key] = [
    await withBuyer('a', async (buyer) => taskIdOf(await buyer.buy('WAIT-1')), before.url),
    await withBuyer(
      'a',
      async (buyer) => taskIdOf(await buyer.call('create_media_buy', request)),
      before.url,
      'adcp-v3',
    ),
    await keys(before.url),
  ];
  await before.close();
  await writeFile(dataPath, `${await readFile(dataPath, 'utf8')}{"kind":"task","val`);

  const after = await startSandboxSeller({ port: 0, dataPath });
  expect(await keys(after.url)).toBe(key);
  expect(await control(after.url, `tasks/${waiting}/approve`, {})).toMatchObject({ task: { state: 'booked' } });
  await withBuyer(
    'a',
    async (buyer) => {
      expect((await buyer.call('create_media_buy', request)).body).toMatchObject({ task_id: timed, replayed: true });
      await eventually(async () => ((await buyer.poll(timed))?.status === 'completed' ? true : undefined));
    },
    after.url,
    'adcp-v3',
  );
  expect(await bookingsOf(after.url, 'a', 'APPROVE-0.5-x')).toEqual({ executions: 1, booked: 1 });
  await after.close();

  await writeFile(dataPath, '{"kind":"task","value":{}}\n');
  await expect(startSandboxSeller({ port: 0, dataPath })).rejects.toThrow(/journal.jsonl line 1/);
  await rm(directory, { recursive: true });
});

it('gives only the newest records when a limit is asked for, and counts all', async () => {
  await withBuyer('limited', async (buyer) => {
    for (const po of ['WAIT-a', 'WAIT-b', 'PO-1', 'PO-2']) await buyer.buy(po);
  });
  expect(await control(sandbox.url, 'tasks?seller=limited&limit=1')).toMatchObject({
    total: 2,
    tasks: [{ po_number: 'WAIT-b' }],
  });
  expect(await control(sandbox.url, 'calls?seller=limited&limit=1')).toMatchObject({
    total: 4,
    calls: [{ po_number: 'PO-2' }],
  });
  expect(await control(sandbox.url, 'bookings?seller=limited&limit=1')).toMatchObject({
    total: 2,
    media_buys: [{ po_number: 'PO-2' }],
  });
  expect(await control(sandbox.url, 'tasks?limit=0')).toMatchObject({
    http: 400,
    error: expect.stringContaining('limit'),
  });
});
