import { client, dataOf } from './client';
import type { ReadOperation, Schemas } from './types';

type Listed = Schemas['ListedOperation'];

const MOST = 200;
/** The API searches from three characters on. */
const LEAST_SEARCH = 3;

/** @returns the operations that name a media buy: the one that booked it, changes and creatives; the newest first */
export async function operationsOfBuy(sellerId: string, mediaBuyId: string): Promise<Listed[]> {
  if (mediaBuyId.length < LEAST_SEARCH) return [];
  const { items } = await dataOf(
    client.GET('/v1/operations', {
      params: { query: { seller_id: sellerId, q: mediaBuyId, include: 'request', limit: MOST } },
    }),
  );
  // The search finds parts of words: mb_1 also in mb_10.
  return items.filter((one) => one.media_buy_id === mediaBuyId || one.request?.['media_buy_id'] === mediaBuyId);
}

/** @returns the operations with the same purchase order at the publisher, without itself: repetitions are among them */
export async function operationsOfOrder({ id, seller_id: seller, po_number: po }: ReadOperation): Promise<Listed[]> {
  if (po === null) return [];
  const { items } = await dataOf(
    client.GET('/v1/operations', { params: { query: { seller_id: seller, po_number: po, limit: MOST } } }),
  );
  return items.filter((one) => one.id !== id);
}
