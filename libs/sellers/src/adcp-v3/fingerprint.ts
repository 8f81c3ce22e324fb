import { type Json, type JsonObject, OperationType } from '@adcp-orchestrator/domain';
import { canonicalHash } from '@adcp-orchestrator/platform';
import { bodyErrorOf } from '../faults';

/**
 * The fields that the response schemas of AdCP 3.0 declare, and `media_buy_status` of later releases. `context` and
 * `ext` are left out, though the schemas declare them. They echo the request, and sellers were seen to send them over
 * one channel and not over another. Then two equal outcomes would contradict each other.
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
 * The strong identity of a task's outcome: the hash of the RFC 8785 form of `{task_type, status, value}` (AdCP 3.0,
 * async identity and convergence). A fatal error has the same form, whichever way it came.
 * @param result the task's result. The poll of a canceled task has none, while its webhook gives a reason
 * @returns undefined when the observation does not carry the whole outcome; then outcomes are compared by their meaning
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
