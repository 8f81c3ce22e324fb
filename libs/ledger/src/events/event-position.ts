/**
 * A place in the order of a tenant's events: the epoch of the database, the transaction that wrote the event, its id.
 * Times and ids alone would not do: a row that commits late has an early one, and a reader would have passed it (ADR 19).
 */
export interface EventPosition {
  /** Seconds of Unix time; 0 for events from before there were epochs. */
  epoch: number;
  transactionId: bigint;
  id: string;
}

const NO_ID = '00000000-0000-0000-0000-000000000000';
// Eighteen digits fit the database's bigint, whatever they are.
const FORM = /^(\d{1,12})-(\d{1,18})-([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/;

/** Before every event. */
export const FIRST_POSITION: EventPosition = { epoch: 0, transactionId: 0n, id: NO_ID };

/** @returns the place before every event of this transaction, and of the later ones */
export function positionBefore(epoch: number, transactionId: bigint): EventPosition {
  return { epoch, transactionId, id: NO_ID };
}

/** @returns less than 0 when `left` comes first, 0 when both are the same place */
export function comparePositions(left: EventPosition, right: EventPosition): number {
  if (left.epoch !== right.epoch) return left.epoch - right.epoch;
  if (left.transactionId !== right.transactionId) return left.transactionId < right.transactionId ? -1 : 1;
  if (left.id === right.id) return 0;
  return left.id < right.id ? -1 : 1;
}

/** @returns the text that clients hand back */
export function positionText({ epoch, transactionId, id }: EventPosition): string {
  return `${epoch}-${transactionId}-${id}`;
}

/** @returns null when the text is not one of `positionText` */
export function parsePosition(text: string): EventPosition | null {
  const [, epoch, transactionId, id] = FORM.exec(text) ?? [];
  if (epoch === undefined || transactionId === undefined || id === undefined) return null;
  return { epoch: Number(epoch), transactionId: BigInt(transactionId), id };
}
