import { ScriptedSeller } from '@adcp-orchestrator/testing/scripted-seller';
import { type Answer, ApiUnderTest, type TestTenant } from '../../../testing/api-under-test';
import type { ProbeFinding } from './probe-findings';

describe('the probe of a seller', () => {
  let api: ApiUnderTest;
  let desk: TestTenant;
  let remote: ScriptedSeller;
  let number = 0;

  beforeAll(async () => {
    api = await ApiUnderTest.start();
    desk = await api.newTenant();
  });
  afterAll(() => api.stop());
  beforeEach(async () => {
    const none = (): object => ({ tasks: [] });
    remote = await ScriptedSeller.start({
      tools: {
        create_media_buy: () => ({}),
        update_media_buy: () => ({}),
        add_creative_assets: () => ({}),
        get_pending_tasks: none as never,
      },
    });
  });
  afterEach(() => remote.close());

  async function probe(settings: Record<string, unknown> = {}): Promise<Answer & { by: Record<string, ProbeFinding> }> {
    number += 1;
    await api.addSeller(desk, `seller-${number}`, { agent_url: remote.url, ...settings });
    const answer = await api.call('POST', `/v1/sellers/seller-${number}/probe`, { key: desk.keys.trader });
    const { findings } = answer.body as unknown as { findings: ProbeFinding[] };
    return { ...answer, by: Object.fromEntries(findings.map((finding) => [finding.check, finding])) };
  }

  it('says of one that works what works, books nothing, and keeps what it can do', async () => {
    const { status, body, by } = await probe({ auth: { scheme: 'bearer', token: 'secret-token' } });
    expect([status, body]).toEqual([200, expect.objectContaining({ works: true })]);
    for (const check of ['address', 'credential', 'dialect', 'following', 'sending']) {
      expect(by[check]).toMatchObject({ result: 'works', what_to_do: null });
    }
    expect(by['idempotency']).toMatchObject({ result: 'warns' });
    expect(JSON.stringify(body)).not.toContain('secret-token');
    expect(remote.calls.map(({ tool }) => tool)).toEqual(['get_pending_tasks']);
    const seller = await api.call('GET', `/v1/sellers/seller-${number}`, { key: desk.keys.viewer });
    expect(seller.body.capabilities).toMatchObject({ poll_tool: 'get_pending_tasks' });
  });

  it('says of one that is not there what to check, and guesses nothing else', async () => {
    const { body, by } = await probe({ agent_url: 'http://127.0.0.1:1/mcp' });
    expect(body).toMatchObject({ works: false });
    expect(by['address']).toMatchObject({ result: 'fails', what_to_do: expect.stringContaining('agent_url') });
    for (const check of ['credential', 'dialect', 'following']) expect(by[check]).toMatchObject({ result: 'unknown' });
  });

  it('tells a refused credential from an address that does not answer', async () => {
    remote.intercept = (_request, response) => {
      response.writeHead(401, { 'content-type': 'application/json' }).end('{}');
      return true;
    };
    const { by } = await probe();
    expect(by['address']).toMatchObject({ result: 'works' });
    expect(by['credential']).toMatchObject({
      result: 'fails',
      what_to_do: expect.stringMatching(/none is set.*PATCH \/v1\/sellers\/seller-/),
    });
  });

  it('names the tools of something that is no sales agent', async () => {
    remote.tools = { weather: () => ({}) };
    const { by } = await probe();
    expect(by['dialect']).toMatchObject({ result: 'fails', message: expect.stringContaining('weather') });
  });

  it('says that nothing is sent while it is paused, and asks all the same', async () => {
    const { by } = await probe({ paused: true });
    expect(by['address']).toMatchObject({ result: 'works' });
    expect(by['sending']).toMatchObject({ result: 'warns', what_to_do: expect.stringContaining('"paused":false') });
  });

  it('runs three times at once for a tenant, and not more often', async () => {
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    remote.intercept = (_request, response) => {
      void opened.then(() => response.writeHead(503).end());
      return true;
    };
    await api.addSeller(desk, 'busy', { agent_url: remote.url });
    const ask = (): Promise<Answer> => api.call('POST', '/v1/sellers/busy/probe', { key: desk.keys.trader });
    const four = [ask(), ask(), ask(), ask()];
    // Three wait for the seller, whichever of the four they are.
    const first = await Promise.race(four);
    expect([first.status, first.headers.get('retry-after')]).toEqual([429, '5']);
    open();
    expect((await Promise.all(four)).map(({ status }) => status).sort()).toEqual([200, 200, 200, 429]);
  });
});
