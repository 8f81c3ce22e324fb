import { createHmac } from 'node:crypto';
import type { WebhookScript } from '../scenarios/scenario';
import type { JsonObject, SellerSettings } from '../state/records';
import { pause, Tampering, webhookFetch } from './http';

const attempts = 4;

/** How one delivery ended. */
export interface HitlDelivery {
  mode: string;
  attempts: number;
  status: number | null;
  delivered: boolean;
  error: string | null;
}

function proofHeaders(mode: string, secret: string, body: string): Record<string, string> {
  if (mode === 'bearer') return { authorization: `Bearer ${secret}` };
  if (mode !== 'hmac') return {};
  const timestamp = Math.floor(Date.now() / 1000).toString();
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return { 'x-adcp-timestamp': timestamp, 'x-adcp-signature': `sha256=${signature}` };
}

/** Posts the guide's `task_completed` event with the seller's bearer or HMAC secret; up to four attempts. */
export async function postHitlWebhook(
  closing: AbortSignal,
  settings: SellerSettings['webhook'],
  script: WebhookScript,
  url: string,
  payload: JsonObject,
): Promise<HitlDelivery> {
  const mode = script.mode === 'hmac' || script.mode === 'bearer' ? script.mode : settings.mode;
  const tampering =
    script.mode === 'unsigned'
      ? Tampering.removed
      : script.mode === 'bad_signature'
        ? Tampering.broken
        : Tampering.none;
  const send = webhookFetch(closing, tampering);
  const body = JSON.stringify(payload);
  const name = tampering === Tampering.none ? mode : `${mode} (${String(script.mode)})`;
  let last: HitlDelivery = { mode: name, attempts: 0, status: null, delivered: false, error: null };
  for (let attempt = 1; attempt <= attempts && !closing.aborted; attempt++) {
    if (attempt > 1) await pause(500 * 2 ** (attempt - 2), closing);
    try {
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'adcp-sandbox-seller',
        ...proofHeaders(mode, settings.secret, body),
      };
      const { status, ok } = await send(url, { method: 'POST', headers, body });
      last = { mode: name, attempts: attempt, status, delivered: ok, error: ok ? null : `HTTP ${status}` };
      if (ok || (status < 500 && status !== 429)) return last;
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
      last = {
        mode: name,
        attempts: attempt,
        status: null,
        delivered: false,
        error: `${error instanceof Error ? error.message : String(error)}${cause}`,
      };
    }
  }
  return last;
}
