import { randomBytes } from 'node:crypto';
import type { Client, Operation } from '@adcp-orchestrator/client';
import type { Sandbox } from '../supervisor/sandbox';
import { type DemoSeller, type DemoBuy, demoBuys, demoSellers, operationOf } from './buys';
import type { ControlClient } from './control-client';
import { said } from './said';

export interface Sent {
  id: string;
  number: number;
  poNumber: string;
  buy: DemoBuy;
  seller: DemoSeller;
  /** As it was accepted. */
  accepted: Operation;
}

/** Registers the sandbox sellers with the service. Gives the service's webhook URL to those sellers that call back. */
export async function registerSellers({
  api,
  control,
  sandbox,
}: {
  api: Client;
  control: ControlClient;
  sandbox: Sandbox;
}): Promise<void> {
  for (const { id, name, dialect, webhooks } of demoSellers) {
    const secret = webhooks === 'none' ? undefined : randomBytes(24).toString('hex');
    const body = {
      id,
      name,
      agent_url: sandbox.agentUrl(dialect, id),
      dialect,
      auth: { scheme: 'header' as const, header: 'x-adcp-auth', token: sandbox.token },
      ...(secret ? { webhooks: { mode: webhooks, secret } } : {}),
    };
    const seller = await said(`the seller ${id}`, api.POST('/v1/sellers', { body }));
    // A buy of adcp-v3 carries the URL and the agreement. hitl-v1 has no field for them, so they are agreed on
    // beforehand.
    if (!secret || dialect !== 'hitl-v1') continue;
    await control.post('/control/webhooks', {
      seller: id,
      dialect,
      url: seller.webhook_urls.hitl_tasks,
      mode: webhooks,
      secret,
    });
  }
}

/** Sends every buy of the script, a moment apart, so that one can watch them come in. */
export async function sendBuys(api: Client, onSent: (sent: Sent) => void): Promise<void> {
  let number = 0;
  for (const buy of demoBuys) {
    number += 1;
    const seller = demoSellers.find(({ id }) => id === buy.seller);
    if (!seller) throw new Error(`the demo's script names an unknown seller "${buy.seller}"`);
    const body = operationOf(buy, seller.dialect, number);
    const header = { 'Idempotency-Key': `demo-${number}-${randomBytes(6).toString('hex')}` };
    const accepted = await said(`buy ${number}`, api.POST('/v1/operations', { body, params: { header } }));
    onSent({ id: accepted.id, number, poNumber: body.request.po_number, buy, seller, accepted });
  }
}
