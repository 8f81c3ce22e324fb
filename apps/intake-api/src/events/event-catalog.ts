import {
  EventType,
  type JsonObject,
  eventTypes,
  namedOnly,
  pressingEvents,
  sellerEventTypes,
  urgentEvents,
} from '@adcp-orchestrator/domain';
import { schemaOf } from '../docs/components';
import { eventExample, operationEventSchema, sellerEventExample, sellerEventSchema } from './event-schema';

/** When each event comes, in a sentence. */
const meanings: Readonly<Record<EventType, string>> = {
  'operation.requested': 'It was handed over, and nothing was sent yet. Its id is the id of the operation.',
  'operation.pending_approval': "The publisher's people must approve it.",
  'operation.pending_permission': 'A permission is missing, or the publisher refused our call.',
  'operation.pending_input': 'The publisher asks something before it goes on.',
  'operation.working': 'The publisher is working on it.',
  'operation.approved': 'It is approved, and its outcome is not in hand yet.',
  'operation.in_doubt': 'It cannot be proved whether the publisher executed it. It comes once more at the deadline.',
  'operation.timed_out': 'The deadline passed without an outcome. It is still watched.',
  'operation.created': 'The media buy is booked.',
  'operation.active': 'The media buy delivers.',
  'operation.completed': 'It is done; for every type but a create.',
  'operation.failed': 'It failed, and `error` says why.',
  'operation.rejected': 'The publisher rejected it, and `error` says why.',
  'operation.canceled': 'It was canceled.',
  'operation.conflict_recorded':
    'The publisher contradicts itself. Nothing was changed; each contradiction is told once.',
  'operation.attention':
    'A person is needed, for a reason that has just begun: once for each entry into a reason of `attention`. `message` says what to do. It comes after the event of the state.',
  'operation.late_settlement':
    "An outcome came after the deadline, and may have committed the desk's money. It comes after the event of the outcome, and not when a person resolved it.",
  'operation.overdue':
    'It takes longer than nine of ten approvals of this publisher, or than half the time to its deadline.',
  'operation.deadline_near':
    'A quarter of its time is left, two hours at most, and there is no outcome. Once for each deadline.',
  'media_buy.creative_deadline_near': 'The buy still waits for creatives a day before the publisher stops taking them.',
  'seller.circuit_opened': 'The seller does not answer. Nothing is sent until it does; what waits is kept.',
  'seller.circuit_closed': 'The seller answers again.',
  'seller.credential_refused':
    'The seller refuses our credential: told once, until it takes a call or gets another credential.',
};

const schemaFor = (type: EventType): typeof operationEventSchema | typeof sellerEventSchema =>
  sellerEventTypes.includes(type) ? sellerEventSchema : operationEventSchema;

/** An example of an event of this type. */
export function exampleOf(type: EventType): JsonObject {
  const { message, estimated_time: estimate } = eventExample;
  if (sellerEventTypes.includes(type)) return { ...sellerEventExample, type };
  if (type === EventType.pendingApproval) return { ...eventExample, message, estimated_time: estimate };
  const sequence = namedOnly.includes(type) ? 0 : 2;
  return { ...eventExample, type, sequence, message: meanings[type].replaceAll('`', ''), estimated_time: null };
}

/** `webhooks` of the OpenAPI document: what subscribers are sent. */
export function webhooksOfDocument(): JsonObject {
  return Object.fromEntries(eventTypes.map((type) => [type, { post: webhookOf(type) }]));
}

function webhookOf(type: EventType): JsonObject {
  const header = (name: string, description: string): JsonObject => ({
    name,
    in: 'header',
    required: true,
    description,
    schema: { type: 'string' },
  });
  return {
    operationId: `event_${type.replaceAll('.', '_')}`,
    tags: ['Notifications'],
    summary: type,
    description: meanings[type],
    security: [],
    parameters: [
      header('webhook-id', 'The id of the event, the same in every attempt'),
      header('webhook-timestamp', 'Unix seconds of the attempt'),
      header('webhook-signature', 'One signature, or two while a secret is replaced (Standard Webhooks, `v1`)'),
    ],
    requestBody: {
      required: true,
      content: { 'application/json': { schema: schemaOf(schemaFor(type), 'output'), example: exampleOf(type) } },
    },
    responses: {
      '2XX': { description: 'The receiver has it. Everything else is tried again for three days' },
      '410': { description: 'The receiver wants nothing more: the subscription is disabled' },
    },
  };
}

/** The catalogue of events as a document. */
export function eventCatalog(): string {
  const rows = eventTypes.map((type) => `| \`${type}\` | ${notesOn(type)} | ${meanings[type]} |`);
  const examples = [EventType.pendingApproval, EventType.circuitOpened].flatMap((type) => [
    `## An example: \`${type}\``,
    '',
    '```json',
    JSON.stringify(exampleOf(type), null, 2),
    '```',
    '',
  ]);
  return [
    '# Events',
    '',
    'Printed from `apps/intake-api/src/events/event-catalog.ts` by `npm run docs:events`; a test keeps them equal. `/openapi.json`',
    'has the JSON schema and an example of each under `webhooks`.',
    '',
    '- Events of operations are numbered by `sequence`, without a gap: a receiver that takes all sees whether one is missing.',
    '- *named*: it goes to event pages and streams, and to subscriptions that name it in `events`. Not numbered (`sequence` is 0).',
    '- *urgent*: it passes quiet hours.',
    '- A person gets one message of one turn, about the last of its events. A digest gathers the turns of an hour or a day; those',
    '  marked *pressing* do not wait for it, unless the subscription says `"urgent": false`. Its deliveries are of the type',
    '  `subscription.digest`, which is in no page or stream of events.',
    '',
    '| type | | when |',
    '|---|---|---|',
    ...rows,
    '',
    ...examples,
  ].join('\n');
}

function notesOn(type: EventType): string {
  const notes = [];
  if (namedOnly.includes(type)) notes.push('named');
  if (urgentEvents.includes(type)) notes.push('urgent');
  if (pressingEvents.includes(type)) notes.push('pressing');
  return notes.join(', ');
}
