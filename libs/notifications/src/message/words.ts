import { EventType } from '@adcp-orchestrator/domain';

interface Words {
  /** What became of it, for a subject line. */
  title: string;
  /** What the reader has to do. */
  nextStep: string;
}

const NOTHING = 'Nothing. We go on following it, and tell you of its next turn.';
const DONE = 'Nothing. It is done.';

const words: Readonly<Record<EventType, Words>> = {
  'operation.requested': { title: 'handed over', nextStep: NOTHING },
  'operation.pending_approval': { title: 'waits for the publisher', nextStep: NOTHING },
  'operation.pending_permission': {
    title: 'waits for a permission',
    nextStep: 'Ask the publisher for the permission. When it is given, retry.',
  },
  'operation.pending_input': {
    title: 'the publisher asks you',
    nextStep: 'Answer the publisher. Then resolve the operation with what they say, or retry.',
  },
  'operation.working': { title: 'the publisher works on it', nextStep: NOTHING },
  'operation.approved': { title: 'approved', nextStep: NOTHING },
  'operation.in_doubt': {
    title: 'IN DOUBT: it may be booked',
    nextStep: 'Ask the publisher whether they have it. Then resolve with what they answer, or retry.',
  },
  'operation.timed_out': {
    title: 'no outcome by the deadline',
    nextStep: 'Ask the publisher what became of it, then resolve with what they answer.',
  },
  'operation.created': { title: 'booked', nextStep: 'Nothing, unless the publisher still needs creatives.' },
  'operation.active': { title: 'delivers', nextStep: DONE },
  'operation.completed': { title: 'done', nextStep: DONE },
  'operation.failed': { title: 'failed', nextStep: 'Read the reason. Correct the request and retry, or let it be.' },
  'operation.rejected': {
    title: 'rejected',
    nextStep: 'Read the reason. Correct the request and retry, or buy elsewhere.',
  },
  'operation.canceled': { title: 'canceled', nextStep: DONE },
  'operation.conflict_recorded': {
    title: 'the publisher contradicts itself',
    nextStep: 'Ask the publisher which is true.',
  },
  'operation.attention': { title: 'needs you', nextStep: 'Look at the operation.' },
  'operation.late_settlement': {
    title: 'settled after its deadline',
    nextStep: 'Check whether the desk still wants it: its money may be committed.',
  },
  'operation.overdue': { title: 'takes longer than usual', nextStep: 'Ask the publisher if it is urgent.' },
  'operation.deadline_near': {
    title: 'its deadline is near',
    nextStep: 'Ask the publisher to decide before the deadline. After it the operation times out.',
  },
  'media_buy.creative_deadline_near': {
    title: 'creatives are missing',
    nextStep: 'Send the publisher the creatives before the deadline.',
  },
  'seller.circuit_opened': {
    title: 'does not answer',
    nextStep: 'Nothing is lost: what is for this publisher waits. Ask the publisher if it lasts.',
  },
  'seller.circuit_closed': { title: 'answers again', nextStep: 'Nothing. What waited is sent now.' },
  'seller.credential_refused': {
    title: 'refuses our credential',
    nextStep: 'Put a valid credential into the settings of this seller, then retry what waits.',
  },
};

const known = new Map<string, Words>([
  ...Object.entries(words),
  ['subscription.test', { title: 'A test message', nextStep: 'Nothing. The subscription works.' }],
]);

/** @returns what became of it, in a few words; the type itself when this release does not know it */
export function titleOf(eventType: string): string {
  return known.get(eventType)?.title ?? eventType;
}

/** @returns what the reader has to do about an event */
export function nextStepOf(eventType: string): string {
  return known.get(eventType)?.nextStep ?? 'Look at the operation.';
}
