// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';
import { demoBuys } from './buys.mjs';
import { followBuys } from './follow.mjs';
import { jsonClient } from './http-json.mjs';
import { registerSellers, sendBuys } from './prepare.mjs';
import { startReceiver } from './receiver.mjs';
import { answersHeard } from './answers.mjs';
import { problemsOf, summaryOf } from './summary.mjs';
import { makeView } from './view.mjs';

/** @typedef {import('./prepare.mjs').Sent} Sent */
/** @typedef {import('./prepare.mjs').Client} Client */

const followMs = 60_000;

/**
 * The demo proper, on a service that is up: sellers, subscription, buys, watching, summary.
 * @param {object} options
 * @param {import('../supervisor/stack.mjs').Stack} options.stack
 * @param {import('../supervisor/sandbox.mjs').Sandbox} options.sandbox
 * @param {NodeJS.WriteStream} options.out
 * @param {AbortSignal} options.signal
 * @returns {Promise<{ ok: boolean, close: () => Promise<void> }>} `close` ends the webhook receiver, which stays for exploring
 */
export async function runDemo({ stack, sandbox, out, signal }) {
  const api = jsonClient(stack.url, stack.bootstrapKey);
  const control = jsonClient(sandbox.url);
  const view = makeView(out, demoBuys.length);
  const receiver = await startReceiver();
  try {
    await registerSellers({ api, control, sandbox });
    const subscription = await api.post('/v1/subscriptions', {
      url: receiver.url,
      description: 'The desk of the demo',
    });
    receiver.trust(subscription.secret);

    /** @type {Sent[]} */
    const sent = [];
    const notified = (/** @type {string} */ id, /** @type {string} */ ending) =>
      typesFor(receiver, id).includes(`operation.${ending}`);
    const sending = sendBuys(api, (one) => sent.push(one));
    const following = followBuys({
      api,
      sent: () => sent,
      expected: demoBuys.length,
      notified,
      onLook: view.show,
      onProblem: view.say,
      timeoutMs: followMs,
      signal,
    });
    const deciding = sending.then(() => decideAsPeopleDo({ control, sent, say: view.say, signal }));
    const [buys] = await Promise.all([following, sending, deciding]);
    view.end();

    const { bookings } = await control.get('/control/bookings');
    const { total } = await control.get('/control/calls');
    const problems = new Map(
      buys.map((followed) => [
        followed.id,
        problemsOf(followed, bookedOf(bookings, followed), typesFor(receiver, followed.id)),
      ]),
    );
    const toldBy = new Map(
      await Promise.all(
        buys.map(
          async ({ id, operation }) =>
            /** @type {[string, string]} */ ([id, await sourceOfEnd(api, id, operation.status)]),
        ),
      ),
    );
    const counts = receiver.counts();
    view.say(
      `\n${summaryOf({ buys, problems, toldBy, calls: total, answers: await answersHeard(stack, control), notifications: counts, now: Date.now() })}`,
    );
    const wrong = buys.filter(({ id }) => problems.get(id)?.length);
    for (const { id, poNumber } of wrong) view.say(`\nTimeline of ${poNumber} (${id}):\n${await timelineOf(api, id)}`);
    const missing = demoBuys.length - buys.length;
    if (missing > 0) view.say(`\n${missing} buys are not to be seen in GET /v1/operations.`);
    const ok = wrong.length === 0 && missing === 0 && counts.refused === 0;
    view.say(ok ? '\nEvery buy ended as its script says.' : '\nNOT every buy ended as its script says.');
    return { ok, close: receiver.close };
  } catch (error) {
    await receiver.close();
    throw error;
  }
}

/**
 * Presses the buttons that a person at the publisher would press.
 * @param {{ control: Client, sent: readonly Sent[], say: (line: string) => void, signal: AbortSignal }} options
 */
async function decideAsPeopleDo({ control, sent, say, signal }) {
  await Promise.all(
    sent.map(async ({ buy, poNumber, number, seller }) => {
      if (buy.decidedAfterSeconds === undefined) return;
      await sleep(buy.decidedAfterSeconds * 1000, undefined, { signal });
      const { tasks } = await control.get(`/control/tasks?state=open&po_number=${encodeURIComponent(poNumber)}`);
      for (const { task_id: taskId } of tasks)
        await control.post(`/control/tasks/${encodeURIComponent(taskId)}/approve`, {});
      say(
        tasks.length > 0
          ? `Somebody at ${seller.name} pressed "approve" for buy ${number}.`
          : `Nobody at ${seller.name} has a task for buy ${number} to approve.`,
      );
    }),
  );
}

/**
 * @param {import('./receiver.mjs').Receiver} receiver
 * @param {string} operationId
 * @returns {string[]}
 */
function typesFor(receiver, operationId) {
  return [...receiver.received.values()].filter((event) => event.operationId === operationId).map(({ type }) => type);
}

/**
 * @param {any[]} bookings
 * @param {import('./follow.mjs').Followed} followed
 */
function bookedOf(bookings, { poNumber, seller }) {
  const found = bookings.find(
    (entry) => entry.seller === seller.id && entry.dialect === seller.dialect && entry.po_number === poNumber,
  );
  return { executions: found?.executions ?? 0, booked: found?.booked ?? 0 };
}

/**
 * What brought the end: the direct answer, a poll, a webhook.
 * @param {Client} api
 * @param {string} id
 * @param {string} status
 * @returns {Promise<string>}
 */
async function sourceOfEnd(api, id, status) {
  const { items } = await api.get(`/v1/operations/${id}/timeline`);
  return items.find((/** @type {any} */ entry) => entry.to_status === status)?.source ?? '';
}

/**
 * @param {Client} api
 * @param {string} id
 */
async function timelineOf(api, id) {
  const { items } = await api.get(`/v1/operations/${id}/timeline`);
  return items
    .map(
      (/** @type {any} */ entry) =>
        `  ${entry.at}  ${entry.source}  ${entry.kind}  ${entry.from_status ?? ''} → ${entry.to_status ?? ''}  ${entry.reason ?? ''} ${entry.message ?? ''}`,
    )
    .join('\n');
}
