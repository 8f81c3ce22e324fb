import { type EventPosition, type StoredEvent, positionText } from '@adcp-orchestrator/ledger';

/** A comment, which clients ignore. It shows both ends, and what lies between, that the connection lives. */
export const HEARTBEAT = Buffer.from(': heartbeat\n\n');

/** How long a client waits before it connects again, in milliseconds. */
const RETRY_MS = 1_000;

/** @returns the event as it goes over the wire. JSON has no line break, so it is one line of data. */
export function eventFrame({ position, type, json }: StoredEvent): Buffer {
  return Buffer.from(`id: ${positionText(position)}\nevent: ${type}\ndata: ${json}\n\n`);
}

/** @returns the first event of a stream: where it begins. A client that is cut off right away resumes from there. */
export function positionFrame(position: EventPosition): Buffer {
  const text = positionText(position);
  return Buffer.from(`retry: ${RETRY_MS}\nid: ${text}\nevent: position\ndata: {"position":"${text}"}\n\n`);
}
