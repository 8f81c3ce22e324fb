import type { JsonObject } from '../json';
import { EventType } from '../operation/owed-event';

/** A notification about a seller, of no operation. */
export interface SellerEvent {
  type: EventType;
  sellerId: string;
  /** What happened, in one sentence for a person. */
  message: string;
  /** What the seller's last error was; null when there is none. */
  error: { code: string; message: string } | null;
}

export function circuitOpenedEvent(sellerId: string, error: SellerEvent['error']): SellerEvent {
  const message = `${sellerId} does not answer. Nothing is sent to it until it answers again; what waits is kept`;
  return { type: EventType.circuitOpened, sellerId, message, error };
}

export function circuitClosedEvent(sellerId: string): SellerEvent {
  const message = `${sellerId} answers again. What waited for it is sent now`;
  return { type: EventType.circuitClosed, sellerId, message, error: null };
}

export function credentialRefusedEvent(sellerId: string, error: SellerEvent['error']): SellerEvent {
  const message = `${sellerId} refuses our credential. Its operations wait until there is a valid one`;
  return { type: EventType.credentialRefused, sellerId, message, error };
}

/** @returns the notification's JSON. The members are those of an operation's event, as far as they mean something. */
export function sellerEventPayload(id: string, { type, sellerId, message, error }: SellerEvent, at: Date): JsonObject {
  return {
    id,
    type,
    sequence: 0,
    occurred_at: at.toISOString(),
    operation_id: null,
    seller_id: sellerId,
    message,
    error: error === null ? null : { code: error.code, message: error.message },
  };
}
