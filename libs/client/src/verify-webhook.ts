import { Webhook } from 'standardwebhooks';
import type { OrchestratorEvent } from './errors';

/** A notification as it came: its headers in any case, and its body before it was parsed. */
export interface ReceivedWebhook {
  headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  body: string;
}

const NAMES = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;

/**
 * Checks that a notification is ours, by Standard Webhooks, and is not older than five minutes.
 * @param secret the subscription's `whsec_...`
 * @returns what happened; drop repetitions by its `id`
 * @throws WebhookVerificationError of `standardwebhooks`
 */
export function verifyWebhook(secret: string, { headers, body }: ReceivedWebhook): OrchestratorEvent {
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const needed = Object.fromEntries(
    NAMES.map((name) => {
      const value = lower.get(name);
      return [name, typeof value === 'string' ? value : (value?.[0] ?? '')];
    }),
  );
  return new Webhook(secret).verify(body, needed) as OrchestratorEvent;
}
