import { randomUUID } from 'node:crypto';
import { scenarioWords, type ScenarioWord } from '../scenarios/scenarios';
import { startSandboxSeller, type SandboxSeller } from '../server';
import type { JsonObject } from '../state/records';
import { account, adcpBuy, bookingsOf, Buyer, control, eventually, taskIdOf } from '../../testing/drive';

let sandbox: SandboxSeller;
const buyers: Buyer[] = [];
let count = 0;

beforeAll(async () => {
  sandbox = await startSandboxSeller({ port: 0 });
});
afterAll(async () => {
  await Promise.all(buyers.map((buyer) => buyer.close()));
  await sandbox.close();
});

async function newBuyer(): Promise<Buyer> {
  const buyer = await Buyer.connect(sandbox.url, 'adcp-v3', `seller-${++count}`);
  buyers.push(buyer);
  return buyer;
}

async function submitted(po: string): Promise<{ buyer: Buyer; taskId: string }> {
  const buyer = await newBuyer();
  const answer = await buyer.buy(po);
  expect(answer).toMatchObject({ isError: false, structured: true, body: { status: 'submitted' } });
  return { buyer, taskId: taskIdOf(answer) };
}

function untilStatus(buyer: Buyer, taskId: string, status: string): Promise<JsonObject> {
  return eventually(async () => {
    const task = await buyer.poll(taskId);
    return task?.status === status ? task : undefined;
  });
}

/** A person's decision. Until then a test sees a state for as long as it likes, however slow the machine is. */
async function approve(taskId: string): Promise<void> {
  expect(await control(sandbox.url, `tasks/${taskId}/approve`, {})).toMatchObject({ http: 200 });
}

/** Expects a task that shows these states in this order, as a person approves each, and then that it is completed. */
async function passesThrough(po: string, ...states: string[]): Promise<void> {
  const { buyer, taskId } = await submitted(po);
  for (const state of states) {
    expect(await buyer.poll(taskId)).toMatchObject({ status: state });
    await approve(taskId);
  }
  expect(await buyer.poll(taskId)).toMatchObject({ status: 'completed' });
}

/** Expects a task that comes to this state by itself. */
async function comesTo(po: string, state: string): Promise<{ buyer: Buyer; task: JsonObject }> {
  const { buyer, taskId } = await submitted(po);
  return { buyer, task: await untilStatus(buyer, taskId, state) };
}

async function buysOf(buyer: Buyer): Promise<JsonObject[]> {
  return (await buyer.call('get_media_buys', { account })).body.media_buys as JsonObject[];
}

const cases: Partial<Record<ScenarioWord, () => Promise<void>>> = {
  DONE: async () => {
    const buyer = await newBuyer();
    const { body } = await buyer.buy('DONE-1', { context: { internal_campaign_id: 'c-7' } });
    expect(body).toMatchObject({
      media_buy_id: expect.stringMatching(/^mb_/),
      status: 'pending_creatives',
      revision: 1,
      packages: [{ product_id: 'premium_sports', budget: 5000 }],
    });
    expect(body).not.toHaveProperty('replayed');
    expect(await buysOf(buyer)).toMatchObject([
      { media_buy_id: body.media_buy_id, po_number: 'DONE-1', context: { internal_campaign_id: 'c-7' } },
    ]);
    expect(await bookingsOf(sandbox.url, buyer.seller, 'DONE-1')).toEqual({ executions: 1, booked: 1 });
  },
  ACTIVE: async () => {
    const buyer = await newBuyer();
    expect((await buyer.buy('ACTIVE-x')).body.status).toBe('active');
    expect((await buyer.buy('ACTIVE-0.1-x')).body.status).toBe('pending_creatives');
    await eventually(async () => ((await buysOf(buyer)).every(({ status }) => status === 'active') ? true : undefined));
  },
  FAIL: async () => {
    const { body, isError } = await (await newBuyer()).buy('FAIL-1');
    expect(isError).toBe(true);
    expect(body.adcp_error).toMatchObject({
      code: 'PRODUCT_UNAVAILABLE',
      recovery: 'terminal',
      field: 'packages[0].product_id',
    });
  },
  ERROR: async () => {
    const { body, isError } = await (await newBuyer()).buy('ERROR-1');
    expect(isError).toBe(true);
    expect(body.errors).toMatchObject([{ code: 'PRODUCT_UNAVAILABLE', recovery: 'terminal' }]);
    expect(body).not.toHaveProperty('adcp_error');
  },
  APPROVE: async () => {
    const { buyer, task } = await comesTo('APPROVE-0.2-x', 'completed');
    expect(task).toMatchObject({
      task_type: 'create_media_buy',
      protocol: 'media-buy',
      result: { status: 'pending_creatives' },
    });
    expect(await bookingsOf(sandbox.url, buyer.seller, 'APPROVE-0.2-x')).toEqual({ executions: 1, booked: 1 });
  },
  WAIT: async () => {
    const { buyer, taskId } = await submitted('WAIT-1');
    await control(sandbox.url, `tasks/${taskId}/reject`, { reason: 'No alcohol brands' });
    expect(await buyer.poll(taskId)).toMatchObject({ status: 'rejected', message: 'No alcohol brands' });
  },
  REJECT: async () => {
    expect((await comesTo('REJECT-0.1', 'rejected')).task.message).toMatch(/policy/);
  },
  CANNOT_COMPLETE: async () => {
    expect((await comesTo('CANNOT_COMPLETE-0.1', 'failed')).task.error).toMatchObject({
      details: { recovery: 'terminal' },
    });
  },
  FAIL_LATER: async () => {
    expect((await comesTo('FAIL_LATER-0.1', 'failed')).task.error).toMatchObject({ code: 'PRODUCT_UNAVAILABLE' });
  },
  CANCEL: async () => {
    await comesTo('CANCEL-0.1', 'canceled');
  },
  PERMISSION: async () => {
    await passesThrough('PERMISSION-WAIT-x', 'auth-required', 'submitted');
    await comesTo('PERMISSION-0.1-WAIT-x', 'submitted');
    await comesTo('PERMISSION-0.1-APPROVE-0.1-x', 'completed');
  },
  ADSERVER: async () => {
    await comesTo('ADSERVER-0.1', 'completed');
  },
  WORKING: async () => {
    await passesThrough('WORKING-3600', 'working');
    await comesTo('WORKING-0.1', 'completed');
  },
  INPUT: async () => {
    await passesThrough('INPUT-x', 'input-required');
    await comesTo('INPUT-0.1', 'completed');
  },
  UNKNOWN_STATUS: async () => {
    await passesThrough('UNKNOWN_STATUS-3600', 'unknown');
    await comesTo('UNKNOWN_STATUS-0.1', 'completed');
  },
  GONE: async () => {
    const { buyer, taskId } = await submitted('GONE-3600-x');
    expect(await buyer.poll(taskId)).toBeDefined();
    await approve(taskId);
    expect(await buyer.poll(taskId)).toBeUndefined();
    expect(await buysOf(buyer)).toMatchObject([{ po_number: 'GONE-3600-x' }]);
    const short = await submitted('GONE-0.1-x');
    await eventually(async () => ((await short.buyer.poll(short.taskId)) === undefined ? true : undefined));
    expect(await buysOf(short.buyer)).toMatchObject([{ po_number: 'GONE-0.1-x' }]);
  },
  FORGET: async () => {
    const { buyer, taskId } = await submitted('FORGET-WAIT-x');
    expect((await buyer.call('tasks_get', { task_id: taskId, account })).body.adcp_error).toMatchObject({
      code: 'REFERENCE_NOT_FOUND',
    });
  },
  NO_RESULT: async () => {
    expect((await comesTo('APPROVE-0.1-NO_RESULT', 'completed')).task).not.toHaveProperty('result');
  },
  NO_EVIDENCE: async () => {
    const buyer = await newBuyer();
    await buyer.buy('NO_EVIDENCE-x', { context: { trace: 'c-7' } });
    const [listed] = await buysOf(buyer);
    expect(listed).toMatchObject({ media_buy_id: expect.any(String) });
    expect(listed).not.toHaveProperty('po_number');
    expect(listed).not.toHaveProperty('context');
  },
};

describe('the adcp-v3 seller', () => {
  it('offers the tools and declares idempotency with its replay window', async () => {
    const buyer = await newBuyer();
    expect(await buyer.tools()).toEqual(
      expect.arrayContaining([
        'get_adcp_capabilities',
        'get_products',
        'create_media_buy',
        'update_media_buy',
        'sync_creatives',
        'get_media_buys',
        'tasks_get',
        'tasks/get',
      ]),
    );
    const { body } = await buyer.call('get_adcp_capabilities', {});
    expect(body.adcp).toMatchObject({ idempotency: { supported: true, replay_ttl_seconds: 86_400 } });
  });

  it('sells a few products', async () => {
    const { body } = await (await newBuyer()).call('get_products', { buying_mode: 'wholesale', account });
    expect((body.products as JsonObject[]).map(({ product_id }) => product_id)).toEqual([
      'premium_sports',
      'homepage_takeover',
      'run_of_site_display',
    ]);
  });

  it.each(Object.keys(cases) as ScenarioWord[])('does what %s says', async (word) => {
    await cases[word]?.();
  });

  it('has a test for every word that is neither a fault nor about webhooks', () => {
    const courses = Object.entries(scenarioWords).filter(
      ([, { effect }]) => effect.kind !== 'fault' && effect.kind !== 'webhook',
    );
    expect(Object.keys(cases).sort()).toEqual(courses.map(([word]) => word).sort());
  });

  it('replays the same key with the same bytes, refuses it with others, and books once', async () => {
    const buyer = await newBuyer();
    const request = adcpBuy('PO-1');
    const first = await buyer.call('create_media_buy', request);
    const again = await buyer.call('create_media_buy', { ...request, context: { try: 2 } });
    expect(again.body).toMatchObject({ replayed: true, media_buy_id: first.body.media_buy_id });
    const other = await buyer.call('create_media_buy', { ...request, end_time: '2031-01-01T00:00:00Z' });
    expect(other.body.adcp_error).toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
    expect(await bookingsOf(sandbox.url, buyer.seller, 'PO-1')).toEqual({ executions: 1, booked: 1 });
    await buyer.call('create_media_buy', { ...request, idempotency_key: randomUUID() });
    expect(await bookingsOf(sandbox.url, buyer.seller, 'PO-1')).toEqual({ executions: 2, booked: 2 });
  });

  it('does not show a task to another account', async () => {
    const { buyer, taskId } = await submitted('WAIT-1');
    const { body } = await buyer.call('tasks/get', { task_id: taskId, account: { account_id: 'somebody_else' } });
    expect(body.adcp_error).toMatchObject({ code: 'REFERENCE_NOT_FOUND' });
  });

  it('takes the scenario from context or ext, and lets sync_creatives wait for a person', async () => {
    const buyer = await newBuyer();
    const { media_buy_id: id } = (await buyer.buy('PO-1')).body;
    const creatives = [
      { creative_id: 'c1', name: 'Spot', format_id: { agent_url: sandbox.url, id: 'video_16x9_30s' }, assets: {} },
    ];
    const sync = { account, creatives, assignments: [{ creative_id: 'c1', package_id: `${String(id)}_pkg_1` }] };
    const answer = await buyer.call('sync_creatives', {
      ...sync,
      idempotency_key: randomUUID(),
      ext: { scenario: 'APPROVE-0.1' },
    });
    expect(answer.body.status).toBe('submitted');
    const task = await untilStatus(buyer, taskIdOf(answer), 'completed');
    expect(task.result).toMatchObject({ creatives: [{ creative_id: 'c1', action: 'created' }] });
    expect(await buysOf(buyer)).toMatchObject([{ status: 'active' }]);
    const failed = await buyer.call('update_media_buy', {
      account,
      media_buy_id: id,
      paused: true,
      idempotency_key: randomUUID(),
      context: { scenario: 'FAIL' },
    });
    expect(failed.body.adcp_error).toMatchObject({ code: 'PRODUCT_UNAVAILABLE' });
  });

  it('pauses and cancels a buy, and names the field when it has no such buy', async () => {
    const buyer = await newBuyer();
    const { media_buy_id: id } = (await buyer.buy('PO-1')).body;
    const update = (extra: JsonObject) =>
      buyer.call('update_media_buy', { account, media_buy_id: id, idempotency_key: randomUUID(), ...extra });
    expect((await update({ paused: true })).body).toMatchObject({ status: 'paused', revision: 2 });
    expect((await update({ canceled: true })).body).toMatchObject({ status: 'canceled', revision: 3 });
    expect((await update({ media_buy_id: 'mb_none' })).body.adcp_error).toMatchObject({
      code: 'MEDIA_BUY_NOT_FOUND',
      field: 'media_buy_id',
    });
    expect(
      (await buyer.call('get_media_buy_delivery', { account, media_buy_ids: [id] })).body.media_buy_deliveries,
    ).toMatchObject([{ media_buy_id: id }]);
  });

  it('refuses a request that the schema does not allow', async () => {
    const { body, isError } = await (await newBuyer()).call('create_media_buy', { po_number: 'PO-1' });
    expect(isError).toBe(true);
    expect(body.adcp_error).toMatchObject({ code: 'VALIDATION_ERROR' });
  });

  it('makes a new task for the same key when it has forgotten its tasks', async () => {
    const buyer = await newBuyer();
    const request = adcpBuy('WAIT-x');
    const first = taskIdOf(await buyer.call('create_media_buy', request));
    expect(await control(sandbox.url, 'forget', { seller: buyer.seller })).toMatchObject({ forgotten: 1 });
    const second = taskIdOf(await buyer.call('create_media_buy', request));
    expect(second).not.toBe(first);
    expect(await buyer.poll(first)).toBeUndefined();
  });
});
