import type { EventType } from '../operation/owed-event';
import type { DeliveryState } from './delivery';
import { DIGEST_EVENT, type Digest, type DigestEvent, digestAt, sentByThemselves } from './digest';
import { type QuietHours, quietUntil, urgentEvents } from './quiet-hours';

/** When a subscriber wants to hear. */
export interface ListeningTimes {
  quietHours: QuietHours | null;
  digest: Digest | null;
}

/** What a due delivery is: of what, and since when it is owed. */
export interface DueDelivery {
  eventType: EventType | DigestEvent;
  createdAt: Date;
  claimed: Pick<DeliveryState, 'attemptsBeforeRun'>;
}

/** `gather`: it goes into a digest, whose time has come. */
export type Timing = { when: 'now' } | { when: 'gather' } | { when: 'later'; until: Date };

/**
 * Decides what becomes of a due delivery. What a person asks for again goes out now, by itself. What belongs into a
 * digest waits for its time. Quiet hours hold back digests too, but nothing that is urgent.
 */
export function whenToSend({ quietHours, digest }: ListeningTimes, delivery: DueDelivery, now: Date): Timing {
  const { eventType, createdAt, claimed } = delivery;
  if (claimed.attemptsBeforeRun > 0) return { when: 'now' };
  const gathering = digest !== null && belongsInto(digest, eventType) ? digest : null;
  if (gathering !== null) {
    const until = digestAt(gathering, createdAt);
    if (until > now) return { when: 'later', until };
  }
  const until = quietHours === null || isUrgent(eventType) ? null : quietUntil(quietHours, now);
  if (until !== null) return { when: 'later', until };
  return { when: gathering === null ? 'now' : 'gather' };
}

function belongsInto(digest: Digest, eventType: EventType | DigestEvent): boolean {
  return eventType !== DIGEST_EVENT && !sentByThemselves(digest).includes(eventType);
}

function isUrgent(eventType: EventType | DigestEvent): boolean {
  return eventType !== DIGEST_EVENT && urgentEvents.includes(eventType);
}
