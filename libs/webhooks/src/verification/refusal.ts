import type { WebhookMode } from '@adcp-orchestrator/domain';
import { isTimely } from './hmac';
import { type WebhookHeaders, headerOf } from './webhook-headers';

/** Why a webhook is refused, in the words of AdCP's signature errors. */
export const RefusalCode = {
  required: 'webhook_signature_required',
  modeMismatch: 'webhook_mode_mismatch',
  windowInvalid: 'webhook_signature_window_invalid',
  invalid: 'webhook_signature_invalid',
} as const;
export type RefusalCode = (typeof RefusalCode)[keyof typeof RefusalCode];

/** Why a sender is refused. `code` is from AdCP's taxonomy of webhook errors. */
export interface Refusal {
  code: string;
  detail: string;
}

const details: Readonly<Record<RefusalCode, string>> = {
  webhook_signature_required:
    'The webhook carries no proof of its sender: send the signature or the bearer secret that was agreed.',
  webhook_mode_mismatch:
    'The webhook is signed by RFC 9421, and for this URL nothing of that kind can be accepted: use what was agreed.',
  webhook_signature_window_invalid:
    'X-ADCP-Timestamp must be Unix seconds, not more than 300 s from now: check the clock, and sign each attempt anew.',
  webhook_signature_invalid: 'The webhook does not prove that it comes from the sender this URL belongs to.',
};

/** The answer to a sender that used another mode than was agreed (AdCP 3.0 security, downgrade resistance). */
export function modeMismatch(agreed: WebhookMode, came: WebhookMode): Refusal {
  return {
    code: RefusalCode.modeMismatch,
    detail: `The webhook came in the mode "${came}", and "${agreed}" was agreed: it is not accepted in any other.`,
  };
}

/**
 * The reason given to a refused sender. It depends on the request alone, so an unknown URL and a wrong secret look the
 * same.
 */
export function refusalOf(headers: WebhookHeaders, now: Date): Refusal {
  const code = codeOf(headers, now);
  return { code, detail: details[code] };
}

function codeOf(headers: WebhookHeaders, now: Date): RefusalCode {
  const hmac = headerOf(headers, 'x-adcp-signature') !== null;
  const bearer = headerOf(headers, 'authorization') !== null;
  const rfc9421 = headerOf(headers, 'signature-input') !== null;
  if (!hmac && !bearer) return rfc9421 ? RefusalCode.modeMismatch : RefusalCode.required;
  if (hmac && !bearer && !isTimely(headerOf(headers, 'x-adcp-timestamp'), now)) return RefusalCode.windowInvalid;
  return RefusalCode.invalid;
}
