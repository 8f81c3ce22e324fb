import { createHmac, randomUUID } from 'node:crypto';
import {
  createWebhookVerifier,
  InMemoryReplayStore,
  InMemoryRevocationStore,
  StaticJwksResolver,
} from '@adcp/sdk/signing/server';
import { scenarioWords } from '../scenarios/scenarios';
import { startSandboxSeller, type SandboxSeller } from '../server';
import type { Dialect, JsonObject } from '../state/records';
import {
  Buyer,
  control,
  eventually,
  receiveWebhooks,
  taskIdOf,
  type Received,
  type ToolAnswer,
} from '../../testing/drive';

type Receiver = Awaited<ReturnType<typeof receiveWebhooks>>;
const secret = 'a-secret-of-at-least-32-characters!!';
let sandbox: SandboxSeller;
let receiver: Receiver;
let count = 0;
const buyers: Buyer[] = [];

beforeAll(async () => {
  sandbox = await startSandboxSeller({ port: 0 });
  receiver = await receiveWebhooks();
});
afterAll(async () => {
  await Promise.all(buyers.map((buyer) => buyer.close()));
  await receiver.close();
  await sandbox.close();
});

/** A buy at a new seller whose webhooks go to a path of their own. */
async function buy(dialect: Dialect, po: string, agreed: 'HMAC-SHA256' | 'Bearer' | undefined, url = receiver.url) {
  const seller = `seller-${++count}`;
  const path = `/${dialect}/${seller}`;
  const buyer = await Buyer.connect(sandbox.url, dialect, seller);
  buyers.push(buyer);
  if (dialect === 'hitl-v1') {
    await control(sandbox.url, 'webhooks', {
      seller,
      url: url + path,
      secret,
      mode: agreed === 'HMAC-SHA256' ? 'hmac' : 'bearer',
    });
    return { buyer, path, answer: await buyer.buy(po) };
  }
  const config: JsonObject = { url: url + path, operation_id: `op_${count}`, token: 'token-of-sixteen-or-more' };
  if (agreed) config.authentication = { schemes: [agreed], credentials: secret };
  return { buyer, path, answer: await buyer.buy(po, { push_notification_config: config }) };
}

const arrived = (path: string): Received[] => receiver.received.filter((item) => item.path === path);
const arrival = (path: string, nth = 1): Promise<Received> => eventually(() => arrived(path)[nth - 1]);
const quiet = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 250));

function hmacHolds({ headers, body }: Received): boolean {
  const expected = createHmac('sha256', secret)
    .update(`${String(headers['x-adcp-timestamp'])}.${body}`)
    .digest('hex');
  return headers['x-adcp-signature'] === `sha256=${expected}`;
}

async function signatureError(item: Received): Promise<string | undefined> {
  const { keys } = (await (await fetch(`${sandbox.url}/.well-known/jwks.json`)).json()) as { keys: never[] };
  const verify = createWebhookVerifier({
    jwks: new StaticJwksResolver(keys),
    replayStore: new InMemoryReplayStore(),
    revocationStore: new InMemoryRevocationStore(),
  });
  try {
    const headers = Object.fromEntries(Object.entries(item.headers).map(([name, value]) => [name, String(value)]));
    await verify({ method: 'POST', url: receiver.url + item.path, headers, body: item.body });
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

describe('webhooks of the adcp-v3 seller', () => {
  it('are signed with RFC 9421 when nothing else is agreed, and carry what the buyer registered', async () => {
    const { path, answer } = await buy('adcp-v3', 'APPROVE-0.1-x', undefined);
    const item = await arrival(path);
    expect(await signatureError(item)).toBeUndefined();
    expect(item.json).toMatchObject({
      task_id: taskIdOf(answer),
      task_type: 'create_media_buy',
      status: 'completed',
      operation_id: `op_${count}`,
      token: 'token-of-sixteen-or-more',
      idempotency_key: expect.stringMatching(/^evt_[0-9a-f]{32}$/),
      timestamp: expect.stringMatching(DATE_TIME),
      result: { media_buy_id: expect.any(String) },
    });
  });

  it('use HMAC or a bearer secret when the registration asks for it', async () => {
    const hmac = await buy('adcp-v3', 'REJECT-0.1-x', 'HMAC-SHA256');
    const bearer = await buy('adcp-v3', 'APPROVE-0.1-x', 'Bearer');
    const signed = await arrival(hmac.path);
    expect(hmacHolds(signed)).toBe(true);
    expect(signed.json).toMatchObject({ status: 'rejected', message: expect.any(String) });
    expect((await arrival(bearer.path)).headers.authorization).toBe(`Bearer ${secret}`);
  });

  it('keep to the mode that the scenario wants against the agreement', async () => {
    const signed = await buy('adcp-v3', 'APPROVE-0.1-WEBHOOK_SIGNED-x', 'HMAC-SHA256');
    const hmac = await buy('adcp-v3', 'APPROVE-0.1-WEBHOOK_HMAC-x', undefined);
    const bearer = await buy('adcp-v3', 'APPROVE-0.1-WEBHOOK_BEARER-x', undefined);
    expect(await signatureError(await arrival(signed.path))).toBeUndefined();
    expect((await arrival(hmac.path)).headers['x-adcp-signature']).toMatch(/^sha256=/);
    expect((await arrival(bearer.path)).headers.authorization).toBe('Bearer sandbox-webhook-secret');
  });

  it('break their signature when told to', async () => {
    const { path } = await buy('adcp-v3', 'APPROVE-0.1-WEBHOOK_BAD_SIGNATURE-x', undefined);
    expect(await signatureError(await arrival(path))).toBe('webhook_signature_invalid');
  });

  it('announce a synchronous answer too, with an invented task id, if scripted', async () => {
    const { path } = await buy('adcp-v3', 'WEBHOOK_SYNC-x', undefined);
    expect((await arrival(path)).json).toMatchObject({
      idempotency_key: expect.stringMatching(/^evt_[0-9a-f]{32}$/),
      task_id: expect.stringMatching(/^sync-/),
      task_type: 'create_media_buy',
      status: 'completed',
      timestamp: expect.stringMatching(DATE_TIME),
    });
    const silent = await buy('adcp-v3', 'DONE-x', undefined);
    await quiet();
    expect(arrived(silent.path)).toHaveLength(0);
  });

  it('omit the operation_id if scripted', async () => {
    const { path } = await buy('adcp-v3', 'APPROVE-0.1-WEBHOOK_NO_OPERATION_ID-x', undefined);
    expect((await arrival(path)).json).not.toHaveProperty('operation_id');
  });
});

describe('webhooks of the hitl-v1 seller', () => {
  it("are the guide's event with a bearer secret", async () => {
    const { path, answer } = await buy('hitl-v1', 'APPROVE-0.1-x', 'Bearer');
    const item = await arrival(path);
    expect(item.headers.authorization).toBe(`Bearer ${secret}`);
    expect(item.json).toEqual({
      event: 'task_completed',
      task_id: taskIdOf(answer),
      resolution: 'approved',
      result: { status: 'pending_activation', media_buy_id: expect.any(String), creative_deadline: expect.any(String) },
    });
  });

  it('are signed with HMAC when set so, and give the reason of a rejection', async () => {
    const { path } = await buy('hitl-v1', 'REJECT-0.1-x', 'HMAC-SHA256');
    const item = await arrival(path);
    expect(hmacHolds(item)).toBe(true);
    expect(item.json).toMatchObject({ event: 'task_completed', resolution: 'rejected', reason: expect.any(String) });
  });

  it('take the mode that the scenario wants, and break their proof when told to', async () => {
    const hmac = await buy('hitl-v1', 'APPROVE-0.1-WEBHOOK_HMAC-x', 'Bearer');
    const bearer = await buy('hitl-v1', 'APPROVE-0.1-WEBHOOK_BEARER-x', 'HMAC-SHA256');
    const broken = await buy('hitl-v1', 'APPROVE-0.1-WEBHOOK_BAD_SIGNATURE-x', 'HMAC-SHA256');
    expect(hmacHolds(await arrival(hmac.path))).toBe(true);
    expect((await arrival(bearer.path)).headers.authorization).toBe(`Bearer ${secret}`);
    expect(hmacHolds(await arrival(broken.path))).toBe(false);
  });
});

describe.each(['hitl-v1', 'adcp-v3'] as const)('scripted webhooks of the %s seller', (dialect) => {
  it('come without any proof', async () => {
    const { path } = await buy(dialect, 'APPROVE-0.1-WEBHOOK_UNSIGNED-x', 'Bearer');
    const { headers } = await arrival(path);
    expect(headers).not.toHaveProperty('authorization');
    expect(headers).not.toHaveProperty('signature');
  });

  it('do not come at all', async () => {
    const { path } = await buy(dialect, 'APPROVE-0-WEBHOOK_NONE-x', 'Bearer');
    await quiet();
    expect(arrived(path)).toHaveLength(0);
  });

  it('come twice, byte for byte', async () => {
    const { path } = await buy(dialect, 'APPROVE-0.1-WEBHOOK_DUPLICATE-x', 'Bearer');
    expect((await arrival(path, 2)).body).toBe((await arrival(path)).body);
  });

  it('come late', async () => {
    const { path, buyer } = await buy(dialect, 'APPROVE-0-WEBHOOK_LATE-0.4-x', 'Bearer');
    const { at } = await arrival(path);
    const { tasks } = await control(sandbox.url, `tasks?seller=${buyer.seller}`);
    const [task] = tasks as { state: string; updated_at: string }[];
    expect(task?.state).toBe('booked');
    // A timer may be a few milliseconds early by the other clock.
    expect(at - Date.parse(task!.updated_at)).toBeGreaterThanOrEqual(390);
  });

  it('come before the call is answered', async () => {
    let atAnswer = 0;
    const sent = buy(dialect, 'APPROVE-9-WEBHOOK_EARLY-x', 'Bearer');
    const { path, answer }: { path: string; answer: ToolAnswer } = await sent.then((result) => {
      atAnswer = arrived(result.path).length;
      return result;
    });
    expect(atAnswer).toBe(1);
    expect(answer.body.status).toMatch(/pending_manual|submitted/);
    expect(arrived(path)[0]?.json.task_id).toBe(taskIdOf(answer));
  });

  it('contradict themselves', async () => {
    const approved = await buy(dialect, 'APPROVE-0-WEBHOOK_CONFLICT-x', 'Bearer');
    const rejected = await buy(dialect, 'REJECT-0-WEBHOOK_CONFLICT-x', 'Bearer');
    const words = async (path: string) =>
      [await arrival(path), await arrival(path, 2)].map(({ json }) => json.resolution ?? json.status);
    expect(await words(approved.path)).toEqual(
      dialect === 'hitl-v1' ? ['approved', 'rejected'] : ['completed', 'rejected'],
    );
    expect(await words(rejected.path)).toEqual(
      dialect === 'hitl-v1' ? ['rejected', 'approved'] : ['rejected', 'completed'],
    );
    expect((await arrival(rejected.path, 2)).json.result).toMatchObject({
      media_buy_id: expect.stringMatching(/^mb_contradiction_/),
    });
  });

  it('are tried again while the receiver fails, and recorded', async () => {
    const failing = await receiveWebhooks((nth) => (nth === 1 ? 503 : 200));
    const { path, buyer } = await buy(dialect, 'APPROVE-0-x', 'Bearer', failing.url);
    const recorded = await eventually(async () => {
      const { deliveries } = await control(sandbox.url, `webhooks?seller=${buyer.seller}`);
      return (deliveries as JsonObject[])[0];
    });
    expect(recorded).toMatchObject({
      purpose: 'outcome',
      delivered: true,
      attempts: 2,
      status: 200,
      url: failing.url + path,
    });
    expect(failing.received).toHaveLength(2);
    await failing.close();
  });

  it('are not tried again once the receiver refused', async () => {
    const refusing = await receiveWebhooks(() => 401);
    const { buyer } = await buy(dialect, 'APPROVE-0-x', 'Bearer', refusing.url);
    const recorded = await eventually(
      async () => ((await control(sandbox.url, `webhooks?seller=${buyer.seller}`)).deliveries as JsonObject[])[0],
    );
    expect(recorded).toMatchObject({
      delivered: false,
      attempts: 1,
      status: 401,
      error: expect.stringContaining('HTTP 401'),
    });
    await refusing.close();
  });
});

it('behave by default as the settings of the seller say', async () => {
  const seller = `seller-${randomUUID()}`;
  await control(sandbox.url, 'webhooks', {
    seller,
    url: `${receiver.url}/${seller}`,
    secret,
    mode: 'hmac',
    behaviour: { duplicate: true },
  });
  const buyer = await Buyer.connect(sandbox.url, 'hitl-v1', seller);
  buyers.push(buyer);
  await buyer.buy('APPROVE-0-x');
  expect(hmacHolds(await arrival(`/${seller}`, 2))).toBe(true);
});

it('have a test here for every word', () => {
  const words = Object.entries(scenarioWords).flatMap(([word, { effect }]) =>
    effect.kind === 'webhook' ? [word] : [],
  );
  const tested = [
    'SIGNED',
    'HMAC',
    'BEARER',
    'UNSIGNED',
    'BAD_SIGNATURE',
    'NONE',
    'DUPLICATE',
    'LATE',
    'EARLY',
    'CONFLICT',
    'SYNC',
    'NO_OPERATION_ID',
  ];
  expect(words).toEqual(tested.map((word) => `WEBHOOK_${word}`));
});
