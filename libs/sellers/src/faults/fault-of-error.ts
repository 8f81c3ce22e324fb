import { type JsonObject, VERSION_UNSUPPORTED } from '@adcp-orchestrator/domain';
import { textField } from '../json/fields';
import { actionOf, recoveryOf } from './adcp-error';
import { credentialCodes, rateLimitCodes } from './recovery-of-code';
import { Executed, FaultOrigin, type SellerFault, clampedRetryAfter, clipped } from './seller-fault';

/**
 * The fault of an error object that a seller sent (`adcp_error`, an entry of `errors[]`, the guide's `error`).
 * `executed` says what the error proves:
 * - A correctable or terminal error, or a rate limit, is the seller's word that it did not execute the request.
 * - Any other transient error, and an unknown code, prove nothing.
 * - `IDEMPOTENCY_CONFLICT` and `IDEMPOTENCY_EXPIRED` speak of an earlier call with the same key, which may have
 *   executed.
 */
export function faultOfError(error: JsonObject, origin: FaultOrigin = FaultOrigin.tool): SellerFault {
  const code = textField(error, 'code') ?? '';
  const upper = code.toUpperCase();
  const recovery = recoveryOf(error);
  // Particulars, such as the releases that a seller speaks, stand in either field.
  const details = error.details ?? error.data ?? undefined;
  // A failed task has its recovery one level down (AdCP 3.0, tasks/get).
  const inner = typeof details === 'object' && !Array.isArray(details) ? details : {};
  const effective = recovery ?? recoveryOf({ code, recovery: inner.recovery ?? null });
  const action = actionOf(effective === null ? error : { ...error, recovery: effective });
  // A seller that refuses the release has not read the rest of the request, whatever else the error says.
  const unread = rateLimitCodes.has(upper) || upper === VERSION_UNSUPPORTED;
  const refused = effective === 'correctable' || effective === 'terminal' || unread;
  const ofEarlierCall = upper === 'IDEMPOTENCY_CONFLICT' || upper === 'IDEMPOTENCY_EXPIRED';
  const retryAfter = clampedRetryAfter(error.retry_after);
  const field = textField(error, 'field');
  const suggestion = textField(error, 'suggestion');
  return {
    code: clipped(code),
    message: clipped(textField(error, 'message') ?? `the seller answered ${code}`),
    recovery: effective,
    action,
    executed: refused && !ofEarlierCall ? Executed.no : Executed.maybe,
    origin,
    unauthorized: credentialCodes.has(upper),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(field === undefined ? {} : { field: clipped(field) }),
    ...(suggestion === undefined ? {} : { suggestion: clipped(suggestion) }),
    ...(error.issues === undefined ? {} : { issues: error.issues }),
    ...(details === undefined ? {} : { details }),
  };
}
