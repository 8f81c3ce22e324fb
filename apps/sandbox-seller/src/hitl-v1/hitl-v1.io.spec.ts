import { startSandboxSeller, type SandboxSeller } from '../server';
import { scenarioWords, type ScenarioWord } from '../scenarios/scenarios';
import type { JsonObject } from '../state/records';
import { bookingsOf, Buyer, control, eventually, taskIdOf } from '../../testing/drive';

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
  const buyer = await Buyer.connect(sandbox.url, 'hitl-v1', `seller-${++count}`);
  buyers.push(buyer);
  return buyer;
}

function finished(buyer: Buyer, taskId: string): Promise<JsonObject> {
  return eventually(async () => {
    const task = await buyer.poll(taskId);
    return task && ['completed', 'failed'].includes(String(task.status)) ? task : undefined;
  });
}

/** Waits for the end of a task that the word made, and returns it as listed. */
async function endOf(po: string): Promise<{ buyer: Buyer; task: JsonObject }> {
  const buyer = await newBuyer();
  const answer = await buyer.buy(po);
  expect(answer.body.status).toBe('pending_manual');
  return { buyer, task: await finished(buyer, taskIdOf(answer)) };
}

async function statusOf(buyer: Buyer, po: string): Promise<JsonObject> {
  return (await buyer.call('check_media_buy_status', { po_number: po })).body;
}

/** A person's decision. Until then a test sees a state for as long as it likes, however slow the machine is. */
async function approve(taskId: string): Promise<void> {
  expect(await control(sandbox.url, `tasks/${taskId}/approve`, {})).toMatchObject({ http: 200 });
}

/** What each word that scripts the course of a buy does to it. */
const cases: Partial<Record<ScenarioWord, () => Promise<void>>> = {
  DONE: async () => {
    const buyer = await newBuyer();
    const { body, isError } = await buyer.buy('DONE-1');
    expect(body).toMatchObject({ status: 'pending_activation', media_buy_id: expect.stringMatching(/^mb_/) });
    expect(body.creative_deadline).toMatch(/^\d{4}-/);
    expect(isError).toBe(false);
    expect(await bookingsOf(sandbox.url, buyer.seller, 'DONE-1')).toEqual({ executions: 1, booked: 1 });
  },
  ACTIVE: async () => {
    const buyer = await newBuyer();
    expect((await buyer.buy('ACTIVE-1')).body.status).toBe('pending_activation');
    expect((await buyer.buy('ACTIVE-x')).body.status).toBe('active');
    await buyer.buy('ACTIVE-0.1-y');
    await eventually(async () => ((await statusOf(buyer, 'ACTIVE-0.1-y')).status === 'active' ? true : undefined));
  },
  FAIL: async () => {
    const buyer = await newBuyer();
    expect((await buyer.buy('FAIL-1')).body).toEqual({
      status: 'failed',
      detail: expect.stringContaining('ad server refused'),
    });
    expect(await bookingsOf(sandbox.url, buyer.seller, 'FAIL-1')).toEqual({ executions: 0, booked: 0 });
  },
  ERROR: async () => {
    const { body, isError } = await (await newBuyer()).buy('ERROR-1');
    expect(isError).toBe(true);
    expect(body.error).toMatchObject({
      code: 'product_unavailable',
      field: 'packages',
      suggestion: 'Choose another package',
    });
  },
  APPROVE: async () => {
    const { buyer, task } = await endOf('APPROVE-0.1-x');
    expect(task).toMatchObject({
      status: 'completed',
      resolution: 'approved',
      operation: 'create_media_buy',
      result: { status: 'pending_activation', media_buy_id: task.media_buy_id },
    });
    expect(await bookingsOf(sandbox.url, buyer.seller, 'APPROVE-0.1-x')).toEqual({ executions: 1, booked: 1 });
    expect((await statusOf(buyer, 'APPROVE-0.1-x')).media_buy_id).toBe(task.media_buy_id);
  },
  WAIT: async () => {
    const buyer = await newBuyer();
    const taskId = taskIdOf(await buyer.buy('WAIT-1'));
    expect(await buyer.poll(taskId)).toMatchObject({ status: 'pending', task_type: 'manual_approval' });
    expect(await bookingsOf(sandbox.url, buyer.seller, 'WAIT-1')).toEqual({ executions: 1, booked: 0 });
    await approve(taskId);
    expect(await buyer.poll(taskId)).toMatchObject({ resolution: 'approved' });
  },
  REJECT: async () => {
    const { buyer, task } = await endOf('REJECT-0.1-x');
    expect(task).toMatchObject({
      status: 'completed',
      resolution: 'rejected',
      resolution_detail: expect.stringContaining('policy'),
    });
    expect(await statusOf(buyer, 'REJECT-0.1-x')).toMatchObject({ media_buy_id: null, status: 'rejected' });
  },
  CANNOT_COMPLETE: async () => {
    expect((await endOf('CANNOT_COMPLETE-0.1')).task).toMatchObject({
      status: 'failed',
      resolution: 'cannot_complete',
    });
  },
  FAIL_LATER: async () => {
    const { task } = await endOf('FAIL_LATER-0.1');
    expect(task.status).toBe('failed');
    expect(task).not.toHaveProperty('resolution');
  },
  CANCEL: async () => {
    expect((await endOf('CANCEL-0.1')).task).toMatchObject({ status: 'failed', resolution: 'cannot_complete' });
  },
  PERMISSION: async () => {
    const buyer = await newBuyer();
    const { body } = await buyer.buy('PERMISSION-WAIT-x');
    expect(body).toEqual({ status: 'pending_permission', detail: expect.stringContaining('permission') });
    expect((await statusOf(buyer, 'PERMISSION-WAIT-x')).status).toBe('pending_permission');
    expect((await buyer.call('get_pending_tasks', { task_type: 'manual_approval' })).body.total_count).toBe(0);
    const { tasks } = await control(sandbox.url, `tasks?seller=${buyer.seller}`);
    const taskId = String((tasks as JsonObject[])[0]?.task_id);
    await approve(taskId);
    expect((await statusOf(buyer, 'PERMISSION-WAIT-x')).status).toBe('pending_manual');
    await approve(taskId);
    expect((await statusOf(buyer, 'PERMISSION-WAIT-x')).status).toBe('pending_activation');
    await buyer.buy('PERMISSION-0.1-WAIT-y');
    await eventually(async () =>
      (await statusOf(buyer, 'PERMISSION-0.1-WAIT-y')).status === 'pending_manual' ? true : undefined,
    );
    await buyer.buy('PERMISSION-0.1-APPROVE-0.1-z');
    await eventually(async () =>
      (await statusOf(buyer, 'PERMISSION-0.1-APPROVE-0.1-z')).status === 'pending_activation' ? true : undefined,
    );
  },
  ADSERVER: async () => {
    const buyer = await newBuyer();
    const { body } = await buyer.buy('ADSERVER-0.1-x');
    expect(body).toEqual({ status: 'pending_approval', detail: 'Awaiting review by the ad server' });
    await eventually(async () =>
      (await statusOf(buyer, 'ADSERVER-0.1-x')).status === 'pending_activation' ? true : undefined,
    );
  },
  WORKING: async () => {
    const buyer = await newBuyer();
    const taskId = taskIdOf(await buyer.buy('WORKING-3600-x'));
    expect(await buyer.poll(taskId)).toMatchObject({ status: 'in_progress' });
    const short = taskIdOf(await buyer.buy('WORKING-0.1-y'));
    expect(await finished(buyer, short)).toMatchObject({ resolution: 'approved' });
  },
  INPUT: async () => {
    const buyer = await newBuyer();
    const taskId = taskIdOf(await buyer.buy('INPUT-x'));
    expect(await buyer.poll(taskId)).toMatchObject({ status: 'escalated' });
  },
  UNKNOWN_STATUS: async () => {
    const buyer = await newBuyer();
    expect((await buyer.buy('UNKNOWN_STATUS-0.1-x')).body.status).toBe('under_committee_review');
    await eventually(async () =>
      (await statusOf(buyer, 'UNKNOWN_STATUS-0.1-x')).status === 'pending_activation' ? true : undefined,
    );
  },
  GONE: async () => {
    const buyer = await newBuyer();
    const taskId = taskIdOf(await buyer.buy('GONE-3600-x'));
    expect(await buyer.poll(taskId)).toBeDefined();
    await approve(taskId);
    expect(await buyer.poll(taskId)).toBeUndefined();
    expect(await statusOf(buyer, 'GONE-3600-x')).toMatchObject({ status: 'pending_activation' });
    const short = taskIdOf(await buyer.buy('GONE-0.1-y'));
    await eventually(async () => ((await buyer.poll(short)) === undefined ? true : undefined));
    expect(await statusOf(buyer, 'GONE-0.1-y')).toMatchObject({ status: 'pending_activation' });
  },
  FORGET: async () => {
    const buyer = await newBuyer();
    const taskId = taskIdOf(await buyer.buy('FORGET-APPROVE-0-x'));
    expect(await buyer.poll(taskId)).toBeUndefined();
    expect((await statusOf(buyer, 'FORGET-APPROVE-0-x')).error).toMatchObject({ code: 'media_buy_not_found' });
  },
  NO_RESULT: async () => {
    const { buyer, task } = await endOf('APPROVE-0.1-NO_RESULT-x');
    expect(task).toMatchObject({ status: 'completed', resolution: 'approved' });
    expect(task).not.toHaveProperty('result');
    expect((await statusOf(buyer, 'APPROVE-0.1-NO_RESULT-x')).media_buy_id).toBe(task.media_buy_id);
  },
  NO_EVIDENCE: async () => {
    const buyer = await newBuyer();
    const { body } = await buyer.buy('NO_EVIDENCE-x');
    expect((await statusOf(buyer, 'NO_EVIDENCE-x')).error).toMatchObject({ code: 'media_buy_not_found' });
    expect((await buyer.call('check_media_buy_status', { media_buy_id: body.media_buy_id })).body.status).toBe(
      'pending_activation',
    );
  },
};

describe('the hitl-v1 seller', () => {
  it('offers the tools of the guide', async () => {
    expect(await (await newBuyer()).tools()).toEqual([
      'create_media_buy',
      'update_media_buy',
      'add_creative_assets',
      'check_media_buy_status',
      'get_media_buy_delivery',
      'get_pending_tasks',
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

  it('names the task in prose that goes round four forms, and leaves out structuredContent every third time', async () => {
    const buyer = await newBuyer();
    const answers = [];
    for (let index = 0; index < 6; index++) answers.push(await buyer.buy(`WAIT-${String.fromCharCode(97 + index)}`));
    expect(answers.map(({ body }) => String(body.detail).replace(/task_[0-9a-f]{12}/, 'ID'))).toEqual([
      'Manual approval required. Task ID: ID',
      'This media buy needs manual approval by our ad operations team (task id: ID).',
      'Queued for human review; task_id=ID',
      'Manual approval required.',
      'Manual approval required. Task ID: ID',
      'This media buy needs manual approval by our ad operations team (task id: ID).',
    ]);
    expect(answers[3]?.body.task_id).toMatch(/^task_/);
    expect(answers.map(({ structured }) => structured)).toEqual([true, true, false, true, true, false]);
    expect(new Set(answers.map(taskIdOf)).size).toBe(6);
  });

  it('words its answers as the settings of the seller want', async () => {
    const buyer = await newBuyer();
    await control(sandbox.url, 'settings', {
      seller: buyer.seller,
      task_id_style: 'body',
      structured_content: 'never',
    });
    for (let index = 0; index < 3; index++) {
      const answer = await buyer.buy(`WAIT-${String.fromCharCode(97 + index)}`);
      expect(answer).toMatchObject({
        structured: false,
        body: { detail: 'Manual approval required.', task_id: expect.any(String) },
      });
    }
  });

  it('takes the scenario from an argument too, for every call that changes something', async () => {
    const buyer = await newBuyer();
    const created = await buyer.buy('plain', { scenario: 'DONE' });
    const id = created.body.media_buy_id;
    const task = taskIdOf(
      await buyer.call('update_media_buy', { media_buy_id: id, total_budget: 1, scenario: 'APPROVE-0.1' }),
    );
    expect(await finished(buyer, task)).toMatchObject({
      operation: 'update_media_buy',
      result: { status: 'accepted', media_buy_id: id },
    });
    const failed = await buyer.call('update_media_buy', { media_buy_id: id, scenario: 'FAIL' });
    expect(failed.body).toMatchObject({ status: 'failed', reason: expect.any(String) });
  });

  it('activates a buy when its creatives arrive', async () => {
    const buyer = await newBuyer();
    const id = (await buyer.buy('PO-1')).body.media_buy_id;
    const uploaded = await buyer.call('add_creative_assets', { media_buy_id: id, assets: [{ creative_id: 'c1' }] });
    expect(uploaded.body).toMatchObject({ status: 'accepted', statuses: [{ creative_id: 'c1', status: 'approved' }] });
    expect((await buyer.call('check_media_buy_status', { media_buy_id: id })).body.status).toBe('active');
    expect((await buyer.call('get_media_buy_delivery', { media_buy_id: id })).body).toMatchObject({
      status: 'active',
      currency: 'USD',
    });
  });

  it('answers a request for a buy that it does not have with an error that names the field', async () => {
    const buyer = await newBuyer();
    const { body, isError } = await buyer.call('update_media_buy', { media_buy_id: 'mb_none' });
    expect(isError).toBe(true);
    expect(body.error).toMatchObject({ code: 'media_buy_not_found', field: 'media_buy_id' });
  });

  it('refuses arguments that are not valid, as plain text', async () => {
    const { isError, text, structured } = await (
      await newBuyer()
    ).call('create_media_buy', { packages: [], total_budget: -1 });
    expect(isError).toBe(true);
    expect(structured).toBe(false);
    expect(text).toMatch(/Input validation error/);
  });

  it('keeps the tasks and buys of each seller apart', async () => {
    const [one, other] = [await newBuyer(), await newBuyer()];
    const taskId = taskIdOf(await one.buy('WAIT-1'));
    expect(await other.poll(taskId)).toBeUndefined();
    expect((await statusOf(other, 'WAIT-1')).error).toBeDefined();
  });
});
