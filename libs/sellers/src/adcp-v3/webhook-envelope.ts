import {
  type EnvelopeProblem,
  type Json,
  type JsonObject,
  WebhookEnvelopeInvalidError,
} from '@adcp-orchestrator/domain';
import { idField } from '../json/fields';
import { flatOfA2a } from './a2a-webhook';
import { taskStatuses } from './status-words';

/** A rule for one field. `way` tells the seller what to send instead. */
interface FieldRule {
  pointer: string;
  holds: (value: Json) => boolean;
  way: string;
}

const DELIVERY_KEY = /^[A-Za-z0-9_.:-]{16,255}$/;
/** Longer ids fit no index. No protocol that we know has one. */
const MAX_ID_CHARACTERS = 512;
const MAX_TYPE_CHARACTERS = 255;
const MAX_SHOWN = 40;
/** RFC 3339, which is JSON Schema's `date-time`. The offset is part of it. */
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/i;

const isStatus = (value: Json): boolean => typeof value === 'string' && taskStatuses.includes(value);
const isId = (value: Json): boolean => isText(value, MAX_ID_CHARACTERS) && !value.includes('\u0000');
const statusWay = `send the task's status, one of ${taskStatuses.join(', ')}; a media buy's own status belongs in "result"`;

/** The fields that the schemas of 3.0, 3.1 and 3.2 all require (`core/mcp-webhook-payload.json`). */
const required: readonly FieldRule[] = [
  {
    pointer: '/idempotency_key',
    holds: (value) => typeof value === 'string' && DELIVERY_KEY.test(value),
    way: 'send a key of 16 to 255 characters (letters, digits, "_", ".", ":", "-"), new for each event and the same on every retry',
  },
  { pointer: '/task_id', holds: isId, way: `send the task's id, a text of 1 to ${MAX_ID_CHARACTERS} characters` },
  {
    pointer: '/task_type',
    // New releases bring new types, so no type is refused.
    holds: (value) => isText(value, MAX_TYPE_CHARACTERS),
    way: 'send the type of the task, such as "create_media_buy"',
  },
  { pointer: '/status', holds: isStatus, way: statusWay },
  {
    pointer: '/timestamp',
    holds: (value) => typeof value === 'string' && DATE_TIME.test(value) && !Number.isNaN(Date.parse(value)),
    way: 'send when the webhook was made, in RFC 3339 with its offset, such as "2026-05-26T09:00:44Z"',
  },
];

/** Required from AdCP 3.1 on. Sellers of 3.0 leave it out; then the URL and the task tell whose webhook it is. */
const operationId: FieldRule = {
  pointer: '/operation_id',
  holds: (value) => value === '' || isId(value),
  way: 'repeat push_notification_config.operation_id as it was given',
};

/**
 * Checks the envelope of a webhook (AdCP 3.0 to 3.2, webhook receivers). A task of A2A has another envelope: only its
 * task, its state, and a delivery key if there is one are checked.
 * @throws WebhookEnvelopeInvalidError that names every wrong field
 */
export function assertEnvelope(payload: JsonObject): void {
  const a2a = flatOfA2a(payload);
  const problems = a2a === null ? problemsOf(payload) : problemsOfA2a(a2a);
  if (problems.length > 0) throw new WebhookEnvelopeInvalidError(problems);
}

function problemsOf(payload: JsonObject): EnvelopeProblem[] {
  const named = payload.operation_id === undefined || payload.operation_id === null ? [] : [operationId];
  return [...required, ...named].flatMap((rule) => check(rule, payload[rule.pointer.slice(1)]));
}

function problemsOfA2a(flat: JsonObject): EnvelopeProblem[] {
  const key = flat.idempotency_key;
  const taskWay = `send the task's id, a text of 1 to ${MAX_ID_CHARACTERS} characters, as "id" or "taskId"`;
  return [
    ...check({ pointer: '/id', holds: isId, way: taskWay }, idField(flat, 'task_id')),
    ...check({ pointer: '/status/state', holds: isStatus, way: statusWay }, flat.status),
    ...(key === undefined
      ? []
      : check(
          {
            pointer: '/metadata/idempotency_key',
            holds: (value) => isText(value, 255),
            way: 'send a key of 1 to 255 characters, or none',
          },
          key,
        )),
  ];
}

function check({ pointer, holds, way }: FieldRule, value: Json | undefined): EnvelopeProblem[] {
  if (value === undefined) return [{ pointer, detail: `is missing: ${way}` }];
  return holds(value) ? [] : [{ pointer, detail: `is not valid (${shown(value)}): ${way}` }];
}

function isText(value: Json, most: number): value is string {
  return typeof value === 'string' && value !== '' && value.length <= most;
}

/** The seller's own value for the message, cut when it is long. */
function shown(value: Json): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'an array' : 'an object';
  const text = JSON.stringify(value);
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…, ${String(value).length} characters`;
}
