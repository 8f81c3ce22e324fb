import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, createClient } from '@adcp-orchestrator/client';
import { controlClient } from '../demo/control-client';
import { said } from '../demo/said';
import type { Sandbox } from '../supervisor/sandbox';
import type { Stack } from '../supervisor/stack';
import { type Publisher, orders, publishers, requestOf } from './desk';
import { moveBack } from './move-back';

const SETTLING_MS = 60_000;

export interface Desk {
  /** Operations by their purchase order. */
  ids: ReadonlyMap<string, string>;
  close: () => Promise<void>;
}

/** Brings a desk about in which something of each kind happens: booked, waiting, refused, in doubt, not told. */
export async function fillDesk({
  stack,
  sandbox,
  signal,
}: {
  stack: Stack;
  sandbox: Sandbox;
  signal: AbortSignal;
}): Promise<Desk> {
  const api = createClient({ baseUrl: stack.url, apiKey: stack.bootstrapKey ?? '' });
  const receivers = await startReceivers();
  for (const publisher of publishers) await addPublisher(api, sandbox, publisher);
  await addPeople(api, receivers);
  const control = controlClient(sandbox.url);
  const ids = new Map<string, string>();
  for (const order of orders) {
    const publisher = publishers.find(({ id }) => id === order.seller);
    if (publisher === undefined) throw new Error(`the desk has no publisher "${order.seller}"`);
    const { seller, scenario } = order;
    // Not in the request itself, where the pictures would show it.
    await control.post('/control/scenario', { seller, scenario, calls: 1, tools: ['create_media_buy'] });
    const body = {
      type: 'create_media_buy' as const,
      seller_id: order.seller,
      user_id: order.user ?? 'ana@desk.example',
      request: requestOf(order, publisher.dialect),
      ...(order.deadline === undefined ? {} : { deadline: order.deadline }),
    };
    const header = { 'Idempotency-Key': `desk-${order.po}` };
    const { id } = await said(`the buy ${order.po}`, api.POST('/v1/operations', { body, params: { header } }));
    ids.set(order.po, id);
    await untilSent(api, id, signal);
  }
  await untilSettled(api, signal);
  await moveBack(stack.databaseUrl);
  return { ids, close: receivers.close };
}

async function addPublisher(api: Client, sandbox: Sandbox, publisher: Publisher): Promise<void> {
  const { id, name, dialect, contact, token = sandbox.token } = publisher;
  const auth =
    dialect === 'hitl-v1'
      ? { scheme: 'header' as const, header: 'x-adcp-auth', token }
      : { scheme: 'bearer' as const, token };
  const body = { id, name, dialect, contact, agent_url: sandbox.agentUrl(dialect, id), auth };
  await said(`the publisher ${id}`, api.POST('/v1/sellers', { body }));
}

/** Keys of people and programs, and who is told of what. One receiver answers, the other does not. */
async function addPeople(api: Client, receivers: { url: string }): Promise<void> {
  for (const [name, role] of [
    ['Ana', 'trader'],
    ['Ben', 'trader'],
    ['north-prod', 'trader'],
    ['reporting', 'viewer'],
  ] as const) {
    await said(`the key ${name}`, api.POST('/v1/api-keys', { body: { name, role } }));
  }
  for (const body of [
    { url: `${receivers.url}/orders`, description: 'Order management' },
    {
      url: `${receivers.url}/broken`,
      description: 'Reporting',
      events: ['operation.created' as const, 'operation.rejected' as const],
    },
  ]) {
    await said('a subscription', api.POST('/v1/subscriptions', { body }));
  }
}

/** The next order's script must not reach this one. */
async function untilSent(api: Client, id: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    const { status } = await said('the operation', api.GET('/v1/operations/{id}', { params: { path: { id } } }));
    if (status !== 'requested' && status !== 'submitting') return;
    await sleep(150, undefined, { signal });
  }
}

/** Until only people and time move anything. */
async function untilSettled(api: Client, signal: AbortSignal): Promise<void> {
  const until = Date.now() + SETTLING_MS;
  const ends = new Map(orders.map(({ po, ends: end }) => [po, end]));
  while (Date.now() < until) {
    signal.throwIfAborted();
    const { items } = await said('the operations', api.GET('/v1/operations', { params: { query: { limit: 200 } } }));
    const open = items.filter(({ status, po_number: po }) => ends.get(po ?? '') !== status);
    if (open.length === 0) return;
    await sleep(500, undefined, { signal });
  }
  const { items } = await said('the operations', api.GET('/v1/operations', { params: { query: { limit: 200 } } }));
  const wrong = items.flatMap(({ status, po_number: po }) =>
    ends.get(po ?? '') === status ? [] : [`${po ?? ''} is ${status} and not ${ends.get(po ?? '') ?? 'known'}`],
  );
  throw new Error(`The desk did not come to rest: ${wrong.join(', ')}`);
}

async function startReceivers(): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      if (request.url === '/orders') response.writeHead(204).end();
      else response.writeHead(500, { 'content-type': 'text/plain' }).end('Error: column "budget" does not exist');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the receiver has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
