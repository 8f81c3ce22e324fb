import { type Json, type JsonObject, OperationType, canonicalHash } from '@adcp-orchestrator/domain';
import { bodyErrorOf } from '../faults';

/**
 * The fields that the response schemas of AdCP 3.0 declare, `media_buy_status` of the newer ones included. `context` and
 * `ext` are left out although the schemas declare them: they echo the request, and sellers were seen to send them over one
 * channel and not over the other, which would make two equal outcomes contradict each other.
 */
const declared: Record<OperationType, readonly string[]> = {
  create_media_buy: [
    'media_buy_id',
    'media_buy_status',
    'status',
    'account',
    'invoice_recipient',
    'confirmed_at',
    'creative_deadline',
    'revision',
    'valid_actions',
    'packages',
    'planned_delivery',
    'sandbox',
  ],
  update_media_buy: [
    'media_buy_id',
    'media_buy_status',
    'status',
    'revision',
    'implementation_date',
    'invoice_recipient',
    'affected_packages',
    'valid_actions',
    'sandbox',
  ],
  sync_creatives: ['dry_run', 'creatives', 'sandbox'],
  add_creative_assets: [],
};
const errorFields = ['code', 'message', 'field', 'suggestion', 'retry_after', 'issues', 'details', 'recovery'];

/**
 * The strong identity of a task's terminal outcome: the hash of the RFC 8785 form of `{task_type, status, value}`
 * (AdCP 3.0, async identity and convergence). A fatal error has the same form whichever way it came.
 * @param result the task's result. A poll of a canceled task has none where the webhook gives a reason: without one only
 *   the meaning can be compared
 * @returns undefined when the observation does not carry the whole outcome: then outcomes are compared by what they mean
 */
export function fingerprintOf(
  type: OperationType | null,
  status: string,
  result: JsonObject | undefined,
): string | undefined {
  if (type === null || result === undefined) return undefined;
  return canonicalHash({ task_type: type, status, value: normalised(type, result) });
}

function normalised(type: OperationType, result: JsonObject): Json {
  const error = bodyErrorOf(result);
  const value = pick(result, declared[type]);
  return error === null ? value : { ...value, errors: [pick(error, errorFields)] };
}

function pick(object: JsonObject, fields: readonly string[]): JsonObject {
  return Object.fromEntries(
    fields.flatMap((field): [string, Json][] => {
      const value = object[field];
      return value === undefined ? [] : [[field, value]];
    }),
  );
}
