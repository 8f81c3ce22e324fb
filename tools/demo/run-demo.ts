import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, createClient } from '@adcp-orchestrator/client';
import type { Sandbox } from '../supervisor/sandbox';
import type { Stack } from '../supervisor/stack';
import { demoBuys } from './buys';
import { type Followed, followBuys } from './follow';
import { type ControlClient, controlClient } from './control-client';
import { type Sent, registerSellers, sendBuys } from './prepare';
import { type Receiver, startReceiver } from './receiver';
import { answersHeard } from './answers';
import { type Booked, problemsOf, summaryOf } from './summary';
import { said } from './said';
import { makeView } from './view';

const followMs = 60_000;

/** What the seller's books say of one purchase order number. */
interface Booking extends Booked {
  seller: string;
  dialect: string;
  po_number: string;
}

export interface RunDemoOptions {
  stack: Stack;
  sandbox: Sandbox;
  out: NodeJS.WriteStream;
  signal: AbortSignal;
}

/**
 * The demo itself, on a service that is up: sellers, subscription, buys, watching, summary.
 * @returns `close` ends the webhook receiver, which stays for exploring
 */
export async function runDemo({
  stack,
  sandbox,
  out,
  signal,
}: RunDemoOptions): Promise<{ ok: boolean; close: () => Promise<void> }> {
  const api = createClient({ baseUrl: stack.url, apiKey: stack.bootstrapKey ?? '' });
  const control = controlClient(sandbox.url);
  const view = makeView(out, demoBuys.length);
  const receiver = await startReceiver();
  try {
    await registerSellers({ api, control, sandbox });
    const body = { url: receiver.url, description: 'The desk of the demo' };
    const { secret } = await said('the subscription', api.POST('/v1/subscriptions', { body }));
    if (typeof secret !== 'string') throw new Error('the subscription has no secret');
    receiver.trust(secret);

    const sent: Sent[] = [];
    const notified = (id: string, ending: string) => typesFor(receiver, id).includes(`operation.${ending}`);
    // What happens from here on is read from the stream, which begins here.
    const events = await said('the events', api.GET('/v1/events'));
    if (typeof events === 'string') throw new Error('the API streams what was asked for as a page');
    const sending = sendBuys(api, (one) => sent.push(one));
    const following = followBuys({
      api,
      after: events.position,
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

    const { bookings } = (await control.get('/control/bookings')) as { bookings: Booking[] };
    const { total } = (await control.get('/control/calls')) as { total: number };
    const problems = new Map(
      buys.map((followed) => [
        followed.id,
        problemsOf(followed, bookedOf(bookings, followed), typesFor(receiver, followed.id)),
      ]),
    );
    const toldBy = new Map(
      await Promise.all(
        buys.map(async ({ id, operation }) => [id, await sourceOfEnd(api, id, operation.status)] as const),
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

/** Presses the buttons that a person at the publisher would press. */
async function decideAsPeopleDo({
  control,
  sent,
  say,
  signal,
}: {
  control: ControlClient;
  sent: readonly Sent[];
  say: (line: string) => void;
  signal: AbortSignal;
}): Promise<void> {
  await Promise.all(
    sent.map(async ({ buy, poNumber, number, seller }) => {
      if (buy.decidedAfterSeconds === undefined) return;
      await sleep(buy.decidedAfterSeconds * 1000, undefined, { signal });
      const { tasks } = (await control.get(`/control/tasks?state=open&po_number=${encodeURIComponent(poNumber)}`)) as {
        tasks: { task_id: string }[];
      };
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

function typesFor(receiver: Receiver, operationId: string): string[] {
  return [...receiver.received.values()].filter((event) => event.operationId === operationId).map(({ type }) => type);
}

function bookedOf(bookings: readonly Booking[], { poNumber, seller }: Followed): Booked {
  const found = bookings.find(
    (entry) => entry.seller === seller.id && entry.dialect === seller.dialect && entry.po_number === poNumber,
  );
  return { executions: found?.executions ?? 0, booked: found?.booked ?? 0 };
}

/** What brought the end: the direct answer, a poll, or a webhook. */
async function sourceOfEnd(api: Client, id: string, status: string): Promise<string> {
  const items = await timeline(api, id);
  return items.find((entry) => entry.to_status === status)?.source ?? '';
}

async function timelineOf(api: Client, id: string): Promise<string> {
  const items = await timeline(api, id);
  return items
    .map(
      (entry) =>
        `  ${entry.at}  ${entry.source}  ${entry.kind}  ${entry.from_status ?? ''} → ${entry.to_status ?? ''}  ${entry.reason} ${entry.message ?? ''}`,
    )
    .join('\n');
}

async function timeline(api: Client, id: string) {
  return (await said('the timeline', api.GET('/v1/operations/{id}/timeline', { params: { path: { id } } }))).items;
}
